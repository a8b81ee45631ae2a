import { expect, test } from "vitest";
import { type CdrRow, readCdrRow } from "./cdr-row.ts";
import { clockOffsetMs, instantOf } from "./cdr-times.ts";
import { foldLog } from "./fold-log.ts";
import { readSettings } from "./settings.ts";

const base = [
  '""',
  '"+15551230001"',
  '"+13125550199"',
  '"from-trunk"',
  '"""Dana ""D"" Caller"" <+15551230001>"',
  '"PJSIP/trunk-00000000"',
  '"PJSIP/1001-00000001"',
  '"Dial"',
  '"PJSIP/1001,5"',
  '"2026-11-21 00:27:08"',
  "",
  '"2026-11-21 00:27:13"',
  "5",
  "0",
  '"NO ANSWER"',
  '"DOCUMENTATION"',
];
const id = "1795220828.0";
const row = (...further: string[]) => readCdrRow([...base, ...further].join(","));
const need = (found: CdrRow | null): CdrRow => {
  if (found === null) throw new Error("It was not read.");
  return found;
};
const lines = readSettings({ apiBaseUrl: "pbx", settings: {} }).lines;

test.each([
  ["none", [], null, null],
  ["uniqueid", [id], id, null],
  ["userfield", ["a note"], null, null],
  ["uniqueid and userfield", [id, "a note"], id, null],
  ["newcdrcolumns", ["peer", id, "3"], null, id],
  ["uniqueid and newcdrcolumns", [id, "", id, "3"], id, id],
  ["userfield and newcdrcolumns", ["a note", "", id, "3"], null, id],
  ["all", [id, "a note", "", id, "3"], id, id],
])("the columns of cdr.conf are told apart: %s", (_name, further, uniqueId, linkedId) => {
  expect(row(...further)).toMatchObject({ uniqueId, linkedId, disposition: "NO ANSWER", durationSeconds: 5 });
});

test("doubled quotes and commas in quotes are part of the cell; the name stands without the number", () => {
  expect(row(id)).toMatchObject({
    callerName: 'Dana "D" Caller',
    lastData: "PJSIP/1001,5",
    destination: "+13125550199",
  });
});

test.each([
  ["too few cells", base.slice(0, 15).join(",")],
  ["too many cells", [...base, id, "", "", id, "1", "more"].join(",")],
  ["a quote that never ends", `"${base.join(",")}`],
  ["a day that does not exist", base.join(",").replace("2026-11-21 00:27:08", "2026-13-41 00:27:08")],
  [
    "another format",
    "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags",
  ],
  ["nothing", ""],
  ["a line without an end", "x".repeat(30_000)],
])("%s is no row", (_name, line) => {
  expect(readCdrRow(line)).toBeNull();
});

// 1793511000 is 2026-11-01 05:30 UTC: 01:30 in New York before the clock goes back. An hour later it is 01:30 again.
test.each([
  ["GMT", "2026-11-01 05:30:00", 1793511000, "2026-11-01T05:30:00Z"],
  ["summer time, the first 01:30", "2026-11-01 01:30:00", 1793511000, "2026-11-01T05:30:00Z"],
  ["standard time, the second 01:30", "2026-11-01 01:30:00", 1793514600, "2026-11-01T06:30:00Z"],
  ["a zone of quarter hours", "2026-11-01 11:15:01", 1793511000, "2026-11-01T05:30:01Z"],
  ["behind midnight", "2026-10-31 18:30:00", 1793511000, "2026-11-01T05:30:00Z"],
])("the zone of a time is told by the id: %s", (_name, start, epoch, instant) => {
  const read = need(row(`${epoch}.7`));
  const offset = clockOffsetMs({ ...read, start });
  expect(instantOf(start, offset ?? Number.NaN).toString()).toBe(instant);
});

test("a conversation over the end of summer time ends after it began, by its length", () => {
  const read = {
    ...need(row("1793511000.7")),
    start: "2026-11-01 01:30:00",
    answer: "2026-11-01 01:30:10",
    end: "2026-11-01 01:10:00",
  };
  const rows = [{ ...read, durationSeconds: 2_400, billableSeconds: 2_390, disposition: "ANSWERED" as const }];
  const call = foldLog({ id: "1793511000.7", rows, queueEntries: [] }, lines);
  const ended = call?.direction === "inbound" ? call.events.find(({ kind }) => kind === "ended") : undefined;
  expect(ended).toMatchObject({ durationSeconds: 2_400 });
});

test("a phone's row of a call is no call of its own, nor is one whose caller's row is not there yet", () => {
  const local = { ...need(row("1795220828.2", "", "", id, "1")), channel: "Local/1001@desks-00000000;2" };
  expect(foldLog({ id, rows: [local], queueEntries: [] }, lines)).toBeNull();
});

test.each([
  ["a queue's music", "Queue", ""],
  ["an announcement", "Playback", ""],
  ["a mailbox, whatever stands beside it", "VoiceMail", "PJSIP/1001-00000001"],
])("a row that says ANSWERED for %s is no answer", (_name, lastApplication, destinationChannel) => {
  const heard = { ...need(row(id)), disposition: "ANSWERED" as const, answer: "2026-11-21 00:27:08", lastApplication };
  const call = foldLog({ id, rows: [{ ...heard, destinationChannel }], queueEntries: [] }, lines);
  const dials = call?.direction === "inbound" ? call.events.filter((event) => event.kind === "dial-ended") : [];
  expect(dials.some(({ bridged }) => bridged === true)).toBe(false);
});
