/**
 * What was understood of a voicemail, a text or a bare call, with the words that show it. This room reads words and
 * facts; it sends nothing, stores nothing and calls no service.
 */
export type Assessment = {
  /** `rules+model`: a language model proposed claims too, and those with quotes in the text were let in. */
  readonly method: "rules" | "rules+model";
  readonly rulesVersion: string;
  readonly intent: Intent;
  /** Other intents that have evidence of their own, most likely first. */
  readonly secondaryIntents: readonly Intent[];
  readonly lane: Lane;
  readonly urgency: Urgency;
  readonly evidence: readonly Evidence[];
  /** Words that look like a label and do not mean it ("no leak", "last winter we had no heat"), with the reason. */
  readonly discounted: readonly DiscountedEvidence[];
  readonly asked: { readonly price: boolean; readonly time: boolean };
  /** A sure wish not to be contacted; an unsure one is only evidence with the label `opt-out-unsure`. */
  readonly optOut: boolean;
  readonly callerName: { readonly value: string; readonly evidence: SpokenEvidence } | null;
  /** The number the caller asked to be called on, E.164; null when none, or more than one without a hint which. */
  readonly callbackNumber: string | null;
  /** Where the work or the caller is, in the caller's words; null when not said. */
  readonly address: { readonly value: string; readonly evidence: SpokenEvidence } | null;
  /** The thing or work it is about ("water heater", "root canal"), in the caller's words; null when not said. */
  readonly service: { readonly value: string; readonly evidence: SpokenEvidence } | null;
  readonly language: Language;
  readonly speech: "speech" | "no-speech";
  readonly advice: readonly Advice[];
  readonly summary: Summary;
  /** What a language model claimed without words to show for it; never counted, listed so that a person can see it. */
  readonly dropped: readonly DroppedClaim[];
};

/** A claim of a language model that was not let in, and why. */
export type DroppedClaim = {
  readonly claim: string;
  readonly why:
    | "quote-not-in-text"
    | "no-quote"
    | "unknown-label"
    /** It would have made less of what the rules found, or let the caller wait. */
    | "would-lower"
    /** The rules found something else in words they are sure of. */
    | "rules-stand"
    /** The quote is there and does not show the claim. */
    | "not-shown"
    /** The quote is text that gives orders to whoever reads it. */
    | "orders-the-reader"
    | "forbidden-words"
    | "too-long";
};

export const INTENTS = [
  "booking",
  "quote",
  "reschedule-or-cancel",
  "job-status",
  "support",
  "billing",
  "complaint",
  "emergency",
  "vendor",
  "spam",
  "wrong-number",
  "personal",
  "question",
  "unclear",
] as const;
export type Intent = (typeof INTENTS)[number];

/** From nothing known to danger; see `raise-urgency.ts` for the order. */
export type Urgency = "emergency" | "high" | "normal" | "low" | "unknown";

export type Lane = "new-lead" | "existing-customer" | "vendor" | "complaint" | "unknown";

/** Kinds of advice that only a licensed person may give (docs/rules.md E6). */
export type Advice = "clinical" | "legal" | "insurance";

/** ISO 639-1, as far as the words or the script tell. Phrases are read in `en` and `es`. */
export type Language =
  | "en"
  | "es"
  | "fr"
  | "pt"
  | "de"
  | "it"
  | "zh"
  | "ja"
  | "ko"
  | "ru"
  | "ar"
  | "he"
  | "hi"
  | "ht"
  | "tl"
  | "vi"
  | "pl"
  | "uk"
  | "ur"
  | "fa"
  | "pa"
  | "bn"
  | "th"
  | "am"
  | "hy"
  | "el"
  | "unknown";

export type EvidenceLabel =
  | `intent:${Intent}`
  | `urgency:${Urgency}`
  | `lane:${Lane}`
  | "asked:price"
  | "asked:time"
  | `advice:${Advice}`
  | "opt-out"
  | "opt-out-unsure"
  | "caller-name"
  | "callback-number"
  | "address"
  | "service"
  | "vulnerable-person"
  | "exposure"
  /** Of high value by the account's own phrases. */
  | "high-value";

/** Words of the text: `quote === text.slice(start, end)`, UTF-16 offsets of the text that was classified. */
export type SpokenEvidence = {
  readonly label: EvidenceLabel;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
};

/** Something the call itself shows, in words for a person ("the number belongs to an existing customer"). */
export type FactEvidence = { readonly label: EvidenceLabel; readonly rule: string; readonly fact: string };

export type Evidence = SpokenEvidence | FactEvidence;

/** Why words that match a label were not counted for it. */
export type Discount =
  | "negated"
  | "past"
  | "hypothetical"
  | "another-meaning"
  | "over"
  | "sales-or-robocall"
  | "someone-else"
  | "corrected"
  | "not-serious"
  | "outweighed";
export type DiscountedEvidence = SpokenEvidence & { readonly why: Discount };

/** Who, why, what is known and what next. Nothing stands here that was not said, recorded or a fact of the call. */
export type Summary = {
  readonly who: SummaryField;
  readonly why: SummaryField;
  readonly known: SummaryField;
  readonly next: SummaryField;
  /** Who calls back; a fact of our records, never of the words. */
  readonly owner: SummaryField;
  /** The fields that are known, in one line each. */
  readonly text: string;
  /** What a language model put shortly: words of the quote at that place, in their order, with some left out. */
  readonly points?: readonly SummaryPoint[];
};

export type SummaryPoint = { readonly text: string; readonly start: number; readonly end: number };

/** A `quote` is verbatim and carries its place; `not said` has the text "not said". */
export type SummaryField =
  | { readonly text: string; readonly source: "quote"; readonly start: number; readonly end: number }
  | { readonly text: string; readonly source: "call facts" | "record" | "not said" };

/** What the shell already knows of the call; every field may be missing, and missing means not known. */
export type CallFacts = {
  /** E.164, or null when withheld. */
  readonly callerNumber?: string | null;
  /** Name from the caller-ID network; written by strangers. */
  readonly callerIdName?: string | null;
  /** Whether the number belongs to an existing customer, once the look-up ran. */
  readonly existingCustomer?: boolean | null;
  /** The customer's name in our own records. */
  readonly recordedName?: string | null;
  /** One line about the customer's open job or issue, from our own records. */
  readonly openIssue?: string | null;
  /** Who owns the callback. */
  readonly ownerName?: string | null;
  /** Season at the business: no heat in a hot season is no emergency. */
  readonly season?: "cold" | "hot" | null;
};
