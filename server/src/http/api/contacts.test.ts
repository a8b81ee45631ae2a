import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
let agent: Visitor;
let viewer: Visitor;
let business: TestBusiness;

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  agent = await someone(http, "gus@example.com", owner, "agent");
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const me = (await owner.call("me")).body.accounts[0];
  business = await giveLine(http.context, me.id, me.memberId);
});
afterAll(async () => await http[Symbol.asyncDispose]());

let last = 1000;
const freshNumber = () => {
  last += 10;
  return `+1312777${last}`;
};
const look = async (text: string, values: readonly unknown[] = []) =>
  (await http.context.db.pool.query(text, [...values])).rows;
const missedFrom = async (number: string) => {
  const call = await new TestCall(http.context, business).arrive(number);
  await call.hangUp();
  return call;
};
const enter = async (body: object) => (await agent.call("createContact", { body: body as never })).body.id as string;
const page = async (id: string) => (await viewer.call("getContact", { params: { id } })).body;
const names = async (search: string) =>
  (await viewer.call("listContacts", { query: { search } })).body.contacts.map((one: { name: string }) => one.name);

describe("look before you create", () => {
  test("two calls at once from one new number make one contact", async () => {
    const number = freshNumber();
    await Promise.all(Array.from({ length: 4 }, () => missedFrom(number)));
    expect(await look("select 1 from ringback.contact_phone where number = $1", [number])).toHaveLength(1);
    expect(await look("select distinct contact_id from ringback.call where caller = $1", [number])).toHaveLength(1);
  });

  test("a call and a person entering the same number at once make one contact", async () => {
    const number = freshNumber();
    await Promise.all([missedFrom(number), enter({ name: "Nia Cole", numbers: [{ number }] }), missedFrom(number)]);
    const [row] = await look(
      `select count(*)::int as n from ringback.contact c where exists (select from ringback.contact_number n where n.contact_id = c.id and n.number = $1)`,
      [number],
    );
    expect(row.n).toBe(1);
  });

  test("whoever has the number already is answered, and any of several numbers finds them", async () => {
    const [one, two] = [freshNumber(), freshNumber()];
    const id = await enter({ name: "Omar Haddad", numbers: [{ number: one }, { number: two, label: "work" }] });
    const again = (
      await agent.call("createContact", { body: { name: "O. Haddad", numbers: [{ number: two }] } as never })
    ).body;
    expect(again).toEqual({ id, existed: true });
    await missedFrom(two);
    expect(await look("select contact_id from ringback.call where caller = $1", [two])).toEqual([{ contact_id: id }]);
    expect((await page(id)).facts.name).toBe("Omar Haddad");
  });
});

test("a household: a call stays with whom the number was first known by, and nobody is renamed", async () => {
  const number = freshNumber();
  const ana = await enter({ name: "Ana Ruiz", numbers: [{ number }] });
  const luis = await enter({ name: "Luis Ruiz", numbers: [{ number }], shares: true });
  const call = await new TestCall(http.context, business).arrive(number, "LUIS RUIZ");
  await call.hangUp();
  expect(await look("select contact_id from ringback.call where caller = $1", [number])).toEqual([{ contact_id: ana }]);
  expect((await page(ana)).numbers[0]).toMatchObject({
    firstKnown: true,
    sharedWith: [{ id: luis, name: "Luis Ruiz" }],
  });
  expect((await page(luis)).numbers[0]).toMatchObject({ firstKnown: false, sharedWith: [{ id: ana }] });
  expect([(await page(ana)).facts.name, (await page(luis)).facts.name]).toEqual(["Ana Ruiz", "Luis Ruiz"]);
  const { body: open } = await viewer.call("listCallbacks", { query: { limit: 200 } });
  const callbackId = open.callbacks.find((one: { callerNumber: string }) => one.callerNumber === number).id;
  const { body: shown } = await viewer.call("getCallback", { params: { id: callbackId } });
  expect(JSON.stringify(shown.known ?? shown)).toContain("one of: Ana Ruiz, Luis Ruiz");
  // Ana gives it up: Luis has it from then on.
  await agent.call("removeContactNumber", { params: { id: ana, number } });
  expect((await page(luis)).numbers[0]).toMatchObject({ firstKnown: true, sharedWith: [] });
  expect((await page(ana)).numbers).toEqual([]);
});

