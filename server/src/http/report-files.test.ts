// Reports as files and behind links, through the whole edge.
import { reportFormats, reportNames } from "@ringback/core/measurement/report/report-names.ts";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OffsetClock } from "#clock.ts";
import { transaction } from "#db/transaction.ts";
import { reportContentTypes } from "#reports/write-report.ts";
import { giveLine, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, Visitor } from "#testing/visitor.ts";
import { openWeeklyReview } from "#use-cases/open-weekly-review.ts";

let http: TestHttp;
let owner: Visitor;
let viewer: Visitor;
let stranger: Visitor;
let accountId: string;
const caller = "+13125550177";

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  stranger = await someone(http, "stan@example.com");
  await stranger.openBusiness("Other business");
  const { body } = await owner.call("me");
  const [me] = body.accounts;
  accountId = me.id;
  const business = await giveLine(http.context, accountId, me.memberId);
  await (await new TestCall(http.context, business).arrive(caller, "Carla Caller")).hangUp();
  await transaction(http.context.db, accountId, http.context.clock.now(), async (tx) => {
    tx.write(sql`update ringback.phone_number set label = '=HYPERLINK("http://x")' where id = ${business.numberId}`);
    tx.write(sql`update ringback.contact set name = 'Carla Caller'`);
    tx.write(sql`update ringback.member set name = 'Ann Owner' where id = ${me.memberId}`);
  });
  // The cost then says who typed it in.
  await owner.call("putCostSettings", { body: { customerValueCents: 40_000 } });
  // So that the week with the call is over and has its review.
  clock().offsetMs = 8 * 86_400_000;
  await openWeeklyReview(http.context, { accountId });
});
afterAll(async () => await http[Symbol.asyncDispose]());

/** The edge under test has the clock that can be moved. */
const clock = () => http.context.clock as OffsetClock;

async function file(visitor: Visitor, path: string, account: string | null = accountId) {
  return await http.server.inject({
    method: "GET",
    url: `/api/v1/${path}`,
    headers: { cookie: visitor.cookie, ...(account === null ? {} : { "ringback-account": account }) },
  });
}

const all = reportNames.flatMap((name) => reportFormats.map((format) => [name, format] as const));

test.each(all)("%s as %s is a file of its kind with a name that says what it is", async (name, format) => {
  const answer = await file(viewer, `reports/${name}.${format}`);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers["content-type"]).toBe(reportContentTypes[format]);
  expect(answer.headers["cache-control"]).toBe("private, no-store");
  expect(answer.headers["content-disposition"]).toMatch(
    new RegExp(
      `^attachment; filename="ace-plumbing-${name}(-\\d{4}-\\d\\d-\\d\\d-to-\\d{4}-\\d\\d-\\d\\d)?\\.${format}"$`,
    ),
  );
  const bytes = answer.rawPayload;
  if (format === "csv") {
    const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: true });
    const { body } = await viewer.call("report", { params: { report: name }, query: {} });
    expect(rows[0]).toEqual([body.title]);
    expect(rows.flat().filter((cell) => /^[=@]/.test(cell))).toEqual([]);
    for (const { title } of body.sections) expect(rows).toContainEqual([title]);
  }
  if (format === "xlsx") expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  if (format === "pdf") expect(bytes.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
});

test("a file is asked as its screen is: by days and filters, and refused in the same words", async () => {
  const february = await file(viewer, "reports/figures.csv?from=2026-02-01&to=2026-02-28&compare=none&returning=true");
  expect(february.headers["content-disposition"]).toContain("figures-2026-02-01-to-2026-02-28.csv");
  expect(february.body).toContain("only: Called before");
  const backwards = await file(viewer, "reports/leaks.pdf?from=2026-02-02&to=2026-02-01");
  expect([backwards.statusCode, backwards.json().code]).toEqual([400, "range-backwards"]);
  const foreign = await file(viewer, "reports/figures.csv?number=01890000-0000-7000-8000-000000000000");
  expect(foreign.json().code).toBe("number-not-found");
  for (const path of ["reports/figures.exe", "reports/secrets.csv", "reports/figures.csv.pdf"])
    expect([400, 404], path).toContain((await file(viewer, path)).statusCode);
});

test.each(reportFormats)(
  "the businesses of a person side by side are a file as %s, and no other business in it",
  async (format) => {
    const answer = await file(owner, `agency/report.${format}?sort=calls.missed&order=down`, null);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    expect(answer.headers["content-type"]).toBe(reportContentTypes[format]);
    expect(answer.headers["content-disposition"]).toMatch(
      new RegExp(`^attachment; filename="ringback-agency-\\d{4}-\\d\\d-\\d\\d-to-[\\d-]{10}\\.${format}"$`),
    );
    const { body } = await owner.call("agencyReport", { query: { sort: "calls.missed", order: "down" } });
    expect(body.sections[0].rows.map(([name]: [string]) => name)).toEqual(["Ace Plumbing", "All together"]);
    if (format === "csv") {
      expect(answer.body).toContain("All together");
      expect(answer.body).not.toContain("Other business");
    }
    expect((await file(new Visitor(http), `agency/report.${format}`, null)).statusCode).toBe(401);
  },
);

