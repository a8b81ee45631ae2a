import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgeCall } from "#calls/missed-call.ts";
import { defaultMapping } from "./default-mapping.ts";
import { nameOf } from "./fold-call.ts";
import { foldRows } from "./fold-rows.ts";
import { factsOfImported, isoOf } from "./imported-call.ts";
import { LogReader } from "./log-reader.ts";
import { recognise } from "./recognise.ts";

/** Reads a fixture as an import would; one line a call, one a rejected row. */
function understand(file: string, ownNumbers: readonly string[] = ["+13125550199"]) {
  const text = readFileSync(new URL(`./fixtures/${file}`, import.meta.url), "utf8");
  const found = recognise(text);
  if (found === null) throw new Error("nothing in it");
  const mapping = defaultMapping(found, { timeZone: "America/Chicago" });
  const reader = new LogReader(found, mapping, {
    nowMs: Date.UTC(2027, 0, 1),
    ownNumbers: new Set(ownNumbers),
  });
  const rows = reader.push(text, true);
  const { calls, rejected } = foldRows(
    rows.flatMap((row) => ("reading" in row ? [row.reading] : [])),
    mapping,
  );
  const ending = (call: (typeof calls)[number]) =>
    call.direction === "inbound" ? (call.missReason ?? `answered ${call.answeredBy ?? ""}`.trim()) : call.outcome;
  return {
    format: found.format,
    calls: calls.map((call) =>
      [isoOf(call.startedMs), call.direction, nameOf(call.from) || "withheld", nameOf(call.to), ending(call)].join(" "),
    ),
    rejected: [
      ...rows.flatMap((row) => ("reason" in row ? [`${row.row} ${row.reason}`] : [])),
      ...rejected.map(({ row, reason }) => `${row} ${reason}`),
    ],
    facts: calls.flatMap((call) => (call.direction === "inbound" ? [factsOfImported(call)] : [])),
  };
}

test("Twilio: phones that were rung belong to their call, and completed alone proves nothing", () => {
  expect(understand("twilio-console.csv")).toMatchObject({
    format: "twilio",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered",
      "2026-11-20T16:10:00Z inbound withheld +13125550199 no-answer",
      "2026-11-20T16:20:00Z inbound +13125550103 +13125550199 busy",
    ],
    rejected: [],
  });
  expect(understand("twilio-rest.csv")).toMatchObject({
    format: "twilio",
    calls: [
      "2026-11-20T17:00:00Z outbound +13125550199 +13125550104 no-answer",
      "2026-11-20T18:00:00Z inbound +13125550105 +13125550199 unknown",
    ],
    rejected: [],
  });
});

test("Asterisk: a real Master.csv, where the voicemail's row says ANSWERED and Local channels have rows of their own", () => {
  const { format, calls, rejected } = understand("asterisk-master.csv");
  expect(format).toBe("asterisk");
  expect(rejected).toEqual([]);
  expect(calls.map((call) => call.split(" ").slice(1).join(" "))).toEqual([
    "inbound +15551230001 100 no-answer",
    "inbound +15551230001 100 abandoned-while-ringing",
    "inbound +15551230001 101 busy",
    "inbound +15551230001 102 answered",
    "inbound +15551230001 103 no-answer",
    "inbound +15551230001 200 no-answer",
    "inbound +15551230001 200 abandoned-in-queue",
    "inbound +15551230001 202 answered",
    "inbound +15551230001 201 abandoned-in-queue",
  ]);
});

test("Asterisk without ids tells who called whom by the phone that placed the call; FreePBX names the dialed number", () => {
  expect(understand("asterisk-16-columns.csv")).toMatchObject({
    format: "asterisk",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered",
      "2026-11-20T16:05:00Z outbound 101 +13125550102 connected",
    ],
    rejected: ["3 internal-call"],
  });
  expect(understand("freepbx.csv")).toMatchObject({
    format: "asterisk",
    calls: ["2026-11-20T16:00:00Z inbound +13125550101 +13125550199 no-answer"],
  });
});

test("RingCentral: date and time in two columns, faxes left out", () => {
  expect(understand("ringcentral.csv")).toMatchObject({
    format: "ringcentral",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered",
      "2026-11-20T16:05:00Z inbound +13125550102 +13125550199 no-answer",
      "2026-11-20T16:06:00Z inbound +13125550103 +13125550199 no-answer",
      "2026-11-20T16:07:00Z inbound +13125550104 +13125550199 abandoned-while-ringing",
      "2026-11-20T16:10:00Z outbound +13125550199 +13125550105 connected",
    ],
    rejected: ["7 not-a-call"],
  });
});

test("Quo: completed without an answer is no answer", () => {
  expect(understand("quo.csv")).toMatchObject({
    format: "quo",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered Maya Chen",
      "2026-11-20T16:05:00Z inbound +13125550102 +13125550199 no-answer",
      "2026-11-20T16:06:00Z outbound +13125550199 +13125550103 no-answer",
      "2026-11-20T16:07:00Z inbound +13125550104 +13125550199 no-answer",
    ],
    rejected: [],
  });
});

test("Aircall: its reasons are ours", () => {
  expect(understand("aircall.csv")).toMatchObject({
    format: "aircall",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered Maya Chen",
      "2026-11-20T16:05:00Z inbound +13125550102 +13125550199 after-hours",
      "2026-11-20T16:06:00Z inbound +13125550103 +13125550199 abandoned-in-menu",
      "2026-11-20T16:07:00Z outbound +13125550199 +13125550104 connected",
    ],
    rejected: [],
  });
});

test.each([
  ["of its own", ["+13125550199"]],
  ["that Ringback does not know yet", []],
])("CallRail: one column for the caller, one for the tracking number, of a business with a number %s", (_, own) => {
  expect(understand("callrail.csv", own)).toMatchObject({
    format: "callrail",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 +13125550199 answered Maya Chen",
      "2026-11-20T16:05:00Z inbound +13125550102 +13125550199 no-answer",
      "2026-11-20T16:06:00Z inbound +13125550103 +13125550199 no-answer",
      "2026-11-20T16:07:00Z inbound withheld +13125550199 abandoned-while-ringing",
    ],
    rejected: [],
  });
});

test("3CX: a title above the header, sums below, rows of one call together; and its CDR output", () => {
  expect(understand("3cx.csv")).toMatchObject({
    format: "3cx",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 Chen, Maya (117) answered",
      "2026-11-20T16:05:00Z inbound +13125550102 Support (800) abandoned-in-queue",
      "2026-11-20T16:10:00Z outbound Chen, Maya (117) +13125550103 connected",
    ],
    rejected: ["9 internal-call", "10 not-a-call"],
  });
  expect(understand("3cx-cdr.csv")).toMatchObject({
    format: "3cx",
    calls: [
      "2026-11-20T16:00:00Z inbound +13125550101 117 answered",
      "2026-11-20T16:05:00Z inbound +13125550102 117 no-answer",
    ],
  });
});

test("the facts of an imported call are judged as it is written down", () => {
  const files = ["twilio-console.csv", "asterisk-master.csv", "aircall.csv", "3cx.csv", "ringcentral.csv", "quo.csv"];
  const facts = files.flatMap((file) => understand(file).facts);
  expect(facts.length).toBeGreaterThan(20);
  for (const one of facts) {
    const { outcome, missReason } = judgeCall(one);
    expect({ outcome, missReason }).toEqual({ outcome: one.reported?.outcome, missReason: one.reported?.reason });
  }
});
