/** What waits for a person, and what the person is to decide. A reason nobody wrote words for is shown as it is. */
export function holdWords(reason: string): string {
  return words[reason] ?? `${reason.charAt(0).toUpperCase()}${reason.slice(1).replaceAll("-", " ")}.`;
}

const words: Readonly<Record<string, string>> = {
  "withheld-number": "The number was withheld. Listen whether the caller says one; nobody could be texted.",
  "caller-withheld": "The number was withheld. Listen whether the caller says one; nobody could be texted.",
  "no-caller-number": "No phone number of the caller is known. Listen whether they say one; nobody could be texted.",
  "no-owner-rule": "No rule says whose this is, so the fallback has it. Give it to the right person.",
  "may-want-visit-cancelled": "The caller wrote CANCEL. Texts stopped; find out whether the visit is off too.",
  "ambiguous-message": "It is not clear what the caller wants. Read or listen, and set what it is.",
  "language-not-read": "The message is in a language that the rules do not read. Somebody who speaks it should listen.",
  "consent-unclear": "It is not clear whether the caller may be texted. Nothing was sent; call instead.",
  "price-asked": "The caller asked for a price. Nothing was promised; you decide what to say.",
  "availability-asked": "The caller asked for a time. No time was promised; you decide what to offer.",
  "clinical-advice-asked": "The caller asks for clinical advice. Only a licensed person may answer.",
  "legal-advice-asked": "The caller asks for legal advice. Only a licensed person may answer.",
  "insurance-advice-asked": "The caller asks about cover. Only a licensed person may answer.",
  "opt-out-unsure": "The caller may want no more contact. Read their words before you call or text.",
  "conflicting-evidence": "Some words say emergency, others say there is no hurry. A person decides.",
};

/** The reason in two or three words, for choosing among many. */
export function holdLabel(reason: string): string {
  return labels[reason] ?? `${reason.charAt(0).toUpperCase()}${reason.slice(1).replaceAll("-", " ")}`;
}

const labels: Readonly<Record<string, string>> = {
  "withheld-number": "Number withheld",
  "caller-withheld": "Number withheld",
  "no-caller-number": "No number known",
  "no-owner-rule": "No owner",
  "may-want-visit-cancelled": "Wrote CANCEL",
  "ambiguous-message": "Not clear",
  "language-not-read": "Another language",
  "consent-unclear": "May we text?",
  "price-asked": "Price asked",
  "availability-asked": "Time asked",
  "clinical-advice-asked": "Clinical advice",
  "legal-advice-asked": "Legal advice",
  "insurance-advice-asked": "Insurance advice",
  "opt-out-unsure": "Perhaps an opt-out",
  "conflicting-evidence": "Words that conflict",
};
