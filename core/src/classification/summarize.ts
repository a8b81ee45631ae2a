import type { CallFacts, Evidence, Intent, SpokenEvidence, Summary, SummaryField } from "./assessment.ts";
import type { SaidNumber } from "./callback-number.ts";
import { wishesOf } from "./choose-lane.ts";
import { findTellingWords } from "./telling-words.ts";
import type { Word } from "./words.ts";

const NOT_SAID: SummaryField = { text: "not said", source: "not said" };

/** Fills the fields from our records, the caller's own words and the facts of the call. It never makes up a sentence. */
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
        ? quoted(name)
        : fromCall(given(callFacts.callerIdName) ?? given(callFacts.callerNumber));
  const telling = findTellingWords(words, intent, evidence);
  const why: SummaryField =
    telling === null ? NOT_SAID : { text: text.slice(telling.start, telling.end), source: "quote", ...telling };
  const known: SummaryField =
    given(callFacts.openIssue) !== null
      ? { text: given(callFacts.openIssue) ?? "", source: "record" }
      : callFacts.existingCustomer === true
        ? { text: "existing customer", source: "record" }
        : callFacts.existingCustomer === false
          ? { text: "number not on record", source: "record" }
          : knownFromWords(evidence);
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

/** Relations and places that the caller told: what a record would say if there were one. A wish is no relation. */
function knownFromWords(evidence: readonly Evidence[]): SummaryField {
  for (const label of ["lane:existing-customer", "address"] as const) {
    const piece = evidence.find(
      (one): one is SpokenEvidence => one.label === label && "quote" in one && wishesOf(one, evidence).length === 0,
    );
    if (piece !== undefined) return quoted(piece);
  }
  return NOT_SAID;
}

function quoted({ quote, start, end }: SpokenEvidence): SummaryField {
  return { text: quote, source: "quote", start, end };
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
