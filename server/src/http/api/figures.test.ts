import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "#db/transaction.ts";
import { giveLine, HandClock, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";
import { close, recordAttempt } from "#use-cases/act-on-callback.ts";
import { coverLog } from "#use-cases/cover-hours.ts";

// A week in February, in the past of the clock that the server has; the calls are told by a clock of the test's own.
let http: TestHttp;
let owner: Visitor;
let viewer: Visitor;
let first: TestBusiness;
let second: TestBusiness;
let stranger: { accountId: string; numberId: string };
const clock = new HandClock("2026-02-02T15:00:00Z");
const week = { from: "2026-02-02", to: "2026-02-08" };

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const { accountId, memberId } = await openedBy(owner);
  first = await giveLine(http.context, accountId, memberId);
  second = await giveLine(http.context, accountId, memberId, "+13125550198");
  await transaction(http.context.db, accountId, clock.now(), async (tx) => {
    tx.write(
      sql`update ringback.phone_number set label = 'Furnace line', source = 'Yard sign', line_of_service = 'Heating' where id = ${second.numberId}`,
    );
  });
  await playWeek();
  // The week lies before the business was opened here: its hours are written down as they are for a log.
  await transaction(http.context.db, accountId, clock.now(), async (tx) => {
    const day = (date: string) => Temporal.Instant.from(`${date}T00:00:00Z`);
    await coverLog((work) => work(tx), 1, { from: day("2026-01-01"), until: day("2026-03-01") });
  });
  const anna = await someone(http, "anna@example.com");
  await anna.openBusiness();
  const other = await openedBy(anna);
  const line = await giveLine(http.context, other.accountId, other.memberId, "+13125550197");
  stranger = { accountId: other.accountId, numberId: line.numberId };
});
afterAll(async () => await http[Symbol.asyncDispose]());

async function openedBy(visitor: Visitor): Promise<{ accountId: string; memberId: string }> {
  const { body } = await visitor.call("me");
  const { id: accountId, memberId } = body.accounts[0];
  return { accountId, memberId };
}