test("nobody behind a shared number is texted once one of them wants no contact", async () => {
  const number = freshNumber();
  await enter({ name: "Pat Moe", numbers: [{ number }] });
  await enter({ name: "Lou Moe", kind: "do-not-contact", numbers: [{ number }], shares: true });
  await missedFrom(number);
  expect(await look("select state, reason from ringback.message where to_number = $1", [number])).toEqual([
    { state: "suppressed", reason: expect.stringContaining("do-not-contact") },
  ]);
});

describe("changing", () => {
  test("facts keep whence they are; who was slower is told", async () => {
    const id = await enter({ name: "Rosa Diaz" });
    const changed = await agent.call("changeContact", {
      params: { id },
      body: { version: 1, email: "ROSA@example.com", tags: ["Pool", "pool "], tier: "vip" } as never,
    });
    expect(changed.body).toEqual({ version: 2 });
    expect(await page(id)).toMatchObject({
      facts: { name: "Rosa Diaz", email: "rosa@example.com", tags: ["pool"], tier: "vip" },
      sources: { email: { source: "person", by: "gus@example.com" } },
    });
    const slower = await agent.call("changeContact", { params: { id }, body: { version: 1, name: "R" } as never });
    expect([slower.status, slower.body.code]).toEqual([409, "contact-changed-since"]);
  });

  test("only tiers, fields, zones and people that exist, and not by a viewer", async () => {
    const id = await enter({ name: "Ida Wells" });
    const code = async (body: object) =>
      (await agent.call("changeContact", { params: { id }, body: { version: 1, ...body } as never })).body.code;
    expect(await code({ tier: "gold" })).toBe("unknown-tier");
    expect(await code({ fields: { roof: "flat" } })).toBe("unknown-field");
    expect(await code({ timeZoneOverride: "Mars/Base" })).toBe("invalid-time-zone");
    expect(await code({ ownerId: "00000000-0000-4000-8000-000000000001" })).toBe("member-not-found");
    expect(
      (await viewer.call("changeContact", { params: { id }, body: { version: 1, name: "X" } as never })).status,
    ).toBe(403);
  });

  test("own fields and tiers are the owner's; a field keeps its type", async () => {
    const setup = {
      tiers: [
        { id: "none", label: "None" },
        { id: "vip", label: "VIP" },
      ],
      fields: [{ id: "boiler", label: "Boiler", type: "text", choices: [] }],
    };
    expect((await agent.call("putContactSetup", { body: setup as never })).status).toBe(403);
    expect((await owner.call("putContactSetup", { body: setup as never })).status).toBe(200);
    const id = await enter({ name: "Bo Li", fields: { boiler: "X9" } });
    expect((await page(id)).facts.fields).toEqual({ boiler: "X9" });
    const other = { ...setup, fields: [{ id: "boiler", label: "Boiler", type: "number", choices: [] }] };
    expect((await owner.call("putContactSetup", { body: other as never })).body.code).toBe("field-type-changed");
  });

  test("a lead is opened, won, and not by who saw an older one", async () => {
    const id = await enter({ name: "Tess Lane" });
    const { body } = await agent.call("addLead", {
      params: { id },
      body: { title: "New roof", valueCents: 900_000 } as never,
    });
    await agent.call("changeLead", { params: { id: body.id }, body: { version: 1, state: "won" } as never });
    expect((await page(id)).leads).toMatchObject([
      { title: "New roof", state: "won", valueCents: 900_000, closedAt: expect.any(String) },
    ]);
    expect(
      (await agent.call("changeLead", { params: { id: body.id }, body: { version: 1, state: "lost" } as never }))
        .status,
    ).toBe(409);
  });
});

