import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";

/** What a number is for, in words. */
export const roleWords: Readonly<Record<InventoryNumberBody["role"], string>> = {
  main: "Main line",
  tracking: "Tracking number of an advertisement",
  overflow: "Overflow",
  "after-hours": "After hours",
  direct: "Direct line of one person",
  fax: "Fax",
  texts: "Texts only",
  test: "For tests and drills",
};

/** What may be recorded of a number's calls, in words. */
export const recordingWords: Readonly<Record<InventoryNumberBody["recordingPolicy"], string>> = {
  voicemail: "Voicemails are recorded",
  nothing: "Nothing is recorded",
};

export const kindWords: Readonly<Record<InventoryNumberBody["kind"], string>> = {
  local: "Local",
  "toll-free": "Toll-free",
  other: "Other kind",
};

/** Whether a number fits what was typed into the search: its name, digits, source, line, team or role. */
export function fitsSearch(number: InventoryNumberBody, typed: string): boolean {
  const words = typed.trim().toLowerCase();
  if (words === "") return true;
  const digits = words.replaceAll(/\D/g, "");
  if (digits.length >= 3 && number.number.includes(digits)) return true;
  const { label, source, lineOfService, team, role, connectionLabel } = number;
  return [label, source, lineOfService, team, roleWords[role], connectionLabel].some((text) =>
    text?.toLowerCase().includes(words),
  );
}
