// A call log of two thousand rows with everything that goes wrong in such files, and what must become of each row. Written by
// hand as kinds of rows; nothing here asks the importer what it thinks. `npx node tools/write-nasty-log.ts` writes the files.

export interface ExpectedCall {
  readonly line: number;
  readonly direction: "inbound" | "outbound";
  /** E.164; null: withheld or none. */
  readonly other: string | null;
  readonly at: string;
  /** Of a call that came in: answered, or why it was missed; of one that went out: its outcome. */
  readonly ending: string;
}

export interface NastyLog {
  readonly bytes: Buffer;
  readonly calls: readonly ExpectedCall[];
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  /** Rows that say what a row before them said. */
  readonly repeated: number;
}

/** The number of the business. */
const line = "+13125550199";
const rowsWanted = 2_000;
/** One nasty row after so many good ones. */
const every = 12;

interface Row {
  readonly bytes: Buffer;
  /** Lines of the file it takes up. */
  readonly lines: number;
  readonly call?: Omit<ExpectedCall, "line">;
  readonly reason?: string;
  readonly repeats?: boolean;
}

/** Makes the log. */
export function makeNastyLog(): NastyLog {
  const parts: Buffer[] = [Buffer.from("\uFEFFCall ID,When,Direction,From,To,Result,Seconds,Note\r\n")];
  const calls: ExpectedCall[] = [];
  const rejected: { line: number; reason: string }[] = [];
  let repeated = 0;
  let at = 2;
  for (let index = 0; index < rowsWanted; index += 1) {
    const nasty = index % every === every - 1;
    const row = nasty ? nastyRow(index, Math.floor(index / every)) : goodRow(index);
    parts.push(row.bytes);
    if (row.call) calls.push({ line: at, ...row.call });
    else if (row.repeats) repeated += 1;
    else rejected.push({ line: at, reason: row.reason ?? "" });
    at += row.lines;
  }
  return { bytes: Buffer.concat(parts), calls, rejected, repeated };
}

function csv(fields: readonly string[], end = "\r\n"): Buffer {
  return Buffer.from(fields.join(",") + end);
}

function idOf(index: number): string {
  return `call-${String(index).padStart(5, "0")}`;
}

function callerOf(index: number): string {
  return `+1415555${String(1000 + (index % 9000)).slice(-4)}`;
}

