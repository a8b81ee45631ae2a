import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { labelWords } from "#components/label-words.ts";

/** Why a button cannot be used, as a sentence. The server may say it as a word of its rules or as a sentence already. */
export function refusalWords(refusal: string | null, story: Pick<CallbackCase, "claimedBy">): string {
  if (refusal === null) return "Not possible in this state.";
  if (refusal.includes(" ")) return refusal;
  const holder = story.claimedBy?.name ?? "Somebody else";
  const words: Readonly<Record<string, string>> = {
    "claimed-by-someone-else": `${holder} is on it. Reassign it, or ask ${holder}.`,
    "already-claimed": `${holder} is on it.`,
    "not-claimed": "Nobody has claimed it.",
    closed: "It is closed. Reopen it first.",
    "already-closed": "It is closed already.",
    "not-closed": "It is still open.",
    "not-snoozed": "It is not snoozed.",
    "no-number": "The caller withheld their number; there is nothing to dial.",
    "opted-out": "The caller asked not to be texted. Call instead.",
    "not-allowed": "Your role may look, not act. Ask an owner of the business.",
    "no-escalation": "There is no alarm.",
  };
  return words[refusal] ?? `${labelWords(refusal)}.`;
}
