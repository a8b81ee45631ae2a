import type { CallFacts, Evidence, Intent, SpokenEvidence, Summary, SummaryField } from "./assessment.ts";
import type { SaidNumber } from "./callback-number.ts";
import type { Word } from "./words.ts";

const NOT_SAID: SummaryField = { text: "not said", source: "not said" };
/** What fits beside a name in a list; a longer quote is cut at a word. */
const QUOTE_LENGTH_MAX = 220;

/** Fills the four fields from the caller's own words, our records and the call's facts. It never makes up a sentence. */
export function summarize(
  text: string,
  words: readonly Word[],
  intent: Intent,
  evidence: readonly Evidence[],
  callFacts: CallFacts,
  callback: SaidNumber | null,
): Summary {
  const name = evidence.find((piece): piece is SpokenEvidence => piece.label === "caller-name" && "quote" in piece);
  const who: SummaryField =
    given(callFacts.recordedName) !== null
      ? { text: given(callFacts.recordedName) ?? "", source: "record" }
      : name !== undefined
        ? { text: name.quote, source: "quote", start: name.start, end: name.end }
        : fromCall(given(callFacts.callerIdName) ?? given(callFacts.callerNumber));
  const why = reason(text, words, intent, evidence);
  const known: SummaryField =
    given(callFacts.openIssue) !== null
      ? { text: given(callFacts.openIssue) ?? "", source: "record" }
      : callFacts.existingCustomer === true
        ? { text: "existing customer", source: "record" }
        : callFacts.existingCustomer === false
          ? { text: "number not on record", source: "record" }
          : NOT_SAID;
  const next: SummaryField =
    callback !== null
      ? { text: text.slice(callback.start, callback.end), source: "quote", start: callback.start, end: callback.end }
      : fromCall(given(callFacts.callerNumber));
  const ownerName = given(callFacts.ownerName);
  const owner: SummaryField = ownerName === null ? NOT_SAID : { text: ownerName, source: "record" };
  const lines = [
    line("Who", who),
    line("Why", why),
    line("Known", known),
    line("Call back on", next),
    line("Owner", owner),
  ];
  return { who, why, known, next, owner, text: lines.filter((one) => one !== null).join("\n") };
}

/** The sentence around the strongest words for the intent; a sentence with no end (speech-to-text) is cut around them. */
function reason(text: string, words: readonly Word[], intent: Intent, evidence: readonly Evidence[]): SummaryField {
  const piece = evidence.find((one): one is SpokenEvidence => one.label === `intent:${intent}` && "quote" in one);
  if (piece === undefined) return NOT_SAID;
  const inside = words.findIndex((word) => word.start >= piece.start);
  let first = Math.max(0, inside);
  while (
    first > 0 &&
    words[first]?.before !== "sentence" &&
    piece.end - (words[first - 1]?.start ?? 0) <= QUOTE_LENGTH_MAX / 2
  )
    first -= 1;
  const start = Math.min(piece.start, words[first]?.start ?? piece.start);
  let end = piece.end;
  for (let at = Math.max(0, inside); at < words.length; at += 1) {
    const word = words[at];
    if (
      word === undefined ||
      (word.start >= piece.end && word.before === "sentence") ||
      word.end - start > QUOTE_LENGTH_MAX
    )
      break;
    end = Math.max(end, word.end);
  }
  return { text: text.slice(start, end), source: "quote", start, end };
}

function fromCall(value: string | null): SummaryField {
  return value === null ? NOT_SAID : { text: value, source: "call facts" };
}

function given(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === "" ? null : value;
}

function line(title: string, field: SummaryField): string | null {
  if (field.source === "not said") return null;
  return `${title}: ${field.source === "quote" ? `“${field.text}”` : field.text}`;
}
