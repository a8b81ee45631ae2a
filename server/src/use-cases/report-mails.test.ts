// Reports that are mailed by themselves: through a real mail server, each due time once whatever happens.
import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { listReportSchedules } from "#db/queries/report-outlets.ts";
import { planLostJobs } from "#jobs/plan-lost-jobs.ts";
import { planReportSchedules } from "#jobs/plan-report-schedules.ts";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { startMailServer } from "#testing/mail-server.ts";
import type { Context } from "./context.ts";
import {
  pauseReportSchedule,
  putReportSchedule,
  removeReportSchedule,
  sendReportSchedule,
} from "./keep-report-schedule.ts";
import { mailReport } from "./mail-report.ts";
import { openReportLink } from "./open-report-link.ts";
import { openWeeklyReview } from "./open-weekly-review.ts";
import { runReportSchedule } from "./run-report-schedule.ts";
import { sendReport } from "./send-report.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  mailServer = await startMailServer();
  // A Thursday in the week in which the clocks go back; the business is in Chicago.
  clock = new HandClock("2026-10-29T16:30:00Z");
  const email = createSmtp({ url: mailServer.url, from: "Ringback <ringback@shop.example>" });
  context = { ...bareContext(db), clock, email };
  business = await openBusiness(context, "maya");
  await (await new TestCall(context, business).arrive("+13125550142", "Carla Caller")).hangUp();
});
afterEach(async () => {
  await mailServer[Symbol.asyncDispose]();
  await db.close();
  await database.drop();
});

const actor = () => ({ accountId: business.accountId, memberId: business.ownerId });
const mondays = () => ({
  report: "figures" as const,
  range: "last-week" as const,
  filter: {},
  format: "pdf" as const,
  withLink: true,
  timing: { every: "week", weekday: 1, hour: 7 } as const,
  memberIds: [business.ownerId],
  addresses: ["partner@agency.example"],
});
async function schedule(settings: Partial<Parameters<typeof putReportSchedule>[2]> = {}) {
  const put = await putReportSchedule(context, actor(), { ...mondays(), ...settings });
  if (!put.ok) throw new Error(put.refusal);
  return put;
}
const run = (scheduleId: string) => runReportSchedule(context, { accountId: business.accountId, scheduleId });
const plan = () => planReportSchedules(db.pool, clock.now());
const rows = async () =>
  (
    await db.pool.query<{ id: string; address: string; state: string; error: string | null; asked: object }>(
      "select id, address, state, error, asked from ringback.report_mail order by created_at, address",
    )
  ).rows;
async function sendAll() {
  for (const { id } of await rows()) await sendReport(context, { accountId: business.accountId, mailId: id });
}
const last = async () => (await listReportSchedules(db, business.accountId, clock.now()))[0];

