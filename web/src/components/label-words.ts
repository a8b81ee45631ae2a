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

/** What a piece of evidence justifies: `urgency:emergency` → `Urgency: emergency`. */
export function evidenceWords(label: string): string {
  const [kind = "", value] = label.split(":");
  return value === undefined ? labelWords(kind) : `${labelWords(kind)}: ${labelWords(value).toLowerCase()}`;
}

/** A first name, for places where the whole does not fit. */
export function firstName(person: CallbackRow["owner"]): string {
  return person.name.split(" ")[0] ?? person.name;
}