/** Monday: one is missed, called back and books; one hangs up and stays open. Tuesday night: one rings twice at the other line. */
async function playWeek(): Promise<void> {
  const context = { ...http.context, clock };
  const ring = async (line: TestBusiness, from: string) => {
    const call = await new TestCall(context, line).arrive(from);
    clock.pass({ seconds: 12 });
    await call.hangUp();
    return call;
  };
  await ring(first, "+13125550161");
  clock.pass({ minutes: 7 });
  const { rows } = await http.context.db.pool.query<{ id: string }>("select id from ringback.callback");
  const as = {
    accountId: first.accountId,
    actor: { memberId: first.ownerId, role: "owner" as const },
    callbackId: rows[0]?.id ?? "",
  };
  expect(await recordAttempt(context, { ...as, channel: "call", result: "reached" })).toMatchObject({ ok: true });
  expect(await close(context, { ...as, disposition: "reached-booked" })).toMatchObject({ ok: true });
  await ring(first, "+13125550162");
  clock.pass({ hours: 35 });
  await ring(second, "+13125550163");
  clock.pass({ minutes: 3 });
  await ring(second, "+13125550163");
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API as it travels
const figure = (body: any, id: string) => body.figures.find((one: { id: string }) => one.id === id);

test("a week's figures say what was missed, called back and booked, and how small the numbers are", async () => {
  const { status, body } = await viewer.call("figures", { query: week });
  expect(status).toBe(200);
  expect(body).toMatchObject({ timeZone: "America/Chicago", range: week, rangeWords: "2–8 Feb 2026", filterWords: [] });
  expect(body.before).toEqual({ from: "2026-01-26", to: "2026-02-01" });
  expect(body.figures.map(({ id }: { id: string }) => id)).toEqual(figureDefinitions.map(({ id }) => id));
  expect(figure(body, "calls.missed")).toMatchObject({ value: 4, enough: true, before: { value: 0 } });
  expect(figure(body, "callers.missed")).toMatchObject({ value: 3 });
  expect(figure(body, "callers.attempted")).toMatchObject({ part: 1, whole: 3, enough: false });
  expect(figure(body, "callers.booked")).toMatchObject({ part: 1, whole: 3 });
  expect(figure(body, "callers.repeated")).toMatchObject({ part: 1, whole: 3 });
  expect(figure(body, "callers.time-to-attempt.wall.median")).toMatchObject({ value: 7, whole: 1 });
  expect(body.whatBecame).toMatchObject({ missedCalls: 4, callers: 3 });
  expect(body.whatBecame.steps.map(({ callers }: { callers: number }) => callers)).toEqual([
    3,
    expect.any(Number),
    1,
    1,
    1,
    2,
  ]);
});

test("the same figures come split by every side, and every day of the range is drawn", async () => {
  const { body } = await viewer.call("figures", { query: { ...week, compare: "none" } });
  const { splits, trend } = body;
  expect(splits.byNumber).toEqual(
    [
      expect.objectContaining({ key: first.numberId, label: "Main line", missed: 2, callers: 2 }),
      expect.objectContaining({ key: second.numberId, label: "Furnace line", missed: 2, callers: 1 }),
    ].toSorted((a, b) => (String(a.sample?.key) < String(b.sample?.key) ? -1 : 1)),
  );
  expect(splits.bySource.map(({ key, missed }: { key: string; missed: number }) => [key, missed]).sort()).toEqual([
    ["Google Ads", 2],
    ["Yard sign", 2],
  ]);
  expect(splits.byLine.find(({ key }: { key: string | null }) => key === null)).toMatchObject({
    label: "No line of service",
    missed: 2,
  });
  // Nobody's phone rings in a business that has just been opened.
  expect(splits.byReason.map(({ key, missed }: { key: string; missed: number }) => [key, missed]).sort()).toEqual([
    ["after-hours", 2],
    ["no-agent-on-duty", 2],
  ]);
  expect(splits.byHours.map(({ key, missed }: { key: string; missed: number }) => [key, missed])).toEqual([
    ["closed", 2],
    ["open", 2],
  ]);
  expect(trend.step).toBe("day");
  expect(trend.points.map(({ missed }: { missed: number }) => missed)).toEqual([2, 2, 0, 0, 0, 0, 0]);
  expect([body.before, body.beforeWords, trend.before]).toEqual([null, null, []]);
});

test("filters narrow, and are told in words", async () => {
  const asked = { ...week, number: `${second.numberId},${first.numberId}`, line: "heating", hours: "closed" } as const;
  const { body } = await viewer.call("figures", { query: asked });
  expect(figure(body, "calls.missed").value).toBe(2);
  expect(body.filterWords).toEqual(["Furnace line", "Main line", "Heating", "While closed"]);
  const none = await viewer.call("figures", { query: { ...week, number: first.numberId, source: "yard sign" } });
  expect(figure(none.body, "calls.inbound").value).toBe(0);
});

test("ten years are drawn by quarters, with all that was in them", async () => {
  const { body } = await viewer.call("figures", { query: { from: "2016-03-01", to: "2026-02-08" } });
  const { step, points } = body.trend;
  expect([step, points.length]).toEqual(["quarter", 41]);
  expect(points.at(-1)).toMatchObject({
    from: "2026-01-01",
    to: "2026-02-08",
    calls: figure(body, "calls.inbound").value,
  });
  expect(figure(body, "calls.inbound").value).toBeGreaterThan(0);
});

test.each([
  [{ from: "2026-02-08", to: "2026-02-02" }, 400, "range-backwards"],
  [{ from: "1999-01-01" }, 400, "range-too-long"],
  [{ from: "2026-02-30" }, 400, "invalid"],
  [{ range: "last-7-days", from: "2026-02-02" }, 400, "range-twice"],
  [{ range: "forever" }, 400, "invalid"],
  [{ number: "1'; drop table call; --" }, 400, "invalid"],
  [{ number: "00000000-0000-4000-8000-000000000000" }, 404, "number-not-found"],
  [{ source: "Billboard" }, 404, "source-not-found"],
  [{ line: "'" }, 404, "line-not-found"],
  [{ source: "\u0000" }, 404, "source-not-found"],
  [{ reason: "bad luck" }, 400, "invalid"],
] as const)("%j is refused with %i %s", async (query, status, code) => {
  const answer = await viewer.call("figures", { query: query as object });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test("what could have been asked for stands in the refusal", async () => {
  const { body } = await viewer.call("figures", { query: { source: "Billboard" } });
  expect(body.detail).toBe("There are: Google Ads, Yard sign.");
});

test("every figure opens the calls or matters that it counts", async () => {
  const { body } = await viewer.call("figures", { query: week });
  for (const { id, part, whole } of body.figures) {
    const rows = async (side: "part" | "whole") =>
      (await viewer.call("figureRows", { query: { ...week, figure: id, side, limit: 200 } })).body.rows.length;
    const { unit } = figureDefinitions.find((one) => one.id === id) ?? {};
    if (part !== null) expect([id, await rows("part")]).toEqual([id, part]);
    if (unit !== "count" && whole !== null) expect([id, "whole", await rows("whole")]).toEqual([id, "whole", whole]);
  }
});

test("rows lead to their call and callback, newest first, a page at a time", async () => {
  const asked = { ...week, figure: "calls.missed", limit: 3 };
  const page = await viewer.call("figureRows", { query: asked });
  expect(page.body.figure).toMatchObject({ id: "calls.missed", title: "Missed calls" });
  expect(page.body.rows.map(({ caller }: { caller: string }) => caller)).toEqual([
    "+13125550163",
    "+13125550163",
    "+13125550162",
  ]);
  expect(page.body.rows[0]).toMatchObject({
    kind: "call",
    callId: expect.any(String),
    callbackId: expect.any(String),
    numberLabel: "Furnace line",
  });
  const rest = await viewer.call("figureRows", { query: { ...asked, cursor: page.body.nextCursor } });
  expect(rest.body).toMatchObject({ rows: [{ caller: "+13125550161" }], nextCursor: null });
  const hour = await viewer.call("figureRows", { query: { ...asked, weekday: 1, hour: 9, limit: 9 } });
  expect(hour.body.rows).toHaveLength(2);
  const slow = await viewer.call("figureRows", { query: { ...week, figure: "callers.time-to-attempt.wall.p90" } });
  expect(slow.body.rows).toMatchObject([{ caller: "+13125550161", took: 7, kind: "matter" }]);
  expect((await viewer.call("figureRows", { query: { ...asked, cursor: "nonsense" } })).body.code).toBe("bad-cursor");
  expect((await viewer.call("figureRows", { query: { figure: "calls.lost" as "calls.missed" } })).status).toBe(400);
});

test("each definition says what counts, what is left out, by which clock and whence it comes", async () => {
  const { body } = await viewer.call("figureDefinitions");
  expect(body.definitions).toHaveLength(figureDefinitions.length);
  expect(
    body.definitions.find(({ id }: { id: string }) => id === "missed_call_callback_time.assigned.wall.median"),
  ).toMatchObject({ clock: "wall", unit: "minutes", sources: ["S1-30", "S1-42", "S1-43"] });
  expect(body.outside).toContainEqual(expect.objectContaining({ figure: "calls.missed-rate", to: 0.45 }));
});

test("another business's figures, numbers and rows are not to be had", async () => {
  const [number, account] = [stranger.numberId, stranger.accountId];
  expect((await viewer.call("figures", { query: { ...week, number } })).body.code).toBe("number-not-found");
  expect((await viewer.call("figures", { query: week }, { account })).body.code).toBe("account-not-found");
  expect((await viewer.call("figureRows", { query: { ...week, figure: "calls.missed" } }, { account })).status).toBe(
    404,
  );
});

test("an agency sees each business it belongs to, sorted, and no other", async () => {
  const opened = await owner.openBusiness();
  const { body } = await owner.call("agencyFigures", { query: { ...week, sort: "calls.missed", order: "down" } });
  expect(opened).toBeDefined();
  expect(body.accounts).toHaveLength(2);
  expect(body.accounts[0].figures.find(({ id }: { id: string }) => id === "calls.missed")).toMatchObject({ value: 4 });
  expect(body.accounts.map(({ id }: { id: string }) => id)).not.toContain(stranger.accountId);
  expect(body.headline.map(({ id }: { id: string }) => id)).toEqual(
    body.accounts[0].figures.map(({ id }: { id: string }) => id),
  );
  const valuesOf = (figures: { id: string; value: number | null; part: number | null; whole: number | null }[]) =>
    new Map(figures.map((figure) => [figure.id, figure]));
  const [one, other] = body.accounts.map(({ figures }: { figures: [] }) => valuesOf(figures));
  const all = valuesOf(body.together);
  for (const id of ["calls.inbound", "calls.missed", "callers.missed"])
    expect(all.get(id)?.value, id).toBe(one?.get(id)?.value + other?.get(id)?.value);
  expect(all.get("calls.missed-rate")).toMatchObject({ part: 4, whole: all.get("calls.inbound")?.value });
  expect([...all.keys()]).toEqual(body.headline.map(({ id }: { id: string }) => id));
  expect((await owner.call("agencyFigures", { query: { from: "2026-02-08", to: "2026-02-02" } })).body.code).toBe(
    "range-backwards",
  );
});