describe("merging", () => {
  const snapshot = async () =>
    JSON.stringify(
      await Promise.all([
        look(
          "select id, name, email, note, kind, tier, tags, fields, since, merged_into from ringback.contact order by id",
        ),
        look("select number, contact_id, label from ringback.contact_phone order by number"),
        look("select number, contact_id from ringback.contact_phone_other order by number, contact_id"),
        ...["call", "episode", "callback", "message", "lead"].map((table) =>
          look(`select id, contact_id from ringback.${table} order by id`),
        ),
      ]),
    );

  test("numbers and history come along; taken back, all is as it was", async () => {
    const [mine, theirs, both] = [freshNumber(), freshNumber(), freshNumber()];
    const kept = await enter({ name: "Gil Stone", numbers: [{ number: mine }], note: "Dog" });
    await missedFrom(theirs);
    const [{ contact_id: gone }] = await look("select contact_id from ringback.contact_phone where number = $1", [
      theirs,
    ]);
    await agent.call("changeContact", {
      params: { id: gone },
      body: { version: 1, email: "gil@example.com", tags: ["gate"] } as never,
    });
    await agent.call("addContactNumber", { params: { id: gone }, body: { number: both } as never });
    await agent.call("addContactNumber", { params: { id: kept }, body: { number: both } as never });
    const before = await snapshot();
    const preview = (await viewer.call("previewMerge", { params: { id: kept, otherId: gone } })).body;
    expect(preview).toMatchObject({ result: { name: "Gil Stone", email: "gil@example.com" }, callbacks: 1 });
    expect(await snapshot()).toBe(before);
    const { body } = await agent.call("mergeContacts", {
      params: { id: kept },
      body: { goneId: gone, cause: "called-from-another-number" } as never,
    });
    const merged = await page(kept);
    expect(merged.numbers.map((one: { number: string }) => one.number).toSorted()).toEqual(
      [mine, theirs, both].toSorted(),
    );
    expect(merged.facts).toMatchObject({ email: "gil@example.com", tags: ["gate"], note: "Dog" });
    expect(await look("select contact_id from ringback.callback where caller = $1", [theirs])).toEqual([
      { contact_id: kept },
    ]);
    expect((await page(gone)).mergedInto).toBe(kept);
    expect(await names("gil stone")).toEqual(["Gil Stone"]);
    expect((await agent.call("undoMerge", { params: { id: body.mergeId } })).status).toBe(200);
    expect(await snapshot()).toBe(before);
  });

  test("what came since by a number that goes back goes with it; what was changed since stays", async () => {
    const [mine, theirs] = [freshNumber(), freshNumber()];
    const kept = await enter({ name: "Uma Park", numbers: [{ number: mine }] });
    const gone = await enter({ name: "U. Park", numbers: [{ number: theirs }], email: "uma@example.com" });
    const { body } = await agent.call("mergeContacts", {
      params: { id: kept },
      body: { goneId: gone, cause: "typed-twice" } as never,
    });
    await missedFrom(theirs);
    expect(await look("select contact_id from ringback.call where caller = $1", [theirs])).toEqual([
      { contact_id: kept },
    ]);
    const { version } = await page(kept);
    await agent.call("changeContact", { params: { id: kept }, body: { version, name: "Uma Park-Lee" } as never });
    await agent.call("undoMerge", { params: { id: body.mergeId } });
    for (const table of ["call", "episode", "callback"])
      expect(await look(`select contact_id from ringback.${table} where caller = $1`, [theirs])).toEqual([
        { contact_id: gone },
      ]);
    expect((await page(kept)).facts).toMatchObject({ name: "Uma Park-Lee", email: null });
    expect((await page(gone)).facts).toMatchObject({ name: "U. Park", email: "uma@example.com" });
  });

  test("the later of two merges is taken back first, once, and not after thirty days", async () => {
    const [a, b, c] = [await enter({ name: "Kai A" }), await enter({ name: "Kai B" }), await enter({ name: "Kai C" })];
    const merge = async (id: string, goneId: string) =>
      (await agent.call("mergeContacts", { params: { id }, body: { goneId, cause: "other" } as never })).body
        .mergeId as string;
    const undo = async (id: string) => (await agent.call("undoMerge", { params: { id } })).body.code;
    const first = await merge(a, b);
    const second = await merge(c, a);
    expect(
      (await agent.call("mergeContacts", { params: { id: a }, body: { goneId: c, cause: "other" } as never })).body
        .code,
    ).toBe("contact-merged-away");
    expect(await undo(first)).toBe("merged-since");
    expect(await undo(second)).toBeUndefined();
    expect(await undo(second)).toBe("merge-undone-already");
    await look("update ringback.contact_merge set undo_until = now() - interval '1 minute' where id = $1", [first]);
    expect(await undo(first)).toBe("merged-too-long-ago");
  });

  test("of two merging the same two at once one is told", async () => {
    const [a, b] = [
      await enter({ name: "Max A", numbers: [{ number: freshNumber() }] }),
      await enter({ name: "Max B", numbers: [{ number: freshNumber() }] }),
    ];
    const answers = await Promise.all([
      agent.call("mergeContacts", { params: { id: a }, body: { goneId: b, cause: "other" } as never }),
      owner.call("mergeContacts", { params: { id: b }, body: { goneId: a, cause: "other" } as never }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("what looks alike is proposed with its reason, unless somebody said they are two", async () => {
    const number = freshNumber();
    const one = await enter({ name: "Wim Prins", numbers: [{ number }] });
    const other = await enter({
      name: "Prins, Wim",
      numbers: [{ number: number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)) }],
    });
    expect((await page(one)).duplicates).toMatchObject([{ id: other, reasons: ["same-name-similar-number"] }]);
    await enter({ name: "Ida Prins", email: "prins@example.com" });
    await enter({ name: "W. Prins", email: "prins@example.com" });
    const pairs = async () =>
      (await viewer.call("listDuplicates")).body.pairs.filter((pair: { one: { name: string } }) =>
        pair.one.name.includes("Prins"),
      );
    expect(await pairs()).toMatchObject([{ reasons: ["same-email"] }]);
    const [pair] = await pairs();
    await agent.call("keepApart", { body: { one: pair.other.id, other: pair.one.id } as never });
    expect(await pairs()).toEqual([]);
    expect((await viewer.call("listDuplicates")).body.causes.length).toBeGreaterThan(0);
  });
});

describe("finding", () => {
  test("what is half remembered", async () => {
    const id = await enter({
      name: "José Núñez-Baker",
      company: "Baker & Sons",
      numbers: [{ number: "+13125550147" }],
    });
    for (const words of [
      "jose nun",
      "baker sons",
      "nunez baker",
      "0147",
      "312 555 0",
      "5550147",
      "(312) 555-0147",
      "nunes",
      "jose 0147",
    ])
      expect([words, (await viewer.call("listContacts", { query: { search: words } })).body.contacts[0]?.id]).toEqual([
        words,
        id,
      ]);
    for (const words of ["%", "_", "'; drop", "\\", "zzzzqq", "   "])
      expect((await viewer.call("find", { query: { words } })).status).toBe(200);
    expect((await viewer.call("find", { query: { words: "%%%" } })).body.contacts).toEqual([]);
    expect((await viewer.call("find", { query: { words: "jose" } })).body.contacts[0]).toMatchObject({
      id,
      number: "+13125550147",
    });
  });

  test("the quick finder brings open callbacks and calls of who is found", async () => {
    const number = freshNumber();
    await enter({ name: "Zelda Quist", numbers: [{ number }] });
    await missedFrom(number);
    const { body } = await viewer.call("find", { query: { words: "zelda" } });
    expect(body).toMatchObject({
      callbacks: [{ name: "Zelda Quist", number }],
      calls: [{ number, outcome: "missed" }],
    });
  });

  test("filters narrow the list, and its pages repeat nobody", async () => {
    for (let n = 0; n < 5; n += 1) await enter({ name: `Vendor ${n}`, kind: "vendor", tags: ["parts"] });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await viewer.call("listContacts", {
        query: { lane: "vendor", tag: "parts", limit: 2, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...body.contacts.map((one: { name: string }) => one.name));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(["Vendor 0", "Vendor 1", "Vendor 2", "Vendor 3", "Vendor 4"]);
    expect((await viewer.call("listContacts", { query: { cursor: "x" } })).body.code).toBe("bad-cursor");
  });
});

test("the history holds calls, texts and callbacks by every number, in pages", async () => {
  const [one, two] = [freshNumber(), freshNumber()];
  const id = await enter({ name: "Hugo Vega", numbers: [{ number: one }, { number: two }] });
  await missedFrom(one);
  await missedFrom(two);
  const { body } = await viewer.call("getContactHistory", { params: { id } });
  expect(body.entries.map((entry: { kind: string }) => entry.kind).toSorted()).toEqual([
    "call",
    "call",
    "callback",
    "callback",
    "text",
    "text",
  ]);
  const first = (await viewer.call("getContactHistory", { params: { id }, query: { limit: 2 } })).body;
  const rest = (await viewer.call("getContactHistory", { params: { id }, query: { before: first.next } })).body;
  expect(first.entries).toHaveLength(2);
  expect(rest.entries.length).toBeGreaterThan(0);
});

test("another business finds, sees, changes and merges nothing", async () => {
  const stan = await someone(http, "stan@example.com");
  await stan.openBusiness("Other business");
  const number = freshNumber();
  const id = await enter({ name: "Quentin Secret", numbers: [{ number }] });
  const other = await enter({ name: "Quentin Other" });
  expect((await stan.call("find", { query: { words: "quentin" } })).body.contacts).toEqual([]);
  expect((await stan.call("find", { query: { words: number.slice(-7) } })).body).toEqual({
    contacts: [],
    callbacks: [],
    calls: [],
  });
  expect((await stan.call("listContacts")).body.contacts).toEqual([]);
  expect((await stan.call("getContact", { params: { id } })).status).toBe(404);
  expect((await stan.call("getContactHistory", { params: { id } })).body.entries).toEqual([]);
  expect((await stan.call("changeContact", { params: { id }, body: { version: 1, name: "X" } as never })).status).toBe(
    404,
  );
  expect(
    (await stan.call("mergeContacts", { params: { id }, body: { goneId: other, cause: "other" } as never })).status,
  ).toBe(404);
  expect((await stan.call("previewMerge", { params: { id, otherId: other } })).status).toBe(404);
  const mine = (await stan.call("createContact", { body: { name: "Mine", numbers: [{ number }] } as never })).body;
  expect(mine.existed).toBe(false);
  expect((await stan.send("GET", `/api/v1/contacts/${id}/export.json`)).status).toBe(404);
});

describe("export", () => {
  test("is safe in a spreadsheet, holds both forms of a number, happens three times an hour, and leaves a trace", async () => {
    const mia = await someone(http, "mia@example.com");
    await mia.openBusiness("Exports");
    await mia.call("createContact", {
      body: { name: '=HYPERLINK("http://evil")', note: "@sum", numbers: [{ number: "+13125550111" }] } as never,
    });
    const first = await mia.send("GET", "/api/v1/contacts/export.csv");
    expect(first.headers["content-type"]).toContain("text/csv");
    expect(first.body).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(first.body).toContain("+13125550111,(312) 555-0111");
    expect(first.body).toContain("'@sum");
    for (const status of [200, 200, 429])
      expect((await mia.send("GET", "/api/v1/contacts/export.csv")).status).toBe(status);
    expect(
      await look("select 1 from ringback.audit_event where account_id = $1 and action = 'contacts-exported'", [
        mia.account,
      ]),
    ).toHaveLength(3);
    expect((await viewer.send("GET", "/api/v1/contacts/export.csv")).status).toBe(403);
  });

  test("one person's data come whole", async () => {
    const number = freshNumber();
    const id = await enter({ name: "Dora Export", numbers: [{ number }] });
    await missedFrom(number);
    const file = await owner.send("GET", `/api/v1/contacts/${id}/export.json`);
    expect(file.body).toMatchObject({
      contact: { facts: { name: "Dora Export" } },
      history: expect.arrayContaining([expect.objectContaining({ kind: "call" })]),
    });
  });
});
