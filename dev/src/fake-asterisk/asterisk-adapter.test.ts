// The Asterisk adapter against a manager and files that behave like Asterisk's.
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { createAsterisk } from "@ringback/server/providers/telephony/asterisk/index.ts";
import {
  type LoggedCall,
  ProviderError,
  type ProviderNotice,
  type TelephonyAccount,
} from "@ringback/server/providers/telephony/provider.ts";
import { expect, test, vi } from "vitest";
import { FakeAsterisk } from "./fake-asterisk.ts";
import { outboundCall, type ScriptedCall, scriptedCalls } from "./scripted-calls.ts";

const provider = createAsterisk({ times: { connectMs: 5_000 } });
const impatient = createAsterisk({ times: { connectMs: 5_000, pingMs: 50 } });
const placed = { from: "+15551230001", to: "+13125550199", name: "Zoë Müller 花" };
const soon = { timeout: 5_000, interval: 10 };

async function startPbx(settings: Record<string, string> = {}, zoneMinutes = -360) {
  const folder = mkdtempSync(join(tmpdir(), "fake-asterisk-"));
  const pbx = new FakeAsterisk({ user: "ringback", secret: "s3cret", folder, zoneMinutes });
  await pbx.listen();
  const account: TelephonyAccount = {
    connectionId: "c-1",
    externalAccountId: "ringback",
    secret: "s3cret",
    previousSecret: null,
    credentials: {},
    settings: { cdrPath: pbx.cdrPath, queueLogPath: pbx.queueLogPath, ...settings },
    apiBaseUrl: pbx.address,
    hookBaseUrl: "https://ringback.example/hooks/c-1",
    staticFallbackUrl: null,
  };
  const stops = new AbortController();
  return {
    pbx,
    account,
    folder,
    /** Follows it, and keeps what is delivered. */
    async follow(deliver: (notice: ProviderNotice) => Promise<void> = async () => {}, by = provider) {
      const notices: ProviderNotice[] = [];
      const ended = by.follow(
        account,
        async (notice) => {
          await deliver(notice);
          notices.push(notice);
        },
        () => {},
        stops.signal,
      );
      ended.catch(() => {});
      await vi.waitFor(() => expect(pbx.listeners).toBe(1), soon);
      return { notices, ended, stop: () => stops.abort() };
    },
    async logged(from = "2020-01-01T00:00:00Z", to = "2040-01-01T00:00:00Z", of = account): Promise<LoggedCall[]> {
      const range = { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) };
      return (await Array.fromAsync(provider.listCalls(of, range, AbortSignal.timeout(5_000)))).flat();
    },
    async [Symbol.asyncDispose]() {
      stops.abort();
      await pbx.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const verdict = (events: readonly CallEvent[]) => {
  const { outcome, missReason } = judgeCall({
    ...events.reduce(mergeCallEvent, noFacts),
    route: { kind: "elsewhere" },
  });
  return missReason ?? outcome;
};
const eventsOf = (notices: readonly ProviderNotice[], id: string) =>
  notices.flatMap((notice) => (notice.kind === "call" && notice.callId === id ? [notice.event] : []));
const hasEnded = (notices: readonly ProviderNotice[], id: string) =>
  eventsOf(notices, id).some(({ kind }) => kind === "ended");
const thrown = async (work: Promise<unknown>) => await work.then(() => null).catch((error: unknown) => error);

test.each([
  ["noAnswer", "no-answer"],
  ["callerCancels", "abandoned-while-ringing"],
  ["busy", "busy"],
  ["dialAnswered", "answered"],
  ["voicemailAfterNoAnswer", "no-answer"],
  ["queueTimesOut", "no-answer"],
  ["queueAbandoned", "abandoned-in-queue"],
  ["queueAnswered", "answered"],
  ["menuAbandoned", "abandoned-in-menu"],
] as const)("%s is %s, live and from the files, and both together", async (name, expected) => {
  await using at = await startPbx();
  const { notices } = await at.follow();
  const play: ScriptedCall = scriptedCalls[name];
  const id = play(at.pbx, placed);
  await vi.waitFor(() => expect(hasEnded(notices, id)).toBe(true), soon);
  const live = eventsOf(notices, id);
  const [logged] = await at.logged();
  expect(verdict(live)).toBe(expected);
  if (logged?.direction !== "inbound") throw new Error("It is not in the files.");
  expect(verdict(logged.events)).toBe(expected);
  expect(verdict([...logged.events, ...live, ...logged.events])).toBe(expected);
  expect(logged).toMatchObject({ callId: id, from: placed.from, to: placed.to, ended: true });
  expect(await provider.fetchCall(at.account, id)).toEqual(logged.events);
  expect(live[0]).toMatchObject({ kind: "arrived", callerName: placed.name });
});

test("a call that the house makes is told once, with whether it was reached", async () => {
  await using at = await startPbx();
  const { notices } = await at.follow();
  outboundCall(at.pbx, { from: "1001", to: "+15551230001", isReached: true });
  outboundCall(at.pbx, { from: "1001", to: "+15551230002", isReached: false });
  await vi.waitFor(() => expect(notices).toHaveLength(2), soon);
  const made = { from: "1001", outcome: "connected", talkSeconds: 30 };
  expect(notices).toMatchObject([{ call: { ...made, to: "+15551230001" } }, { call: { outcome: "no-answer" } }]);
  expect(await at.logged()).toMatchObject([{ ...made, direction: "outbound" }, { outcome: "no-answer" }]);
});

test("events cut anywhere by the network, byte by byte, are read as they were sent", async () => {
  await using at = await startPbx();
  const { notices } = await at.follow();
  at.pbx.faults = { slow: true };
  const id = scriptedCalls.queueAbandoned(at.pbx, placed);
  await vi.waitFor(() => expect(hasEnded(notices, id)).toBe(true), soon);
  expect(verdict(eventsOf(notices, id))).toBe("abandoned-in-queue");
  expect(eventsOf(notices, id)[0]).toMatchObject({ callerName: placed.name });
});

test("a connection that breaks in the middle of an event is told as broken, and to be tried again", async () => {
  await using at = await startPbx();
  const { ended } = await at.follow();
  at.pbx.faults = { halfEvent: true };
  at.pbx.call(placed);
  expect(await thrown(ended)).toMatchObject({ code: "connection-lost", retryable: true });
});

test("a manager that falls silent is noticed by the ping", async () => {
  await using at = await startPbx();
  const { ended } = await at.follow(undefined, impatient);
  at.pbx.faults = { silent: true };
  expect(await thrown(ended)).toMatchObject({ code: "connection-lost", retryable: true });
});

test("a delivery that fails ends the stream, so that nothing after it is taken in its place", async () => {
  await using at = await startPbx();
  const { ended, notices } = await at.follow(async (notice) => {
    if (notice.kind === "call" && notice.event.kind === "leg-progress") throw new Error("no database");
  });
  scriptedCalls.noAnswer(at.pbx, placed);
  expect(await thrown(ended)).toMatchObject({ message: "no database" });
  expect(notices).toHaveLength(1);
  await vi.waitFor(() => expect(at.pbx.listeners).toBe(0), soon);
});

test("whoever is not let in hears so in words, and the secret is in none of them", async () => {
  await using at = await startPbx();
  const wrong = { ...at.account, secret: "wr0ng" };
  const error = await thrown(
    provider.follow(
      wrong,
      async () => {},
      () => {},
      AbortSignal.timeout(5_000),
    ),
  );
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ code: "login-refused", retryable: false });
  expect(String(error)).not.toContain("wr0ng");
  expect(await provider.checkCredentials(wrong)).toMatchObject({
    ok: false,
    note: expect.stringContaining("manager.conf"),
  });
});

