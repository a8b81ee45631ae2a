import { windowWords } from "#measurement/replay/change-words.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import type { Finding } from "./finding.ts";
import { counted } from "./leak-context.ts";

/** With fewer calls a sentence about them would say more than is known. */
const enoughCalls = 30;
const numerals = ["No", "One", "Two", "Three", "Four"] as const;

/** The one sentence above the week, e.g. `Mon–Fri 12:00–13:00 makes up 46 % of all misses in opening hours.` */
export function headlineOf(calls: readonly PastCall[], findings: readonly Finding[]): string | null {
  const missed = calls.filter(({ outcome }) => outcome === "missed");
  if (missed.length === 0) return calls.length === 0 ? null : `Not one of ${counted(calls.length, "call")} was missed.`;
  if (calls.length < enoughCalls)
    return `Only ${counted(calls.length, "call")} so far: too few to say where they leak.`;
  const inHours = missed.filter((call) => call.inHours);
  const windows = findings.filter(({ kind }) => kind === "window" || kind === "lunch");
  const inWindows = new Set(windows.flatMap((finding) => finding.missed));
  const closed = missed.length - inHours.length;
  if (windows.length > 0 && inWindows.size > 0) {
    const share = Math.round((100 * inWindows.size) / inHours.length);
    return `${windowsWords(windows)} up ${share} % of all misses in opening hours.`;
  }
  if (closed > inHours.length) return `Most misses come while you are closed: ${closed} of ${missed.length}.`;
  const [worst] = findings.filter(({ kind }) => kind !== "no-callback");
  if (worst !== undefined && worst.missed.length >= missed.length / 4)
    return `${Math.round((100 * worst.missed.length) / missed.length)} % of all misses have one thing in common: ${lowerFirst(worst.title)}.`;
  return `No single leak: the ${counted(missed.length, "missed call")} are spread over the week.`;
}

/** A single window is named: whoever reads on would look for it. */
function windowsWords(windows: readonly Finding[]): string {
  const [only] = windows;
  if (windows.length === 1 && only?.window) return `${windowWords(only.window)} makes`;
  return `${numerals[windows.length] ?? String(windows.length)} windows make`;
}

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
