// The logs of calls of the TwiML family, held against the webhooks of the same calls.
import { noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import type { TelephonyAccount } from "@ringback/server/providers/telephony/provider.ts";
import { describe, expect, test } from "vitest";
import { business, caller, desk, otherStaff, staff, type Vendor, vendors, verdictOf, withLog } from "./adapter-desk.ts";
import type { RestFaultKind } from "./fake-phone-network/faults.ts";
import type { PhoneBehaviour } from "./fake-phone-network/phone.ts";
import type { ScriptStep } from "./fake-phone-network/place-call.ts";

const never = new AbortController().signal;
const keepSilent: ScriptStep[] = [{ wait: 200 }, { hangUp: true }];
const speak: ScriptStep[] = [{ say: "Please call me back soon" }, { hangUp: true }];
type Phone = PhoneBehaviour;

/** The ways a call ends: what the first phone does, what the second does, what the caller does, and the verdict. */
const endings: readonly (readonly [
  name: string,
  verdict: string,
  first: Phone,
  second: Phone,
  script: ScriptStep[],
])[] = [
  [
    "a person presses 1",
    "answered",
    { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 },
    { kind: "no-answer" },
    keepSilent,
  ],
  ["nobody answers", "no-answer", { kind: "no-answer" }, { kind: "no-answer" }, speak],
  ["all are busy", "busy", { kind: "busy" }, { kind: "busy" }, speak],
  [
    "one is busy, the caller gives up",
    "abandoned-while-ringing",
    { kind: "busy" },
    { kind: "no-answer" },
    [{ wait: 9 }, { hangUp: true }],
  ],
  [
    "the caller gives up",
    "abandoned-while-ringing",
    { kind: "no-answer" },
    { kind: "no-answer" },
    [{ wait: 9 }, { hangUp: true }],
  ],
  [
    "the caller hangs up at once",
    "abandoned-while-ringing",
    { kind: "no-answer" },
    { kind: "no-answer" },
    [{ hangUp: true }],
  ],
  ["a mailbox picks up", "voicemail-answered", { kind: "voicemail", afterSeconds: 5 }, { kind: "no-answer" }, speak],
  [
    "another key is pressed",
    "voicemail-answered",
    { kind: "answers", afterSeconds: 2, presses: "5" },
    { kind: "no-answer" },
    speak,
  ],
  [
    "a mailbox picks up and the caller gives up",
    "abandoned-while-ringing",
    { kind: "voicemail", afterSeconds: 3 },
    { kind: "no-answer" },
    [{ wait: 6 }, { hangUp: true }],
  ],
  ["the phones do not exist", "system-failure", { kind: "unreachable" }, { kind: "unreachable" }, speak],
];

/** What the log alone cannot tell: it knows no key that was pressed, and its list no phone that never rang. */
const fromLogAlone: ReadonlyMap<string, string> = new Map([
  ["a person presses 1", "voicemail-answered"],
  ["the phones do not exist", "unknown"],
]);

describe.each(Object.keys(vendors) as Vendor[])("%s", (vendor) => {
  const { provider } = vendors[vendor];

  /** The calls of the log since the desk was set up. */
  async function logOf(at: Awaited<ReturnType<typeof desk>>, more: { account?: TelephonyAccount } = {}) {
    const to = at.network.clock.now();
    const range = { from: to.subtract({ hours: 3 }), to };
    return (await Array.fromAsync(provider.listCalls(more.account ?? at.account, range, never))).flat();
  }

  describe("its log of calls", () => {
    test.each(endings)(
      "%s: %s, from webhooks, from both and from the log alone",
      async (name, verdict, first, second, script) => {
        await using at = await desk(vendor);
        at.network.phone(staff, first);
        at.network.phone(otherStaff, second);
        const { sid } = at.network.placeCall({
          from: caller,
          to: business,
          script,
          stirVerstat: "TN-Validation-Failed",
        });
        await at.network.clock.advance(300);
        const heard = at.facts(sid);
        expect(verdictOf(heard)).toBe(verdict);

        const [logged, ...others] = await logOf(at);
        expect(others).toEqual([]);
        if (logged?.direction !== "inbound") throw new Error("not logged");
        expect(logged).toMatchObject({ callId: sid, from: caller, to: business, ended: true });
        const fetched = await provider.fetchCall(at.account, sid);
        for (const log of [logged.events, fetched ?? []]) {
          const both = withLog(heard, log);
          const { state, outcome, waitedSeconds } = judgeCall(heard);
          expect(judgeCall(both)).toMatchObject({ state, outcome });
          // The log counts in whole seconds.
          expect(Math.abs((judgeCall(both).waitedSeconds ?? 0) - (waitedSeconds ?? 0))).toBeLessThanOrEqual(1);
          expect(verdictOf(both)).toBe(verdict);
          expect(both.arrived?.callerIdTrust).toBe(heard.arrived?.callerIdTrust);
          expect(Object.fromEntries(Object.entries(both.legs).map(([id, { status }]) => [id, status]))).toEqual(
            Object.fromEntries(Object.entries(heard.legs).map(([id, { status }]) => [id, status])),
          );
          // All webhooks lost.
          const alone = withLog(
            { ...noFacts, route: { kind: "ring-group", memberIds: ["m-1", "m-2"], acceptWithoutKey: false } },
            log,
          );
          expect([verdict, fromLogAlone.get(name)]).toContain(verdictOf(alone));
        }
      },
    );

    test("our own calls back are calls that went out, under the id they were started with", async () => {
      await using at = await desk(vendor);
      at.network.phone(staff, { kind: "answers", afterSeconds: 3, presses: "1" });
      at.network.phone(caller, { kind: "answers", afterSeconds: 3, talksForSeconds: 20 });
      const started = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-1" };
      const { callId } = await provider.startCall(at.account, started);
      await at.network.clock.advance(120);
      const [call, ...others] = await logOf(at);
      expect(others).toEqual([]);
      expect(call).toMatchObject({ direction: "outbound", callId, from: business, to: caller, outcome: "connected" });
      expect(call).toMatchObject({ talkSeconds: expect.any(Number), endedAt: expect.anything() });
    });

    test("every call is told once, whatever the pages, and none of another range", async () => {
      await using at = await desk(vendor, { quirks: { pagesShiftBy: 7 } });
      at.network.phone(staff, { kind: "busy" });
      at.network.phone(otherStaff, { kind: "busy" });
      const sids: string[] = [];
      for (let n = 0; n < 40; n += 1) {
        const from = `+1555123${1000 + n}`;
        sids.push(at.network.placeCall({ from, to: business, script: [{ wait: 1 }, { hangUp: true }] }).sid);
        await at.network.clock.advance(30);
      }
      // The vendor gives a thousand a page; here twenty, so that calls and their phones stand on different ones.
      const small: typeof fetch = (url, init) => fetch(String(url).replace(/PageSize=\d+/, "PageSize=20"), init);
      const paged = vendors[vendor].create({ fetch: small });
      const to = at.network.clock.now();
      const from = to.subtract({ minutes: 30 });
      const list = async (range: { from: Temporal.Instant; to: Temporal.Instant }) =>
        (await Array.fromAsync(paged.listCalls(at.account, range, never))).flat();
      const all = await list({ from, to });
      expect(all.map(({ callId }) => callId).toSorted()).toEqual(sids.toSorted());
      expect(all.every((call) => call.direction === "inbound" && call.events.length >= 5)).toBe(true);
      const middle = from.add({ minutes: 17 });
      const halves = [await list({ from, to: middle }), await list({ from: middle, to })];
      expect(halves.map(({ length }) => length).every((length) => length > 10)).toBe(true);
      expect(
        halves
          .flat()
          .map(({ callId }) => callId)
          .toSorted(),
      ).toEqual(sids.toSorted());
    });

    test("what just ended may be missing or unfinished, and stands there later", async () => {
      await using at = await desk(vendor, { quirks: { logLagSeconds: 120 } });
      for (let n = 0; n < 6; n += 1)
        at.network.placeCall({ from: `+1555123100${n}`, to: business, script: [{ wait: 2 }, { hangUp: true }] });
      await at.network.clock.advance(60);
      const early = await logOf(at);
      expect(early.length).toBeGreaterThan(0);
      expect(early.length).toBeLessThan(6);
      for (const call of early) {
        expect(call).toMatchObject({ direction: "inbound", ended: false });
        if (call.direction === "inbound") expect(call.events.map(({ kind }) => kind)).not.toContain("dial-ended");
      }
      await at.network.clock.advance(120);
      const late = await logOf(at);
      expect(late.map((call) => call.direction === "inbound" && call.ended)).toEqual(Array(6).fill(true));
    });

    test("too many requests are asked again within the page; a refused key and garbage are told as such", async () => {
      await using at = await desk(vendor);
      at.network.placeCall({ from: caller, to: business, script: [{ wait: 2 }, { hangUp: true }] });
      await at.network.clock.advance(120);
      const faults = (fault: RestFaultKind, times: number) =>
        at.network.setFaults({ rest: [{ fault, times, pathContains: "/Calls" }] });
      faults("429", 3);
      expect(await logOf(at)).toHaveLength(1);
      faults("503", 1);
      expect(await logOf(at)).toHaveLength(1);
      faults("429", 100);
      await expect(logOf(at)).rejects.toMatchObject({ retryable: true });
      faults("garbage", 100);
      await expect(logOf(at)).rejects.toMatchObject({ retryable: true });
      at.network.setFaults({});
      const revoked = { ...at.account, secret: "revoked" };
      await expect(logOf(at, { account: revoked })).rejects.toMatchObject({
        code: "credentials-refused",
        retryable: false,
      });
      await expect(provider.listNumbers(revoked)).rejects.toMatchObject({ code: "credentials-refused" });
    });
  });
});
