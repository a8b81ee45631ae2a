import { createHash } from "node:crypto";

/** What the provider sends when a call comes in. */
export function arrivalFields(accountSid: string, call: { sid: string; from: string; to: string }): [string, string][] {
  return [
    ["AccountSid", accountSid],
    ["ApiVersion", "2010-04-01"],
    ["CallSid", call.sid],
    ["CallStatus", "ringing"],
    ["Called", call.to],
    ["CalledCity", "CHICAGO"],
    ["CalledCountry", "US"],
    ["CalledState", "IL"],
    ["CalledZip", "60601"],
    ["Caller", call.from],
    ["CallerCity", "CHICAGO"],
    ["CallerCountry", "US"],
    ["CallerState", "IL"],
    ["CallerZip", "60602"],
    ["Direction", "inbound"],
    ["From", call.from],
    ["FromCity", "CHICAGO"],
    ["FromCountry", "US"],
    ["FromState", "IL"],
    ["FromZip", "60602"],
    ["StirVerstat", "TN-Validation-Passed-A"],
    ["To", call.to],
    ["ToCity", "CHICAGO"],
    ["ToCountry", "US"],
    ["ToState", "IL"],
    ["ToZip", "60601"],
  ];
}

/** What it sends when the caller hung up while phones rang. */
export function endFields(accountSid: string, call: { sid: string; from: string; to: string }): [string, string][] {
  return [
    ...arrivalFields(accountSid, call).filter(([name]) => name !== "CallStatus"),
    ["CallDuration", "0"],
    ["CallStatus", "no-answer"],
    ["CallbackSource", "call-progress-events"],
    ["SequenceNumber", "0"],
    ["Timestamp", new Date().toUTCString().replace("GMT", "+0000")],
  ];
}

/** A call nobody made before, of a caller nobody knows. */
export function someCall(
  run: string,
  index: number,
  numbers: readonly string[],
): { sid: string; from: string; to: string } {
  const hash = createHash("md5").update(`${run}:${index}`).digest("hex");
  const tail = (Number.parseInt(hash.slice(0, 12), 16) % 9_000_000) + 1_000_000;
  return { sid: `CA${hash}`, from: `+1773${String(tail)}`, to: numbers[index % numbers.length] ?? "" };
}
