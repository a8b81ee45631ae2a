import { readFile } from "node:fs/promises";
import { OffsetClock } from "@ringback/server/clock.ts";
import { type Database, openDatabase } from "@ringback/server/db/database.ts";
import { listContacts } from "@ringback/server/db/queries/list-contacts.ts";
import { countConversations, listConversations } from "@ringback/server/db/queries/list-conversations.ts";
import { today } from "@ringback/server/db/queries/today.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import { addMember } from "@ringback/server/use-cases/add-member.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import type { Bench, Figure } from "#bench.ts";
import { percentile } from "#statistics.ts";
import { temporaryStore } from "#temporary-store.ts";

const contacts = Number(process.env["BENCH_CONTACTS"] ?? 100_000);
const openCallbacks = 10_000;
const rounds = 60;

interface Business {
  readonly accountId: string;
  readonly me: string;
  readonly other: string;
}

/** What the inbox, the contacts and Today's search ask of the database, with 100,000 threads that somebody has all read. */
export const reading: Bench = {
  name: "reading",
  about: "the inbox with 100,000 threads all read, contacts by lane, Today's search with 10,000 open callbacks",
  run: async (say) => {
    await using store = await temporaryStore();
    const db = openDatabase(store.connectionString, 4);
    try {
      const ctx = bareContext(db);
      const neighbour = await openBusiness(ctx, "Neighbour");
      const business = await openBusiness(ctx, "Northside");
      for (const one of [neighbour, business]) {
        const begunMs = performance.now();
        await fill(db, one, ctx.clock.now());
        say(
          `${contacts} threads and ${openCallbacks} callbacks in ${((performance.now() - begunMs) / 1000).toFixed(1)} s`,
        );
      }
      await db.pool.query("vacuum analyze");
      return { figures: await measure(db, business, ctx.clock.now()) };
    } finally {
      await db.close();
    }
  },
};

/** Every question with its name. */
function asked(
  db: Database,
  { accountId, me, other }: Business,
  now: Temporal.Instant,
): readonly (readonly [string, () => Promise<unknown>])[] {
  const page = { limit: 50, after: null } as const;
  const inbox = (memberId: string, more: Partial<Parameters<typeof listConversations>[4]>) => () =>
    listConversations(db, accountId, now, memberId, { filter: "open", ...page, ...more });
  const contactsBy = (more: Partial<Parameters<typeof listContacts>[3]>) => () =>
    listContacts(db, accountId, now, { limit: 100, after: null, ...more });
  const search = (words: string) => () => today(db, accountId, now, { limit: 100, search: words });
  return [
    ["inbox: counts, all read", () => countConversations(db, accountId, now, me)],
    ["inbox: counts, nothing read", () => countConversations(db, accountId, now, other)],
    ["inbox: open", inbox(me, {})],
    ["inbox: waiting", inbox(me, { filter: "waiting" })],
    ["inbox: mine, none", inbox(me, { filter: "mine" })],
    ["inbox: mine, all", inbox(other, { filter: "mine" })],
    ["inbox: not read, all read", inbox(me, { filter: "unread" })],
    ["inbox: not read, nothing read", inbox(other, { filter: "unread" })],
    ["inbox: done, none", inbox(me, { filter: "done" })],
    ["inbox: all", inbox(me, { filter: "all" })],
    ["inbox: a team's", inbox(me, { team: "sales" })],
    ["inbox: done of a team", inbox(me, { filter: "done", team: "sales" })],
    ["inbox: waiting of a team", inbox(me, { filter: "waiting", team: "sales" })],
    ["inbox: not read of a team", inbox(me, { filter: "unread", team: "sales" })],
    ...["2019", "019", "312555", "20100", "9999999", "ana ru", "whitfield", "zzzz"].map(
      (words) => [`inbox: "${words}"`, inbox(me, { filter: "all", search: words })] as const,
    ),
    ['inbox: "ana" not read', inbox(me, { filter: "unread", search: "ana" })],
    ["contacts by name", contactsBy({})],
    ["contacts: vendors", contactsBy({ lane: "vendor" })],
    ["contacts: leads", contactsBy({ lane: "lead" })],
    ["contacts: do not contact, none", contactsBy({ lane: "do-not-contact" })],
    ["contacts: tagged", contactsBy({ tag: "vip" })],
    ["contacts: tagged, none", contactsBy({ tag: "nowhere" })],
    ["contacts: vendors tagged", contactsBy({ lane: "vendor", tag: "vip" })],
    ["contacts: vendors named ana", contactsBy({ lane: "vendor", search: "ana" })],
    ["Today, 10,000 open", () => today(db, accountId, now, { limit: 100 })],
    ...["caller 12", "quote", "2000123", "555", "zzzz"].map((words) => [`Today: "${words}"`, search(words)] as const),
  ];
}