/** Local time in Chicago in July, five hours behind UTC, a new minute for each row; and its instant. */
function julyTime(index: number): { day: number; hour: number; minute: number; second: number; iso: string } {
  const day = 1 + (Math.floor(index / 600) % 28);
  const hour = 8 + (Math.floor(index / 60) % 10);
  const minute = index % 60;
  const second = index % 50;
  const iso = `2026-07-${two(day)}T${two(hour + 5)}:${two(minute)}:${two(second)}Z`;
  return { day, hour, minute, second, iso };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function goodRow(index: number): Row {
  const { day, hour, minute, second, iso } = julyTime(index);
  const written = [
    `2026-07-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`,
    `7/${day}/2026 ${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}:${two(second)} ${hour < 12 ? "AM" : "PM"}`,
    `2026-07-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}-05:00`,
    `"Jul ${day}, 2026 ${two(hour)}:${two(minute)}:${two(second)}"`,
    iso,
    `07/${two(day)}/26 ${two(hour)}:${two(minute)}:${two(second)}`,
  ][index % 6];
  const caller = callerOf(index);
  const ten = caller.slice(2);
  const number = [
    caller,
    `(${ten.slice(0, 3)}) ${ten.slice(3, 6)}-${ten.slice(6)}`,
    `="${caller}"`,
    `"Dana ${index} <${caller}>"`,
  ][index % 4];
  const [result, ending] = (
    [
      ["Answered", "answered"],
      ["Missed", "no-answer"],
      ["Voicemail", "no-answer"],
      ["Abandoned", "abandoned-while-ringing"],
      ["busy", "busy"],
    ] as const
  )[index % 5] ?? ["Answered", "answered"];
  const end = (["\r\n", "\n", "\r"] as const)[Math.floor(index / 700) % 3] ?? "\n";
  if (index % 9 === 4) {
    const out =
      result === "Answered"
        ? "connected"
        : result === "Voicemail"
          ? "machine"
          : result === "busy"
            ? "busy"
            : result === "Abandoned"
              ? "canceled"
              : "no-answer";
    return {
      bytes: csv([idOf(index), written ?? "", "Outbound", line, number ?? "", result, "35", ""], end),
      lines: 1,
      call: { direction: "outbound", other: caller, at: iso, ending: out },
    };
  }
  return {
    bytes: csv([idOf(index), written ?? "", "Inbound", number ?? "", line, result, "35", ""], end),
    lines: 1,
    call: { direction: "inbound", other: caller, at: iso, ending },
  };
}

/** The kinds of nasty rows, in turn. */
function nastyRow(index: number, turn: number): Row {
  const make = kinds[turn % kinds.length];
  if (make === undefined) throw new Error("There are kinds.");
  return make(index);
}

type Kind = (index: number) => Row;

/** A row like the others but for these fields. */
function changed(
  index: number,
  fields: Partial<Record<"id" | "when" | "way" | "from" | "to" | "result" | "seconds" | "note", string>>,
): Buffer {
  const { day, hour, minute, second } = julyTime(index);
  const when = `2026-07-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
  const row = {
    id: idOf(index),
    when,
    way: "Inbound",
    from: callerOf(index),
    to: line,
    result: "Missed",
    seconds: "20",
    note: "",
    ...fields,
  };
  return csv([row.id, row.when, row.way, row.from, row.to, row.result, row.seconds, row.note]);
}

function rejects(reason: string, fields: (index: number) => Parameters<typeof changed>[1]): Kind {
  return (index) => ({ bytes: changed(index, fields(index)), lines: 1, reason });
}

function accepts(
  fields: (index: number) => Parameters<typeof changed>[1],
  call: (index: number) => Partial<ExpectedCall> = () => ({}),
): Kind {
  return (index) => ({
    bytes: changed(index, fields(index)),
    lines: 1,
    call: {
      direction: "inbound",
      other: callerOf(index),
      at: julyTime(index).iso,
      ending: "no-answer",
      ...call(index),
    },
  });
}

/** What a spreadsheet makes of a local time: days since 1899-12-30. */
function serialOf(index: number): { text: string; iso: string } {
  const day = 46_204 + (index % 20); // 46204 is 2026-07-01
  const iso = `2026-07-${two(1 + (index % 20))}T17:00:00Z`;
  return { text: `${day}.5`, iso };
}

const kinds: readonly Kind[] = [
  // Quotes that are opened and never closed, and text after a closing quote: only this row is lost.
  rejects("broken-quotes", () => ({ note: '"he said' })),
  rejects("broken-quotes", () => ({ from: '"+14155550101"x' })),
  // A line break inside quotes is fine, and takes up two lines.
  (index) => ({
    bytes: changed(index, { note: '"first\nsecond ""quoted"""' }),
    lines: 2,
    call: { direction: "inbound", other: callerOf(index), at: julyTime(index).iso, ending: "no-answer" },
  }),
  // Windows-1252 in a UTF-8 file, and UTF-8 beside it.
  (index) => ({
    bytes: Buffer.concat([
      Buffer.from(changed(index, { note: "" }).toString().trimEnd()),
      Buffer.from([0x4a, 0x6f, 0x73, 0xe9, 0x0d, 0x0a]),
    ]),
    lines: 1,
    call: { direction: "inbound", other: callerOf(index), at: julyTime(index).iso, ending: "no-answer" },
  }),
  accepts(() => ({ note: "Zoë Müller ☎" })),
  // Two digits of a year, and a spreadsheet's serial number.
  (index) => ({
    bytes: changed(index, { when: "1/5/26 9:30" }),
    lines: 1,
    call: { direction: "inbound", other: callerOf(index), at: "2026-01-05T15:30:00Z", ending: "no-answer" },
  }),
  (index) => ({
    bytes: changed(index, { when: serialOf(index).text }),
    lines: 1,
    call: { direction: "inbound", other: callerOf(index), at: serialOf(index).iso, ending: "no-answer" },
  }),
  // Formulas: harmless in a note; a number that a spreadsheet cut short is gone.
  accepts(() => ({ note: "=HYPERLINK(1)" })),
  rejects("number-destroyed", () => ({ from: "1.41556E+10" })),
  // The clock was put forward over this time, and back over that one.
  rejects("time-does-not-exist", () => ({ when: "2026-03-08 02:30:00" })),
  (index) => ({
    bytes: changed(index, { when: "2026-11-01 01:30:00" }),
    lines: 1,
    call: { direction: "inbound", other: callerOf(index), at: "2026-11-01T06:30:00Z", ending: "no-answer" },
  }),
  rejects("negative-duration", () => ({ seconds: "-4" })),
  rejects("unreadable-duration", () => ({ seconds: "soon" })),
  rejects("unreadable-time", () => ({ when: "2026-02-30 10:00:00" })),
  rejects("unreadable-time", () => ({ when: "yesterday" })),
  rejects("no-time", () => ({ when: "" })),
  rejects("time-out-of-range", () => ({ when: "2199-01-01 10:00:00" })),
  rejects("time-out-of-range", () => ({ when: "01/01/71 10:00" })),
  rejects("unknown-direction", () => ({ way: "Sideways" })),
  rejects("unknown-result", () => ({ result: "Frobnicated" })),
  rejects("internal-call", () => ({ way: "Internal" })),
  rejects("not-a-call", () => ({ result: "In Progress" })),
  // Too many columns, too few, and the header once more.
  (index) => ({
    bytes: Buffer.from(`${changed(index, {}).toString().trimEnd()},one,more\r\n`),
    lines: 1,
    reason: "wrong-column-count",
  }),
  (index) => ({
    bytes: Buffer.from(`${idOf(index)},2026-07-01 10:00:00,Inbound\r\n`),
    lines: 1,
    reason: "wrong-column-count",
  }),
  () => ({
    bytes: Buffer.from("Call ID,When,Direction,From,To,Result,Seconds,Note\r\n"),
    lines: 1,
    reason: "not-a-call",
  }),
  // A byte of nothing, and a line without an end to it.
  (index) => ({ bytes: changed(index, { note: "a\0b" }), lines: 1, reason: "not-text" }),
  (index) => ({ bytes: changed(index, { note: "x".repeat(70_000) }), lines: 1, reason: "line-too-long" }),
  // An id that came before: the very same call is no second one, another call has it by mistake.
  (index) => ({ bytes: goodRow(index - 1).bytes, lines: 1, repeats: true }),
  rejects("duplicate-id", (index) => ({ id: idOf(index - 1), from: "+14155559999" })),
  // Withheld in its many words.
  accepts(
    () => ({ from: "Anonymous" }),
    () => ({ other: null }),
  ),
  accepts(
    () => ({ from: "" }),
    () => ({ other: null }),
  ),
  accepts(
    () => ({ from: "Restricted" }),
    () => ({ other: null }),
  ),
  rejects("unreadable-number", () => ({ way: "Outbound", from: line, to: "the plumber" })),
  // A report's last line.
  () => ({ bytes: Buffer.from("Totals,,,,,,120000,\r\n"), lines: 1, reason: "not-a-call" }),
  // Empty lines are nothing.
  (index) => ({
    bytes: Buffer.concat([Buffer.from("\r\n\r\n"), changed(index, {})]),
    lines: 3,
    call: { direction: "inbound", other: callerOf(index), at: julyTime(index).iso, ending: "no-answer" },
  }),
];
