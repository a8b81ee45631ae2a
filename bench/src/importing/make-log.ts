// Call logs of any size, the same at every run.

/** A million calls take this long: about a year of a very busy line. */
const secondsBetween = 30;

/** A log with one row a call, as Quo writes it; ids and callers lie as far apart as they can. */
export function* quoLog(rows: number): Generator<string> {
  yield "id,createdAt,direction,status,from,to,duration,answeredAt,completedAt\n";
  for (let call = 0; call < rows; call += 1) {
    const at = startOf(call);
    const answered = call % 3 !== 0;
    const end = isoOf(at + (call % 300) * 1000);
    const caller = callerOf(call);
    const parties =
      call % 8 === 0
        ? `outgoing,completed,${line},${caller}`
        : `incoming,${answered ? "completed" : "missed"},${caller},${line}`;
    yield `AC${scattered(call)},${isoOf(at)},${parties},${call % 300},${answered ? isoOf(at + 9000) : ""},${end}\n`;
  }
}

/** A log with a row for the call and one for each phone that was rung, as Twilio writes it, newest first. */
export function* twilioLog(rows: number): Generator<string> {
  yield "Call Sid,Parent Call Sid,From,To,Direction,Status,Start Time,End Time,Duration\n";
  for (let row = 0; row < rows; row += 2) {
    const call = rows - row;
    const at = startOf(call);
    const sid = `CA${scattered(call)}`;
    const answered = call % 3 !== 0;
    const caller = callerOf(call);
    const end = isoOf(at + 60_000);
    yield `CA${scattered(call + 0.5)},${sid},${caller},+13125560142,Outgoing Dial,${answered ? "completed" : "no-answer"},${isoOf(at + 2000)},${end},${answered ? 52 : 0}\n`;
    yield `${sid},,${caller},${line},Incoming,completed,${isoOf(at)},${end},60\n`;
  }
}

const line = "+13125550199";

function startOf(call: number): number {
  return Date.UTC(2025, 0, 1) + call * secondsBetween * 1000;
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** A quarter of a million people call. */
function callerOf(call: number): string {
  return `+1415${String(2_000_000 + ((call * 7919) % 250_000) * 31)}`;
}

/** 32 hex digits that look random and are not. */
function scattered(call: number): string {
  let text = "";
  for (let part = 1; part <= 4; part += 1)
    text += (Math.imul((call * 2 + part * 7919) | 0, 2654435761) >>> 0).toString(16).padStart(8, "0");
  return text;
}
