// The figures a third time, by a plain script: every row of the account's own tables is read as it is, one caller's matter is put
// together at a time, and everything is counted in memory. It knows the written definitions (docs/guides/owner.md, decision 0041) and
// takes nothing from core/measurement, from the triggers' columns or from any sums, so that it cannot share a mistake with them.
import type { Database } from "@ringback/server/db/database.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { type Hours, OpenTable } from "./open-table.ts";

/** A call as it is counted. */
export interface ThirdCall {
  readonly day: string;
  readonly hour: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly number: string | null;
  /** null: answered. */
  readonly reason: string | null;
  readonly lane: string;
  readonly returning: boolean;
  readonly open: boolean;
  readonly late: boolean;
}

/** A matter as it is counted; times in whole minutes, `told` in whole seconds. */
export interface ThirdMatter {
  readonly day: string;
  readonly number: string | null;
  readonly reason: string;
  readonly lane: string;
  readonly returning: boolean;
  readonly open: boolean;
  readonly live: boolean;
  readonly calls: number;
  readonly tries: number;
  readonly owned: boolean;
  readonly told: boolean;
  readonly delivered: boolean;
  readonly inTime: boolean;
  readonly stale: boolean;
  readonly recovered: boolean;
  readonly booked: boolean;
  readonly closed: boolean;
  readonly sameDay: boolean;
  readonly voicemail: boolean;
  readonly wrongOwner: boolean;
  readonly duplicate: boolean;
  readonly times: Readonly<Record<string, number>>;
}

interface CallRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly caller: string | null;
  readonly number: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly late: boolean;
  readonly episode: string | null;
  /** What the caller was to the business when the call came: a fact, as their record may say something else since. */
  readonly laneByRecord: string;
  readonly entered: string;
  readonly version: number;
  readonly drill: boolean;
}
interface CallbackRow {
  readonly id: string;
  readonly episode: string;
  readonly firstCall: string;
  readonly number: string | null;
  readonly lane: string;
  readonly startedAt: Temporal.Instant;
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly breachedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly closeKind: string | null;
  readonly disposition: string | null;
  readonly recovered: boolean;
  readonly version: number;
}
interface Rows {
  readonly zone: string;
  readonly calls: readonly CallRow[];
  readonly callbacks: readonly CallbackRow[];
  readonly attempts: readonly { callback: string; at: Temporal.Instant; result: string }[];
  readonly texts: readonly { episode: string; state: string; sentAt: Temporal.Instant | null }[];
  readonly moves: readonly { callback: string; cause: string }[];
  readonly spoken: readonly { call: string }[];
  readonly outbound: readonly {
    called: string;
    at: Temporal.Instant;
    id: string;
    outcome: string | null;
    seconds: number | null;
  }[];
  readonly playbooks: readonly {
    version: number;
    playbook: { hours: Hours; sla: { targetMinutes: number }; dispositions: { key: string; booked?: boolean }[] };
  }[];
}

/** Reads an account's rows and measures each call and matter of it. */
export async function thirdCount(
  db: Database,
  accountId: string,
): Promise<{ readonly calls: readonly ThirdCall[]; readonly matters: readonly ThirdMatter[] }> {
  const rows = await readRows(db, accountId);
  const tables = new Map(rows.playbooks.map(({ version, playbook }) => [version, openTableOf(playbook.hours)]));
  const openTable = (version: number) => {
    const table = tables.get(version);
    if (table === undefined) throw new Error(`There is no playbook ${version}.`);
    return table;
  };
  const here = (at: Temporal.Instant) => at.toZonedDateTimeISO(rows.zone);
  const earliest = new Map<string, CallRow>();
  for (const call of rows.calls) {
    const known = call.caller === null ? undefined : earliest.get(call.caller);
    if (call.caller !== null && (known === undefined || comesBefore(call, known))) earliest.set(call.caller, call);
  }
  const laneOf = new Map(rows.callbacks.map(({ episode, lane }) => [episode, lane]));
  const about = (call: CallRow) => ({
    day: here(call.at).toPlainDate().toString(),
    number: call.number,
    returning: call.caller !== null && earliest.get(call.caller) !== call,
    open: openTable(call.version).isOpen(call.at),
  });
  const calls = rows.calls
    .filter(({ outcome, drill }) => outcome !== null && !drill)
    .map((call): ThirdCall => {
      const lane = call.entered === "import" ? "unknown" : (laneOf.get(call.episode ?? "") ?? call.laneByRecord);
      return {
        ...about(call),
        hour: here(call.at).hour,
        weekday: here(call.at).dayOfWeek,
        reason: call.outcome === "answered" ? null : (call.reason ?? "unknown"),
        lane,
        late: call.outcome === "answered" && call.late,
      };
    });
  return {
    calls,
    matters: [...liveMatters(rows, { about, here, openTable }), ...loggedMatters(rows, { about, here, openTable })],
  };
}

const openTables = new Map<string, OpenTable>();

/** Five years of minutes are long to write down: once for the same hours. */
function openTableOf(hours: Hours): OpenTable {
  const key = JSON.stringify(hours);
  const known = openTables.get(key) ?? new OpenTable(hours);
  openTables.set(key, known);
  return known;
}