test("on Monday at seven each gets one mail with the week's PDF and a link of their own that works", async () => {
  const { id, nextAt } = await schedule();
  // The clocks went back on Sunday.
  expect(nextAt.toString()).toBe("2026-11-02T13:00:00Z");
  clock.pass({ hours: 24 * 3 + 20, minutes: 29 });
  expect([clock.now().toString(), await plan()]).toEqual(["2026-11-02T12:59:00Z", 0]);
  clock.pass({ minutes: 1 });
  expect(await plan()).toBe(1);
  await run(id);
  await sendAll();
  expect(mailServer.mails).toHaveLength(2);
  const mails = await Promise.all(mailServer.mails.map((raw) => PostalMime.parse(raw)));
  expect(mails.map(({ to }) => to?.[0]?.address).sort()).toEqual(["maya@example.com", "partner@agency.example"]);
  const [mail] = mails;
  expect(mail?.subject).toBe("Northside Plumbing: Figures, 26 Oct – 1 Nov 2026");
  expect(mail?.text).toMatch(/What became of 1 missed call\..*\/measure\/figures\?from=2026-10-26&to=2026-11-01/s);
  expect(mail?.text).not.toMatch(/Carla|555/);
  expect(mail?.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  const [file] = mail?.attachments ?? [];
  expect([file?.filename, file?.mimeType]).toEqual([
    "northside-plumbing-figures-2026-10-26-to-2026-11-01.pdf",
    "application/pdf",
  ]);
  expect(
    Buffer.from(file?.content as ArrayBuffer)
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  const tokens = mails.map(({ text }) => /\/r\/([\w-]{43})/.exec(text ?? "")?.[1] ?? "");
  expect(new Set(tokens).size).toBe(2);
  const opened = await openReportLink(context, tokens[0] ?? "", "on-screen");
  expect(opened).toMatchObject({ ok: true, made: { days: { from: "2026-10-26", to: "2026-11-01" } } });
  const { rows: kept } = await db.pool.query(
    "select coalesce(string_agg(t::text, ''), '') as all from (select * from ringback.report_mail) t",
  );
  expect(kept[0].all).not.toContain(tokens[0]);
  clock.pass({ hours: 24 * 28 });
  expect(await openReportLink(context, tokens[0] ?? "", "on-screen")).toMatchObject({ ok: false });
  expect(await last()).toMatchObject({ timingWords: "Every Monday at 7:00", last: { sent: 2, failed: 0, waiting: 0 } });
});

test("two workers, a job that runs again, and a crash in between make one mail of a due time", async () => {
  const { id } = await schedule({ addresses: [] });
  clock.pass({ hours: 24 * 4 });
  await Promise.all([run(id), run(id), run(id)]);
  await run(id);
  expect(await plan()).toBe(0);
  expect(await rows()).toHaveLength(1);
  expect((await last())?.nextAt).toBe("2026-11-09T13:00:00Z");
  await sendAll();
  // Planned by a worker that dies before it commits: nothing is claimed, and nothing lost.
  clock.pass({ hours: 24 * 7 });
  const dying: Context = {
    ...context,
    ids: {
      ...context.ids,
      next: () => {
        throw new Error("killed");
      },
    },
  };
  await expect(runReportSchedule(dying, { accountId: business.accountId, scheduleId: id })).rejects.toThrow("killed");
  expect([await plan(), (await rows()).length]).toEqual([1, 1]);
  await run(id);
  expect(await rows()).toHaveLength(2);
  await sendAll();
  await sendAll();
  expect(mailServer.mails).toHaveLength(2);
});

test("a mail that was handed over by a worker that died goes once more, the same mail under the same name", async () => {
  const { id } = await schedule({ addresses: [] });
  clock.pass({ hours: 24 * 4 });
  await run(id);
  const [mail] = await rows();
  const dying: Context = {
    ...context,
    email: {
      send: async (message) => {
        await context.email?.send(message);
        throw new Error("killed");
      },
    },
  };
  const job = { accountId: business.accountId, mailId: mail?.id ?? "" };
  await expect(sendReport(dying, job)).rejects.toThrow("killed");
  // Nobody knows yet whether it has gone, and the list does not say that it has.
  expect((await last())?.last).toMatchObject({ sent: 0, waiting: 1, failed: 0 });
  clock.pass({ minutes: 1 });
  await sendAll();
  await sendAll();
  expect((await last())?.last).toMatchObject({ sent: 1, waiting: 0, failed: 0 });
  const mails = await Promise.all(mailServer.mails.map((raw) => PostalMime.parse(raw)));
  expect(mails).toHaveLength(2);
  const [first, second] = mails.map(({ messageId, subject, text }) => ({ messageId, subject, text }));
  expect(first?.messageId).toContain(mail?.id);
  expect(second).toEqual(first);
});

test("weeks in which nothing ran are made up for by one mail, of the last week that was due", async () => {
  const { id } = await schedule({ addresses: [] });
  clock.pass({ hours: 24 * 25 });
  await run(id);
  await run(id);
  expect((await rows()).map(({ asked }) => asked)).toEqual([
    { compare: "before", from: "2026-11-16", to: "2026-11-22" },
  ]);
  expect((await last())?.nextAt).toBe("2026-11-30T13:00:00Z");
});

test("another time zone moves the next time and mails nothing", async () => {
  const { id } = await schedule();
  await db.pool.query("update ringback.account set time_zone = 'Europe/Berlin'");
  expect(await plan()).toBe(1);
  await run(id);
  expect([await plan(), (await rows()).length]).toEqual([0, 0]);
  expect((await last())?.nextAt).toBe("2026-11-02T06:00:00Z");
});

test("paused nothing goes, and what came due meanwhile is not made up for; removed it is gone", async () => {
  const { id } = await schedule();
  expect(await pauseReportSchedule(context, actor(), { id, paused: true })).toEqual({ ok: true });
  clock.pass({ hours: 24 * 9 });
  expect(await plan()).toBe(0);
  await run(id);
  await pauseReportSchedule(context, actor(), { id, paused: false });
  expect([await plan(), (await rows()).length]).toEqual([0, 0]);
  expect((await last())?.nextAt).toBe("2026-11-09T13:00:00Z");
  expect(await removeReportSchedule(context, actor(), id)).toEqual({ ok: true });
  expect(await removeReportSchedule(context, actor(), id)).toEqual({ ok: false, refusal: "schedule-not-found" });
});

test("sent now as well, twice in a minute is once, and the due time stays", async () => {
  const { id, nextAt } = await schedule();
  expect(await sendReportSchedule(context, actor(), id)).toEqual({ ok: true, mails: 2 });
  expect(await sendReportSchedule(context, actor(), id)).toEqual({ ok: true, mails: 0 });
  clock.pass({ minutes: 1 });
  expect(await sendReportSchedule(context, actor(), id)).toEqual({ ok: true, mails: 2 });
  expect((await last())?.nextAt).toBe(nextAt.toString());
});

test("a mail server that is down is tried again; an address it refuses is told in the list", async () => {
  const { id } = await schedule({ memberIds: [], addresses: ["partner@agency.example", "no address"] });
  clock.pass({ hours: 24 * 4 });
  await run(id);
  mailServer.state.down = true;
  const [bad, good] = await rows();
  const send = (mailId = "") => sendReport(context, { accountId: business.accountId, mailId });
  await send(bad?.id);
  await expect(send(good?.id)).rejects.toThrow("did not take");
  expect((await last())?.last).toMatchObject({ failed: 1, waiting: 1, error: expect.any(String) });
  // A job that failed too often, or got lost, is planned again.
  clock.pass({ minutes: 2 });
  await db.pool.query("select graphile_worker.remove_job('send-report:' || id) from ringback.report_mail");
  expect((await planLostJobs(db.pool, clock.now())).get("send-report")).toBe(1);
  mailServer.state.down = false;
  await send(good?.id);
  expect((await last())?.last).toMatchObject({ failed: 1, sent: 1, error: "invalid address" });
  expect(mailServer.mails).toHaveLength(1);
});

test("a mail that nobody took for two days is given up, and the list says so", async () => {
  const { id } = await schedule({ addresses: [] });
  clock.pass({ hours: 24 * 4 });
  await run(id);
  clock.pass({ hours: 49 });
  await sendAll();
  expect(mailServer.mails).toEqual([]);
  expect((await last())?.last).toMatchObject({ failed: 1, waiting: 0, error: "too-late" });
});

test("nobody to mail, a stranger, somebody else's schedule, and no mail server are refused", async () => {
  const other = await openBusiness(context, "stan", "+13125550188", "Other");
  const theirs = { accountId: other.accountId, memberId: other.ownerId };
  const { id } = await schedule();
  const put = (over: object, by = actor(), changed: string | null = null) =>
    putReportSchedule(context, by, { ...mondays(), ...over }, changed);
  expect(await put({ memberIds: [], addresses: [] })).toMatchObject({ refusal: "nobody-to-mail" });
  expect(await put({ memberIds: [other.ownerId] })).toMatchObject({ refusal: "member-not-found" });
  expect(await put({ memberIds: [] }, theirs, id)).toMatchObject({ refusal: "schedule-not-found" });
  expect(await sendReportSchedule(context, theirs, id)).toMatchObject({ refusal: "schedule-not-found" });
  expect(await listReportSchedules(db, other.accountId, clock.now())).toEqual([]);
  expect(await sendReportSchedule({ ...context, email: null }, actor(), id)).toMatchObject({
    refusal: "no-mail-server",
  });
});

test("once, by hand: the tap counts once, and what cannot be made is said at once", async () => {
  const wish = {
    name: "leaks" as const,
    asked: { range: "last-7-days" as const },
    format: "csv" as const,
    memberIds: [business.ownerId],
    addresses: ["MAYA@example.com".toLowerCase()],
    requestId: "tap-12345678",
  };
  expect(await mailReport(context, actor(), wish)).toEqual({ ok: true, mails: 1 });
  expect(await mailReport(context, actor(), wish)).toEqual({ ok: true, mails: 0 });
  await sendAll();
  const mail = await PostalMime.parse(mailServer.mails[0] ?? "");
  expect(mail.attachments[0]?.filename).toBe("northside-plumbing-leaks-2026-10-23-to-2026-10-29.csv");
  const foreign = { ...wish, asked: { number: "01890000-0000-7000-8000-000000000000" } };
  expect(await mailReport(context, actor(), foreign)).toMatchObject({ refusal: "number-not-found" });
});

test("the team reads who is to be called back; whoever is not of it reads nobody's name or number", async () => {
  await schedule({ report: "weekly", format: "csv", withLink: false });
  const { id } = (await last()) ?? { id: "" };
  clock.pass({ hours: 24 * 4 });
  await openWeeklyReview(context, { accountId: business.accountId });
  await run(id);
  await sendAll();
  const mails = await Promise.all(mailServer.mails.map((raw) => PostalMime.parse(raw)));
  const read = new Map(
    mails.map(({ to, text, attachments: [file] }) => [
      to?.[0]?.address,
      `${text}\n${Buffer.from(file?.content as ArrayBuffer).toString()}`,
    ]),
  );
  expect(read.get("maya@example.com")).toMatch(/Carla Caller/);
  expect(read.get("partner@agency.example")).not.toMatch(/Carla|Maya|5550142/);
  expect(read.get("partner@agency.example")).toMatch(/missed|call/i);
});
