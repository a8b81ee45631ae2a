import type { Answer } from "#api/client.ts";

type Gap = Answer<"ledgerExceptions">["gaps"][number];

/** A difference to the provider's log: its name in plain words, and what is done or to do about it. */
export const gapWords: Readonly<Record<Gap["kind"], { readonly name: string; readonly todo: string }>> = {
  "never-heard": {
    name: "Their log has a call that we never heard of",
    todo: "Ringback enters it late by itself. If it stays here, it could not: look it up at the provider, call the person back, then accept.",
  },
  "end-missing": {
    name: "We heard the call begin, but not how it ended",
    todo: "Ringback asks the provider again. If this stays, look the call up there, then accept.",
  },
  "answered-only-here": {
    name: "Here it counts as answered, in their log nobody answered",
    todo: "Ask who spoke with the caller. If nobody did, call back; then accept.",
  },
  "answered-only-there": {
    name: "Their log says answered, here it was missed",
    todo: "Often a voicemail of a phone picked up. Listen who it was; then accept.",
  },
  duplicate: { name: "One call is in the books twice", todo: "Nothing is lost. Accept when you have seen both." },
  "unknown-number": {
    name: "A call to a number that Ringback does not know",
    todo: "Add the number under Numbers, so that its calls are looked after; then accept.",
  },
  "not-in-their-log": {
    name: "We heard a call that is not in their log",
    todo: "Logs can be late by minutes. If it stays, the call may have been cut off before it counted; accept it.",
  },
};