interface Tools {
  readonly about: (call: CallRow) => Pick<ThirdCall, "day" | "number" | "returning" | "open">;
  readonly here: (at: Temporal.Instant) => Temporal.ZonedDateTime;
  readonly openTable: (version: number) => OpenTable;
}

/** Of every callback that a missed call opened: what its calls, tries, texts and moves say. */
function liveMatters(rows: Rows, { about, here, openTable }: Tools): ThirdMatter[] {
  const missed = Map.groupBy(
    rows.calls.filter((call) => call.outcome === "missed" && call.entered !== "import" && !call.drill),
    ({ episode }) => episode ?? "",
  );
  const attempts = Map.groupBy(rows.attempts, ({ callback }) => callback);
  const texts = new Map(rows.texts.map((text) => [text.episode, text]));
  const moves = Map.groupBy(rows.moves, ({ callback }) => callback);
  const spoken = new Set(rows.spoken.map(({ call }) => call));
  const bookings = new Map(
    rows.playbooks.map(({ version, playbook }) => [
      version,
      new Set(playbook.dispositions.filter((one) => one.booked ?? one.key === "reached-booked").map(({ key }) => key)),
    ]),
  );
  return rows.callbacks.flatMap((callback): ThirdMatter[] => {
    const calls = missed.get(callback.episode) ?? [];
    const began = calls.find(({ id }) => id === callback.firstCall) ?? calls.toSorted(byTime)[0];
    if (began === undefined) return [];
    const tries = (attempts.get(callback.id) ?? []).toSorted(byTime);
    const first = tries[0]?.at ?? null;
    const text = texts.get(callback.episode);
    const told = text?.state === "sent" || text?.state === "delivered";
    const closed = callback.closedAt;
    const recovered = closed !== null && callback.recovered;
    const reached = tries.find(({ result }) => result === "reached")?.at;
    const picked = tries.findLast(({ result }) => result === "connected")?.at;
    const talked = !recovered
      ? null
      : (reached ?? (callback.closeKind === "caller-got-through" ? undefined : picked) ?? closed);
    const start = callback.startedAt;
    const inTime = first !== null && Temporal.Instant.compare(first, callback.dueAt) <= 0;
    const disposition = callback.disposition ?? "";
    return [
      {
        day: here(start).toPlainDate().toString(),
        number: callback.number,
        reason: began.reason ?? "unknown",
        lane: callback.lane,
        returning: about(began).returning,
        open: about(began).open,
        live: true,
        calls: calls.length,
        tries: tries.length,
        owned: true,
        told,
        delivered: text?.state === "delivered",
        inTime,
        stale: callback.breachedAt !== null && !inTime,
        recovered,
        booked: closed !== null && (bookings.get(callback.version)?.has(disposition) ?? false),
        closed: closed !== null,
        sameDay: closed !== null && here(closed).toPlainDate().equals(here(start).toPlainDate()),
        voicemail: calls.some(({ id }) => spoken.has(id)),
        wrongOwner: (moves.get(callback.id) ?? []).some(({ cause }) => wrongPerson.has(cause)),
        duplicate: closed !== null && (disposition === "duplicate" || callback.closeKind === "same-matter"),
        times: {
          ...timesTo("owner", start, callback.openedAt, openTable(callback.version)),
          ...timesTo("attempt", start, first, openTable(callback.version)),
          ...timesTo("conversation", start, talked, openTable(callback.version)),
          ...timesTo("completed", start, closed, openTable(callback.version)),
          ...(told && text.sentAt !== null ? { told: wholeUnits(start, text.sentAt, 1_000) } : {}),
        },
      },
    ];
  });
}

/** Somebody else should have had it: by their line, their language, or because they know the caller. */
const wrongPerson: ReadonlySet<string> = new Set(["wrong-owner", "wrong-line", "knows-them", "language"]);

type Logged = { readonly at: Temporal.Instant; readonly id: string } & (
  | { readonly way: "in"; readonly call: CallRow }
  | { readonly way: "out"; readonly talked: boolean }
);