test("checking signs in, looks at the files and says what cannot be read", async () => {
  await using at = await startPbx();
  expect(await provider.checkCredentials(at.account)).toMatchObject({
    ok: false,
    note: expect.stringContaining("not there"),
  });
  scriptedCalls.queueAbandoned(at.pbx, placed);
  expect(await provider.checkCredentials(at.account)).toEqual({
    ok: true,
    note: "Signed in to Asterisk Call Manager/11.0.0.",
  });
  const without = { ...at.account, settings: {} };
  expect(await provider.checkCredentials(without)).toMatchObject({
    ok: true,
    note: expect.stringContaining("not read"),
  });
  await at.pbx.close();
  expect(await thrown(provider.checkCredentials(at.account))).toMatchObject({ code: "unreachable", retryable: true });
});

test("a call under way when we connect is judged by what is seen from then on", async () => {
  await using at = await startPbx();
  const [talking, ringing] = [at.pbx.call(placed), at.pbx.call({ ...placed, from: "+15551230002" })];
  for (const call of [talking, ringing]) call.dial("1001");
  talking.answer();
  const { notices } = await at.follow();
  await vi.waitFor(() => expect(eventsOf(notices, ringing.uniqueId)).toHaveLength(1), soon);
  talking.hangUp("caller");
  ringing.hangUp("caller");
  await vi.waitFor(() => expect(hasEnded(notices, ringing.uniqueId)).toBe(true), soon);
  expect(verdict(eventsOf(notices, talking.uniqueId))).toBe("answered");
  expect(verdict(eventsOf(notices, ringing.uniqueId))).toBe("abandoned-while-ringing");
});

test("without a path there is no call log, and it says what to set", async () => {
  await using at = await startPbx();
  const error = await thrown(at.logged(undefined, undefined, { ...at.account, settings: {} }));
  expect(error).toMatchObject({
    code: "no-call-log",
    retryable: false,
    message: expect.stringContaining("Master.csv"),
  });
  expect(await provider.fetchCall({ ...at.account, settings: {} }, "1795220828.0")).toBeNull();
});