test("only members get it, and each their own business's", async () => {
  expect((await file(new Visitor(http), "reports/figures.pdf")).statusCode).toBe(401);
  expect((await file(stranger, "reports/figures.pdf")).statusCode).toBe(404);
  const theirs = await file(stranger, "reports/figures.csv", stranger.account);
  expect(theirs.body).toContain("Other business");
  // A link that is followed sends no header.
  expect((await file(viewer, `reports/figures.csv?account=${accountId}`, null)).statusCode).toBe(200);
});

test("the weekly review names callers to the team, and the cost who typed its inputs in", async () => {
  const cost = await viewer.call("report", { params: { report: "cost" }, query: {} });
  expect(JSON.stringify(cost.body)).toContain("Ann Owner typed it in");
  const { body } = await viewer.call("report", { params: { report: "weekly" }, query: {} });
  expect(JSON.stringify(body)).toContain("Carla Caller");
  expect(JSON.stringify(body)).toContain(caller);
});

async function link(report: (typeof reportNames)[number], forDays = 7) {
  const { status, body } = await owner.call("createReportLink", { body: { report, forDays, label: "For Rita" } });
  expect(status, JSON.stringify(body)).toBe(200);
  return { id: String(body.id), token: String(body.link).split("/r/")[1] ?? "" };
}
const open = async (token: string) => await new Visitor(http).call("sharedReport", { params: { token } });

test.each(reportNames)("a link to %s opens for anybody, and names nobody", async (name) => {
  const { token } = await link(name);
  const { status, body, headers } = await open(token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ business: "Ace Plumbing", report: { id: name } });
  expect(headers["cache-control"]).toBe("no-store");
  expect(JSON.stringify(body).match(/Carla|Ann Owner|vera@|555-?0177/g)).toBeNull();
  const pdf = await http.server.inject({ method: "GET", url: `/api/v1/shared-reports/${token}/report.pdf` });
  expect([pdf.statusCode, pdf.headers["x-robots-tag"]]).toEqual([200, "noindex"]);
});

test("of the weekly review's callers a link tells the end of the number", async () => {
  const { id, token } = await link("weekly");
  const { db } = http.context;
  // The week of the call: the link is told anew each time, and a week has passed.
  await db.pool.query("update ringback.report_link set range = null, from_day = $2, to_day = $2 where id = $1", [
    id,
    Temporal.Now.plainDateISO("America/Chicago").toString(),
  ]);
  const { body } = await open(token);
  const callers = body.report.sections.find((section: { id: string }) => section.id === "callers");
  expect(callers.columns.map(({ title }: { title: string }) => title)).not.toContain("Owner");
  expect(callers.rows[0][0]).toBe("ends in 77");
});

test("a link that ended, was revoked or never was is answered alike; the database has no token", async () => {
  const { db } = http.context;
  const [lasting, short] = [await link("figures", 30), await link("figures", 1)];
  await open(lasting.token);
  await open(lasting.token);
  const { rows } = await db.pool.query(
    "select opened, token_hash, row_to_json(l)::text as row from ringback.report_link l where id = $1",
    [lasting.id],
  );
  expect(rows[0]).toMatchObject({ opened: 2, token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(rows[0].row).not.toContain(lasting.token);
  expect((await stranger.call("revokeReportLink", { params: { id: lasting.id } })).status).toBe(404);
  expect((await viewer.call("revokeReportLink", { params: { id: lasting.id } })).status).toBe(403);
  expect((await open(lasting.token)).status).toBe(200);
  expect((await owner.call("revokeReportLink", { params: { id: lasting.id } })).status).toBe(200);
  clock().offsetMs += 86_400_000 + 1;
  const answers = [await open(lasting.token), await open(short.token), await open("x"), await open("a".repeat(43))];
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 404, body: { code: "link-shows-nothing" } });
  const pdf = await http.server.inject({ method: "GET", url: `/api/v1/shared-reports/${short.token}/report.pdf` });
  expect(pdf.statusCode).toBe(404);
  const { body } = await owner.call("listReportLinks");
  const listed = body.links.find((one: { id: string }) => one.id === lasting.id);
  expect(listed).toMatchObject({ opened: 3, label: "For Rita", createdBy: "Ann Owner", revokedAt: expect.any(String) });
  expect((await stranger.call("listReportLinks")).body.links).toEqual([]);
});

test("the page behind a link is in no search engine", async () => {
  const page = await http.server.inject({ method: "GET", url: "/r/whatever" });
  expect(page.headers["x-robots-tag"]).toBe("noindex, nofollow");
  const other = await http.server.inject({ method: "GET", url: "/measure/leaks" });
  expect(other.headers["x-robots-tag"]).toBeUndefined();
});

test("a link lasts ninety days at most, and strangers' guesses are counted", async () => {
  expect((await owner.call("createReportLink", { body: { report: "figures", forDays: 91 } })).status).toBe(400);
  expect((await viewer.call("createReportLink", { body: { report: "figures" } })).status).toBe(403);
  const guesser = new Visitor(http);
  const statuses: number[] = [];
  for (let guess = 0; guess < 62; guess += 1)
    statuses.push((await guesser.call("sharedReport", { params: { token: `guess-number-${guess}-aaaaaaaa` } })).status);
  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 404));
  expect(statuses.at(-1)).toBe(429);
});