/** Of imported logs: a missed call begins a matter; talking, or seven days without a call either way, ends it. */
function loggedMatters(rows: Rows, { about, here, openTable }: Tools): ThirdMatter[] {
  const targets = new Map(rows.playbooks.map(({ version, playbook }) => [version, playbook.sla.targetMinutes]));
  const inbound = rows.calls.filter(
    ({ entered, outcome, drill }) => entered === "import" && outcome !== null && !drill,
  );
  const events: (Logged & { readonly who: string })[] = [
    ...inbound.map((call) => ({
      way: "in" as const,
      who: call.caller ?? `withheld ${call.id}`,
      at: call.at,
      id: call.id,
      call,
    })),
    ...rows.outbound.map(({ called, at, id, outcome, seconds }) => ({
      way: "out" as const,
      who: called,
      at,
      id,
      talked: outcome === "connected" && (seconds ?? 0) >= 60,
    })),
  ];
  const matters: Logged[][] = [];
  for (const list of Map.groupBy(events, ({ who }) => who).values()) {
    let open: Logged[] | null = null;
    let last: Temporal.Instant | null = null;
    for (const event of list.sort(byTimeInFirst)) {
      if (last !== null && event.at.epochMilliseconds - last.epochMilliseconds > 7 * 86_400_000) open = null;
      last = event.at;
      if (open === null && event.way === "in" && event.call.outcome === "missed") {
        open = [];
        matters.push(open);
      }
      open?.push(event);
      if (event.way === "in" ? event.call.outcome === "answered" : event.talked) open = null;
    }
  }
  return matters.map((events): ThirdMatter => {
    const missed = events.flatMap((one) => (one.way === "in" && one.call.outcome === "missed" ? [one.call] : []));
    const [began] = missed;
    if (began === undefined) throw new Error("A matter begins with a missed call.");
    const tries = events.filter(({ way }) => way === "out");
    const talked = events.find((one) => (one.way === "in" ? one.call.outcome === "answered" : one.talked))?.at ?? null;
    const table = openTable(began.version);
    const targetMs = (targets.get(began.version) ?? 0) * 60_000;
    const within = (at: Temporal.Instant | null) => at !== null && table.openMs(began.at, at) <= targetMs;
    const first = tries[0]?.at ?? null;
    return {
      ...about(began),
      reason: began.reason ?? "unknown",
      lane: "unknown",
      live: false,
      calls: missed.length,
      tries: tries.length,
      owned: false,
      told: false,
      delivered: false,
      inTime: within(first),
      stale: !within(first) && !within(talked),
      recovered: talked !== null,
      booked: false,
      closed: false,
      sameDay: talked !== null && here(talked).toPlainDate().equals(here(began.at).toPlainDate()),
      voicemail: missed.some(({ reason }) => reason === "voicemail-answered"),
      wrongOwner: false,
      duplicate: false,
      times: { ...timesTo("attempt", began.at, first, table), ...timesTo("conversation", began.at, talked, table) },
    };
  });
}

function timesTo(
  name: string,
  from: Temporal.Instant,
  to: Temporal.Instant | null,
  table: OpenTable,
): Record<string, number> {
  if (to === null) return {};
  return {
    [`${name}-wall`]: wholeUnits(from, to, 60_000),
    [`${name}-open`]: Math.floor(table.openMs(from, to) / 60_000),
  };
}

function wholeUnits(from: Temporal.Instant, to: Temporal.Instant, unitMs: number): number {
  return Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / unitMs));
}

function byTime(one: { at: Temporal.Instant }, other: { at: Temporal.Instant }): number {
  return Temporal.Instant.compare(one.at, other.at);
}

function byTimeInFirst(one: Logged, other: Logged): number {
  return byTime(one, other) || Number(one.way === "out") - Number(other.way === "out") || (one.id < other.id ? -1 : 1);
}

function comesBefore(one: CallRow, other: CallRow): boolean {
  const order = byTime(one, other);
  return order < 0 || (order === 0 && one.id < other.id);
}

async function readRows(db: Database, accountId: string): Promise<Rows> {
  const ask = <Row>(text: string) => acrossAccounts<Row>(db, { text, values: [accountId] });
  const [account] = await ask<{ zone: string }>("select time_zone as zone from ringback.account where id = $1");
  if (account === undefined) throw new Error("There is no such account.");
  return {
    zone: account.zone,
    calls:
      await ask(`select c.id, c.arrived_at as at, c.caller, c.number_id as number, c.outcome, c.miss_reason as reason, c.answered_late as late, c.episode_id as episode,
      c.lane as "laneByRecord", c.entered, c.playbook_version as version, c.drill_id is not null as drill
      from ringback.call c where c.account_id = $1`),
    callbacks:
      await ask(`select id, episode_id as episode, first_call_id as "firstCall", number_id as number, lane, started_at as "startedAt", opened_at as "openedAt", due_at as "dueAt",
      breached_at as "breachedAt", closed_at as "closedAt", close_kind as "closeKind", disposition, recovered, playbook_version as version
      from ringback.callback where account_id = $1 and kind = 'call' and drill_id is null`),
    attempts: await ask(
      "select callback_id as callback, at, result from ringback.attempt where account_id = $1 and undone_at is null",
    ),
    texts: await ask(
      `select episode_id as episode, state, sent_at as "sentAt" from ringback.message where account_id = $1 and purpose = 'acknowledgement' and episode_id is not null`,
    ),
    moves: await ask(
      "select callback_id as callback, cause from ringback.owner_correction where account_id = $1 and kind = 'moved'",
    ),
    spoken:
      await ask(`select distinct call_id as call from ringback.recording where account_id = $1 and state not in ('absent', 'failed')
      and (heard is null or heard in ('speech', 'unreadable'))`),
    outbound:
      await ask(`select called, started_at as at, id, outcome, talk_seconds as seconds from ringback.outbound_call
      where account_id = $1 and entered = 'import' and called is not null`),
    playbooks: await ask("select version, playbook from ringback.playbook_version where account_id = $1"),
  };
}