test("a log without ids cannot be compared, and it says which line of cdr.conf is missing", async () => {
  await using at = await startPbx();
  scriptedCalls.noAnswer(at.pbx, placed);
  const row = readFileSync(at.pbx.cdrPath, "utf8");
  const sixteen = row.slice(0, row.indexOf(',"DOCUMENTATION"') + ',"DOCUMENTATION"'.length);
  writeFileSync(at.pbx.cdrPath, `${sixteen}\n`);
  expect(await thrown(at.logged())).toMatchObject({
    code: "no-call-ids",
    message: expect.stringContaining("loguniqueid=yes"),
  });
});

test("the log is read across rotated and packed files, in any zone, in the asked range only", async () => {
  await using at = await startPbx({}, 345);
  at.pbx.setClock(Temporal.Instant.from("2026-11-01T05:30:00Z"));
  const ids: string[] = [];
  for (let day = 0; day < 4; day += 1) {
    ids.push(scriptedCalls.noAnswer(at.pbx, placed), scriptedCalls.queueAbandoned(at.pbx, placed));
    at.pbx.pass(86_400);
    if (day === 0) {
      writeFileSync(`${at.pbx.cdrPath}.2.gz`, gzipSync(readFileSync(at.pbx.cdrPath)));
      rmSync(at.pbx.cdrPath);
    }
    if (day === 1) {
      renameSync(at.pbx.cdrPath, `${at.pbx.cdrPath}.1`);
      renameSync(at.pbx.queueLogPath, `${at.pbx.queueLogPath}-20261103`);
    }
  }
  expect((await at.logged()).map(({ callId }) => callId)).toEqual(ids);
  const middle = await at.logged("2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z");
  expect(middle.map(({ callId }) => callId)).toEqual(ids.slice(2, 6));
  expect(middle.map((call) => call.direction === "inbound" && verdict(call.events))).toEqual([
    "no-answer",
    "abandoned-in-queue",
    "no-answer",
    "abandoned-in-queue",
  ]);
});

test("in a long file the asked hours are found whole, wherever they lie", async () => {
  await using at = await startPbx();
  const start = Temporal.Instant.from("2026-11-01T00:00:00Z");
  at.pbx.setClock(start);
  scriptedCalls.noAnswer(at.pbx, placed);
  const row = readFileSync(at.pbx.cdrPath, "utf8");
  const id = /"(\d+\.\d+)"/.exec(row)?.[1] ?? "";
  const epochs = Array.from({ length: 6_000 }, (_, index) => start.epochMilliseconds / 1000 + index * 60);
  writeFileSync(at.pbx.cdrPath, epochs.map((epoch, index) => row.replaceAll(id, `${epoch}.${index}`)).join(""));
  for (const hours of [0, 37, 50, 99]) {
    const from = start.add({ hours });
    const found = await at.logged(from.toString(), from.add({ hours: 1 }).toString());
    expect([hours, found.length]).toEqual([hours, 60]);
    expect(found[0]).toMatchObject({ arrivedAt: from });
  }
  expect(await at.logged()).toHaveLength(6_000);
});

test("broken lines, strangers' lines and one that is still being written are passed over", async () => {
  await using at = await startPbx();
  const id = scriptedCalls.noAnswer(at.pbx, placed);
  const row = readFileSync(at.pbx.cdrPath, "utf8");
  const broken = [
    '"never closed',
    "a,b,c",
    "",
    "\u0000".repeat(50),
    "x".repeat(100_000),
    `${row.trim()},more,cells,than,any`,
  ];
  writeFileSync(at.pbx.cdrPath, `${broken.join("\n")}\n${row}`);
  appendFileSync(at.pbx.cdrPath, row.replaceAll(id, "1999999999.9").slice(0, 80));
  appendFileSync(at.pbx.queueLogPath, "|||||\nnot a line\n1795220868|NONE|NONE|NONE|QUEUESTART|\n");
  expect((await at.logged()).map(({ callId }) => callId)).toEqual([id]);
});

test("somebody who left an empty queue has no row, and is known by queue_log an hour later", async () => {
  await using at = await startPbx({ numbers: "support=+13125550199" });
  scriptedCalls.busy(at.pbx, placed);
  const epoch = Math.floor(at.pbx.nowMs / 1000) - 7_200;
  const line = (seconds: number, text: string) => `${epoch + seconds}|${epoch}.77|support|NONE|${text}\n`;
  writeFileSync(at.pbx.queueLogPath, line(0, "ENTERQUEUE||+15551239999|1") + line(9, "EXITEMPTY|1|1|9"));
  const call = (await at.logged()).find(({ callId }) => callId === `${epoch}.77`);
  expect(call).toMatchObject({ from: "+15551239999", to: "+13125550199", ended: true });
  expect(call?.direction === "inbound" && verdict(call.events)).toBe("no-agent-on-duty");
});
