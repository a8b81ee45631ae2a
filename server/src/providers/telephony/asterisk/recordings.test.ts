// What a real Asterisk 22 said of real calls, live and in its files.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedCall } from "#providers/telephony/provider.ts";
import { heardCalls, recordedBlocks, recordedCalls } from "./recorded-calls.ts";

const fold = (events: readonly CallEvent[]): CallFacts => events.reduce(mergeCallEvent, noFacts);

const real = () => recordedCalls("real-calls");
const verdict = (events: readonly CallEvent[]) => {
  const { outcome, missReason } = judgeCall({ ...fold(events), route: { kind: "elsewhere" } });
  return missReason ?? outcome;
};
const loggedVerdict = (call: LoggedCall | null | undefined) =>
  call?.direction === "inbound" ? verdict(call.events) : null;

/** What was really done in the calls of `real-calls-*`, in their order. */
const done: readonly (readonly [what: string, id: string, verdict: string, inTheLog?: string])[] = [
  ["rang until the timeout", "1795244052.0", "no-answer"],
  ["the caller gave up", "1795244055.2", "abandoned-while-ringing"],
  ["the phone was busy", "1795244057.4", "busy"],
  // The files look as if the caller had given up.
  ["the phone declined", "1795244058.6", "no-answer", "abandoned-while-ringing"],
  ["answered, the phone hung up", "1795244059.8", "answered"],
  ["answered, the caller hung up", "1795244061.10", "answered"],
  ["one of two answered", "1795244065.12", "answered"],
  ["neither of two answered", "1795244067.15", "no-answer"],
  ["no answer, then the mailbox", "1795244072.18", "no-answer"],
  ["turned out of a queue", "1795244078.20", "no-answer"],
  ["gave up in a queue", "1795244087.23", "abandoned-in-queue"],
  ["an agent took it from a queue", "1795244089.25", "answered"],
  ["hung up in a menu", "1795244092.27", "abandoned-in-menu"],
  ["straight to the mailbox", "1795244095.28", "voicemail-answered"],
  ["the second phone in a row answered", "1795244098.29", "answered"],
  ["a mailbox answered behind a Local channel", "1795244103.32", "voicemail-answered"],
  ["a queue without agents, then a phone answered", "1795244110.36", "answered"],
  ["a withheld caller gave up", "1795244123.47", "abandoned-while-ringing"],
];

for (const [what, id, expected, inTheLog = expected] of done) {
  test(`${what}: live and in the files`, () => {
    const { live, logged } = real();
    expect(verdict(live.get(id) ?? [])).toBe(expected);
    expect(loggedVerdict(logged.get(id))).toBe(inTheLog);
  });
}

test("a caller who left before anything was dialed is known live and leaves no row at all", () => {
  const { live, logged } = real();
  expect(verdict(live.get("1795244113.38") ?? [])).toBe("abandoned-while-ringing");
  expect(logged.has("1795244113.38")).toBe(false);
});

/** The recording ends while this caller waits. */
const cutOff = "1795244125.49";

test("a call whose end the stream never told is closed by the files", () => {
  const { live, logged } = real();
  const [events, call] = [live.get(cutOff) ?? [], logged.get(cutOff)];
  expect(verdict(events)).toBeNull();
  expect(verdict([...events, ...(call?.direction === "inbound" ? call.events : [])])).toBe("abandoned-in-queue");
});

test("what the files say changes no verdict that was told live", () => {
  const { live, logged } = real();
  for (const [id, events] of live) {
    if (id === cutOff) continue;
    const call = logged.get(id);
    const both = call?.direction === "inbound" ? [...events, ...call.events, ...call.events] : events;
    expect([id, verdict(both)]).toEqual([id, verdict(events)]);
    const said = fold(both);
    expect(said.arrived).toEqual(fold(events).arrived);
    expect(said.dial).toEqual(fold(events).dial);
    expect(said.ended).toEqual(fold(events).ended);
  }
});

test("the calls of the shared samples come out the same way from both", () => {
  const { live, logged } = recordedCalls("sample-calls");
  const verdicts = [...logged.values()].map((call) => [call?.callId, loggedVerdict(call)]);
  expect(verdicts).toEqual([
    ["1795220828.0", "no-answer"],
    ["1795220834.4", "abandoned-while-ringing"],
    ["1795220838.8", "busy"],
    ["1795220839.12", "answered"],
    ["1795220844.17", "no-answer"], // then 18 s of voicemail in a row that says ANSWERED
    ["1795220868.22", "no-answer"], // QueueCallerAbandon came, but it was the timeout
    ["1795220878.30", "abandoned-in-queue"], // Cause 0
    ["1795220882.34", "answered"],
    ["1795220888.39", "no-answer"],
  ]);
  for (const [id, events] of live) expect([id, verdict(events)]).toEqual([id, loggedVerdict(logged.get(id))]);
});

test("calls from phones of the house are told when they led outside, and alike from both", () => {
  const { live, made, logged } = real();
  const told = [...made.values()].map(({ from, to, outcome }) => [from, to, outcome]);
  expect(told).toEqual([
    ["+13125550200", "+13125557777", "connected"], // 9 and the number were dialed
    ["1001", "+13125557778", "busy"],
    ["1001", "+13125557778", "no-answer"],
  ]);
  const fromFiles = [...logged.values()].flatMap((call) => (call?.direction === "outbound" ? [call] : []));
  const ids = [...made.keys()];
  fromFiles.sort((a, b) => ids.indexOf(a.callId) - ids.indexOf(b.callId));
  expect(fromFiles.map(({ from, to, outcome }) => [from, to, outcome])).toEqual(told);
  // One colleague called another.
  expect(live.has("1795244121.45")).toBe(false);
  expect(logged.get("1795244121.45")).toBeNull();
});

test("named trunks say the same as what is seen without them", () => {
  const named = recordedCalls("real-calls", { trunks: "TRUNK" });
  expect([...named.live.keys()]).toEqual([...real().live.keys()]);
  expect([...named.made.values()]).toEqual([...real().made.values()]);
});

test("whatever events get lost, nobody is said to have answered who did not", () => {
  const blocks = recordedBlocks("real-calls");
  const missed = done.filter(([, , expected]) => expected !== "answered").map(([, id]) => id);
  // Without the mailbox's own event it looks like a phone: docs/decisions/0018 says so.
  const told = missed.filter((id) => id !== "1795244103.32");
  fc.assert(
    fc.property(fc.array(fc.nat(blocks.length - 1), { maxLength: 200 }), (lost) => {
      const gone = new Set(lost);
      const { live } = heardCalls(blocks.filter((_, index) => !gone.has(index)));
      for (const id of told) expect([id, verdict(live.get(id) ?? [])]).not.toEqual([id, "answered"]);
      for (const events of live.values())
        expect(events.filter(({ kind }) => kind === "ended").length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test("an event has the same key whenever it is read, and another event another", () => {
  const { keys } = real();
  expect(real().keys).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("who called and what was dialed is told in the numbers people know", () => {
  const known = recordedCalls("sample-calls", { numbers: "100=(312) 555-0100, support=+13125550101" });
  expect(fold(known.live.get("1795220828.0") ?? []).arrived).toMatchObject({
    from: "+15551230001",
    to: "+13125550100",
    callerName: "Dana Caller",
  });
  expect(known.logged.get("1795220828.0")).toMatchObject({ from: "+15551230001", to: "+13125550100" });
  const withheld = real().live.get("1795244123.47") ?? [];
  expect(fold(withheld).arrived?.from).toBe("anonymous");
});
