import { consentLasts } from "#acknowledgement/law/consent.ts";

/** What can stand in the ledger of a number (docs/rules.md S1). Entries are appended and never rewritten. */
export type ConsentKind =
  | "inbound_call"
  | "inbound_sms"
  | "verbal"
  | "web_form"
  | "written_marketing"
  | "opt_out"
  | "opt_in"
  | "not_sms_capable";

export interface LedgerEntry {
  readonly kind: ConsentKind;
  readonly at: Temporal.Instant;
}

/** Each entry in plain words. */
export const consentKindWords: Record<ConsentKind, string> = {
  inbound_call: "Called us",
  inbound_sms: "Texted us",
  verbal: "Agreed to texts in a conversation",
  web_form: "Agreed to texts on a form",
  written_marketing: "Agreed to advertising in writing",
  opt_out: "Asked for no more texts",
  opt_in: "Wants texts again",
  not_sms_capable: "The line takes no texts",
};

/** Where each entry came from, in plain words. */
export const consentSourceWords: Readonly<Record<string, string>> = {
  call: "a call",
  text: "a text",
  keyword: "a text with nothing but the word",
  voicemail: "a voicemail",
  provider: "the phone company",
  person: "a person of the team",
  outcome: "the outcome of a callback",
  forgotten: "the deletion of all that was kept of them",
};

/** Until when a consent of this kind holds (docs/rules.md S20); null: it does not end by itself, or it is none. */
export function consentEnds({ kind, at }: LedgerEntry): Temporal.Instant | null {
  if (kind === "inbound_call") return at.add({ hours: consentLasts.inboundCallDays * 24 });
  if (kind === "inbound_sms" || kind === "verbal" || kind === "web_form")
    return at.add({ hours: consentLasts.conversationDays * 24 });
  return null;
}

/** How a number stands, from its newest entries: opted out since when, or what may be written to it. */
export function standingOf(
  newest: readonly LedgerEntry[],
  now: Temporal.Instant,
): { readonly optedOutAt: Temporal.Instant | null; readonly words: string } {
  const last = (kinds: readonly ConsentKind[]) =>
    newest
      .filter(({ kind }) => kinds.includes(kind))
      .sort((one, other) => Temporal.Instant.compare(other.at, one.at))[0];
  const choice = last(["opt_out", "opt_in"]);
  if (choice?.kind === "opt_out")
    return { optedOutAt: choice.at, words: "Wants no texts. Only answers to STOP, START and HELP go." };
  const holds = (kinds: readonly ConsentKind[]) =>
    newest.some((entry) => {
      const ends = consentEnds(entry);
      return kinds.includes(entry.kind) && (ends === null || Temporal.Instant.compare(ends, now) > 0);
    });
  if (holds(["written_marketing"])) return { optedOutAt: null, words: "Agreed to every kind of text." };
  if (holds(["inbound_sms", "verbal", "web_form"]))
    return { optedOutAt: null, words: "May get texts about their business with us, no advertising." };
  if (holds(["inbound_call"]))
    return { optedOutAt: null, words: "May get texts about what they called about, no advertising." };
  return { optedOutAt: null, words: "Has agreed to nothing: only answers to their own calls and texts go." };
}