async function measure(db: Database, business: Business, now: Temporal.Instant): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, work] of asked(db, business, now)) {
    await work();
    const taken: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begunMs = performance.now();
      await work();
      taken.push(performance.now() - begunMs);
    }
    const note = `p50 ${percentile(taken, 0.5).toFixed(1)} ms`;
    figures.push({ what: `${what}, p95`, value: percentile(taken, 0.95), unit: "ms", atMost: 50, note });
  }
  return figures;
}

async function openBusiness(ctx: Context, name: string): Promise<Business> {
  const email = `${name.toLowerCase()}@example.test`;
  const created = await createAccount(ctx, {
    name,
    timeZone: "America/Chicago",
    trade: "home_services",
    owner: { userId: name, name: "Olive Owner", email },
  });
  if (!created.ok) throw new Error(created.refusal);
  const { accountId } = created;
  const owner = await memberNamed(ctx.db, accountId, "Olive Owner");
  const actor = { accountId, memberId: owner, role: "owner" } as const;
  const person = { name: "Maya Chen", phone: null, email: `maya.${email}`, role: "agent" } as const;
  const added = await addMember(ctx, actor, { ...person, notifyBySms: false, notifyByEmail: true });
  if (!added.ok) throw new Error(added.refusal);
  return { accountId, me: owner, other: await memberNamed(ctx.db, accountId, "Maya Chen") };
}

async function memberNamed(db: Database, accountId: string, name: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    "select id from ringback.member where account_id = $1 and name = $2",
    [accountId, name],
  );
  return rows[0]?.id ?? "";
}

async function fill(db: Database, { accountId, me, other }: Business, now: Temporal.Instant): Promise<void> {
  const client = await db.pool.connect();
  try {
    const settings: Record<string, string> = {
      "bench.account": accountId,
      "bench.me": me,
      "bench.other": other,
      "bench.owner": other,
      "bench.contacts": String(contacts),
      "bench.callbacks": String(openCallbacks),
      "bench.now": now.toString(),
    };
    const line = await client.query<{ id: string }>(
      `with connected as (insert into ringback.connection (account_id, id, provider, label, external_account_id, secret, api_base_url, created_at)
         values ($1, gen_random_uuid(), 'webhook', 'Main', 'bench', '\\x00', '', now()) returning id)
       insert into ringback.phone_number (account_id, id, number, label, connection_id, created_at)
       select $1, gen_random_uuid(), '+13125550' || floor(100 + random() * 899)::text, 'Main line', id, now() from connected returning connection_id as id`,
      [accountId],
    );
    settings["bench.connection"] = line.rows[0]?.id ?? "";
    for (const [name, value] of Object.entries(settings))
      await client.query("select set_config($1, $2, false)", [name, value]);
    const threads = await readFile(new URL("./many-threads.sql", import.meta.url), "utf8");
    const callbacks = await readFile(new URL("../workplace/open-callbacks.sql", import.meta.url), "utf8");
    await client.query(callbacks);
    await client.query(threads);
  } finally {
    client.release(true);
  }
}

function bareContext(db: Database): Context {
  return {
    db,
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox("a secret for the bench that is long enough, 51c2"),
    telephony: {},
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "https://ringback.example",
    staticFallbackUrl: null,
  };
}
