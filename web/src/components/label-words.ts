import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { plainWords, sentenceCase } from "@ringback/core/callbacks/label-words.ts";

/** Words for the contract's keys. A key that is not known is shown as it is, with spaces: silence would hide it. */
const words: Readonly<Record<string, string>> = {
  "no-answer": "No answer",
  busy: "Busy",
  unknown: "Unknown",
  "new-lead": "New lead",
  "existing-customer": "Customer",
  vendor: "Vendor",
  complaint: "Complaint",
  emergency: "Emergency",
  high: "High",
  normal: "Normal",
  low: "Low",
};

/** A key of the contract in words: `no-answer` → `No answer`, `water-heater` → `Water heater`. */
export function labelWords(key: string): string {
  const known = words[key] ?? words[key.replaceAll("_", "-").replaceAll(" ", "-")];
  if (known !== undefined) return known;
  return sentenceCase(plainWords(key));
}

/** A first name, for places where the whole does not fit. */
export function firstName(person: Pick<CallbackRow["owner"], "name">): string {
  return person.name.split(" ")[0] ?? person.name;
}
