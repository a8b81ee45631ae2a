// Which calls are customers' calls. Asterisk itself does not say: it knows channels, and what they mean stands in a dialplan
// that we do not read.
import { parseNumber, readCaller } from "@ringback/core/phone-number.ts";
import type { PhoneLines } from "./settings.ts";

/** Who began a call: a trunk (a customer), a phone of the house, or Asterisk itself. */
export type Origin = "outside" | "inside" | "machine";

/** The endpoint of a channel: `PJSIP/trunk-0000001a` is `PJSIP/trunk`, `Local/1001@desks-00000003;1` is `Local/1001@desks`. */
export function endpointOf(channel: string): string {
  return channel.replace(/;[12]$/, "").replace(/-[0-9a-f]{8}$/, "");
}

/** The endpoint without its technology, as people know it: `1001`, `trunk`. */
export function deviceOf(channel: string): string {
  return endpointOf(channel).replace(/^[^/]+\//, "");
}

export function isLocal(channel: string): boolean {
  return channel.startsWith("Local/");
}

/**
 * Who began the call on this channel. With trunks named in the settings only their channels are outside. Else a phone of
 * the house is what is called like an extension (2 to 6 digits), or calls as an extension or as one of our numbers.
 */
export function originOf(channel: string, caller: string, lines: PhoneLines): Origin {
  if (isLocal(channel) || channel === "") return "machine";
  if (lines.trunks.length > 0) return isTrunk(channel, lines) ? "outside" : "inside";
  if (isExtension(deviceOf(channel)) || isExtension(caller) || isOurs(caller, lines)) return "inside";
  return "outside";
}

/** Whether this dialed channel leads out of the house. `target` is what was dialed on it: `+13125550100@trunk`, `1001`. */
export function leadsOutside(channel: string, target: string, lines: PhoneLines): boolean {
  if (isLocal(channel)) return false;
  if (lines.trunks.length > 0) return isTrunk(channel, lines);
  return !isExtension(deviceOf(channel)) && outsideNumber(target, lines) !== null;
}

/** The number in a dial string, in E.164: after the dialplan took prefixes off and before the trunk's name. null: none. */
export function outsideNumber(target: string, lines: PhoneLines): string | null {
  const candidates = target.split(/[@/]/).map((part) => part.replace(/^sip:/i, ""));
  const dialed = candidates.find((part) => /^\+?\d{7,15}$/.test(part));
  return dialed === undefined ? null : inE164(dialed, lines);
}

/** The caller as the loop reads it: E.164 where it can be one, else as it came; withheld forms stay as they are. */
export function callerNumber(raw: string, lines: PhoneLines): string {
  if (isWhole(raw) || readCaller(raw, "none").kind === "withheld") return raw;
  return (/^\+?[\d\s().-]{7,20}$/.test(raw) ? inE164(raw, lines) : null) ?? raw;
}

/** The number that was dialed: by the list of our numbers, else as a number, else as the dialplan calls it. */
export function dialedNumber(raw: string, lines: PhoneLines): string {
  const known = lines.numbers.get(raw.toLowerCase());
  if (known !== undefined) return known;
  return (/^\+?\d{7,15}$/.test(raw) ? inE164(raw, lines) : null) ?? raw;
}

/** Reading a number costs more than all else of a row, and most come whole. */
function inE164(raw: string, lines: PhoneLines): string | null {
  return isWhole(raw) ? raw : parseNumber(raw, lines.country);
}

/** Written with its country code already. */
function isWhole(raw: string): boolean {
  return /^\+[1-9]\d{9,14}$/.test(raw);
}

function isTrunk(channel: string, { trunks }: PhoneLines): boolean {
  const names = [endpointOf(channel).toLowerCase(), deviceOf(channel).toLowerCase()];
  return trunks.some(({ name, isBeginning }) =>
    names.some((each) => (isBeginning ? each.startsWith(name) : each === name)),
  );
}

function isExtension(name: string): boolean {
  return /^\d{2,6}$/.test(name);
}

function isOurs(caller: string, lines: PhoneLines): boolean {
  return lines.numbers.has(caller) || lines.numbers.has(callerNumber(caller, lines));
}
