import type { SummaryField } from "#classification/assessment.ts";
import { formatNumber } from "#phone-number.ts";
import { clockWords } from "./clock-words.ts";
import { plainWords, sentenceCase } from "./label-words.ts";
import { leadTitleOfMissedCall } from "./relation.ts";

/** A line of "What we know": always with where it comes from. */
export interface KnownFact {
  readonly label: string;
  readonly value: string;
  readonly source: string;
}

export interface KnownSources {
  readonly now: Temporal.Instant;
  readonly timeZone: string;
  /** `voicemail` or `text`: where the words of the assessment stand. */
  readonly wordsIn: string;
  readonly assessment: {
    readonly urgency: string;
    readonly intent: string;
    readonly why: SummaryField | null;
    readonly evidence: readonly { readonly label: string; readonly quote?: string; readonly fact?: string }[];
    readonly callbackNumber: string | null;
    readonly byPerson: string | null;
  } | null;
  readonly contact: {
    readonly name: string | null;
    readonly kind: string;
    readonly sinceYear: number | null;
    readonly openIssue: string | null;
    readonly note: string | null;
    readonly openLead: { readonly title: string; readonly at: Temporal.Instant } | null;
    readonly enteredNow: boolean;
    /** Names of others behind the same number; a household, an office. */
    readonly others?: readonly string[];
  } | null;
  readonly callerNumber: string | null;
  readonly callerIdName: string | null;
  readonly line: { readonly number: string; readonly label: string; readonly source: string | null } | null;
}

/** What is known of caller and matter. What nobody said stands there as not said, so that the caller can be asked. */
export function knownFacts(sources: KnownSources): KnownFact[] {
  return [
    nameFact(sources),
    wishFact(sources),
    urgencyFact(sources),
    matchFact(sources),
    ...issueFacts(sources),
    ...numberFacts(sources),
    ...lineFacts(sources),
  ];
}

const notSaid = "not said";

function nameFact({ contact, callerIdName, assessment, wordsIn }: KnownSources): KnownFact {
  const others = contact?.others ?? [];
  // Whose voice it was nobody can know by the number.
  if (others.length > 0) {
    const names = [contact?.name, ...others].filter((name) => name !== null && name !== undefined);
    return {
      label: "Name",
      value: `one of: ${names.join(", ")}`,
      source: "several share this number; ask who is speaking",
    };
  }
  const said = assessment?.evidence.find((piece) => piece.label === "caller-name")?.quote;
  if (said !== undefined && contact?.name === said)
    return { label: "Name", value: said, source: `said in the ${wordsIn}` };
  if (contact?.name) {
    const source = contact.enteredNow
      ? contact.name === callerIdName
        ? "caller id"
        : `said in the ${wordsIn}`
      : "our records";
    return { label: "Name", value: contact.name, source };
  }
  if (callerIdName !== null) return { label: "Name", value: callerIdName, source: "caller id" };
  return { label: "Name", value: notSaid, source: "ask" };
}

function wishFact({ assessment, wordsIn }: KnownSources): KnownFact {
  if (assessment?.why && assessment.why.source === "quote")
    return { label: "Asked for", value: `“${assessment.why.text}”`, source: wordsIn };
  if (assessment && assessment.intent !== "unclear") {
    const source = assessment.byPerson === null ? wordsIn : `set by ${assessment.byPerson}`;
    return { label: "Asked for", value: sentenceCase(plainWords(assessment.intent)), source };
  }
  return { label: "Asked for", value: notSaid, source: assessment === null ? "no words yet" : wordsIn };
}

function urgencyFact({ assessment, wordsIn }: KnownSources): KnownFact {
  if (assessment === null || assessment.urgency === "unknown")
    return { label: "Urgency", value: notSaid, source: assessment === null ? "no words yet" : wordsIn };
  const { urgency, byPerson, evidence } = assessment;
  if (byPerson !== null) return { label: "Urgency", value: sentenceCase(urgency), source: `set by ${byPerson}` };
  const pieces = evidence.filter(
    (piece) => piece.label === `urgency:${urgency}` || (urgency === "emergency" && piece.label === "vulnerable-person"),
  );
  const quotes = [...new Set(pieces.flatMap((piece) => (piece.quote === undefined ? [] : [`“${piece.quote}”`])))];
  const facts = pieces.flatMap((piece) => (piece.fact === undefined ? [] : [piece.fact]));
  const shown = quotes.length > 0 ? quotes.join(", ") : facts.join(" ");
  return {
    label: "Urgency",
    value: shown === "" ? sentenceCase(urgency) : `${sentenceCase(urgency)}: ${shown}`,
    source: quotes.length > 0 ? wordsIn : "facts of the call",
  };
}

function matchFact({ contact, callerNumber, now, timeZone }: KnownSources): KnownFact {
  if (callerNumber === null) return { label: "Matched", value: "nobody; the number was withheld", source: "the call" };
  if (contact === null) return { label: "Matched", value: "nobody", source: "search by number" };
  if (contact.enteredNow)
    return { label: "Matched", value: "nobody; entered as a new lead", source: "search by number" };
  const since = contact.sinceYear === null ? "" : ` since ${contact.sinceYear}`;
  const who = contact.kind === "customer" ? `customer${since}` : plainWords(contact.kind);
  const lead = contact.openLead;
  const open =
    lead === null || lead.title === leadTitleOfMissedCall
      ? ""
      : `; ${lead.title}, ${clockWords(lead.at, now, timeZone)}`;
  return {
    label: "Matched",
    value: `${contact.name ?? "a known caller"}, ${who}${open}`,
    source: "our records, by number",
  };
}

function issueFacts({ contact }: KnownSources): KnownFact[] {
  const issue = contact?.openIssue ? [{ label: "Open issue", value: contact.openIssue, source: "our records" }] : [];
  const note = contact?.note ? [{ label: "Note", value: contact.note, source: "our records" }] : [];
  return [...issue, ...note];
}

function numberFacts({ assessment, callerNumber, wordsIn }: KnownSources): KnownFact[] {
  const asked = assessment?.callbackNumber ?? null;
  if (asked === null || asked === callerNumber) return [];
  return [{ label: "Call back on", value: formatNumber(asked), source: `said in the ${wordsIn}` }];
}

function lineFacts({ line }: KnownSources): KnownFact[] {
  if (line === null) return [];
  const number = formatNumber(line.number);
  // Nobody has given it a name yet.
  const label = line.label === number ? null : line.label;
  const value = [number, label, line.source].filter((part) => part !== null && part !== "").join(", ");
  return [{ label: "Came from", value, source: "the number they dialed" }];
}
