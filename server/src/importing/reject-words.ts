import { contactRejectWords } from "@ringback/core/contacts/contact-reject.ts";
import { rejectWords } from "@ringback/core/importing/reject-reason.ts";

const all: Readonly<Record<string, string>> = { ...contactRejectWords, ...rejectWords };

/** Why a row of a log or a list was left out, in words. A reason of an older release stays as it is. */
export function wordsOfReject(reason: string): string {
  return all[reason] ?? reason;
}
