/** A length of time in whole seconds, null when nothing is written, or why it cannot be used. */
export type WrittenDuration = number | null | "negative-duration" | "unreadable-duration";

/** No call lasts a week. */
const longestSeconds = 7 * 86_400;

/** Reads `83`, `83.4`, `1:23`, `00:01:23`, `1m 23s`, `1 h 2 min`, `-`. */
export function readDuration(raw: string): WrittenDuration {
  const text = raw.trim();
  if (text === "" || text === "-" || text === "--" || /^(n\/?a|null|none)$/i.test(text)) return null;
  const negative = /^[-−](?=\d)/.test(text);
  const seconds = inSeconds(negative ? text.slice(1) : text);
  if (seconds === null) return "unreadable-duration";
  if (negative && seconds > 0) return "negative-duration";
  return seconds <= longestSeconds ? seconds : "unreadable-duration";
}

function inSeconds(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d+[.,]\d+$/.test(text)) return Math.round(Number(text.replace(",", ".")));
  const colons = /^(?:(?:(\d+)[.:])?(\d+):)?(\d{1,2}):(\d\d)(?:[.,]\d+)?$/.exec(text);
  if (colons !== null) {
    const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = colons;
    return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  }
  const words = /^(?:(\d+) ?h(?:ours?|rs?)?)? ?(?:(\d+) ?m(?:in(?:ute)?s?)?)? ?(?:(\d+) ?s(?:ec(?:ond)?s?)?)?$/i.exec(
    text,
  );
  if (words === null) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = words;
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}
