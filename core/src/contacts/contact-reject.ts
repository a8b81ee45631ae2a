/** Why a row of a list became no contact. */
export type ContactRejectReason =
  | "broken-quotes"
  | "line-too-long"
  | "not-text"
  | "nothing-to-know-by"
  | "unreadable-phone"
  | "phone-destroyed"
  | "two-contacts";

/** The reason in words for the person who brought the list. */
export const contactRejectWords: Readonly<Record<ContactRejectReason, string>> = {
  "broken-quotes": "A quotation mark is opened and never closed, or closed too early.",
  "line-too-long": "The line is longer than any contact could be.",
  "not-text": "The line holds bytes that are no text.",
  "nothing-to-know-by": "It has no number and no e-mail: nothing a caller could be known by.",
  "unreadable-phone": "What stands where the phone number belongs is none, and there is no e-mail.",
  "phone-destroyed": "A spreadsheet has cut the phone number short (like 1.5551E+10); its last digits are lost.",
  "two-contacts": "Its numbers and e-mail belong to two different contacts. Merge those first, if they are one.",
};

/** Every reason, as the table lists them. */
export const contactRejectReasons = Object.keys(contactRejectWords) as readonly ContactRejectReason[];
