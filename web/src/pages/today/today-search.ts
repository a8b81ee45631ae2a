/** What the address of Today may carry: the filters, and which dialog of the case is open. */
export interface TodaySearch {
  /** A member's id, or `anyone`. */
  readonly owner?: string;
  readonly urgency?: "emergency" | "high" | "normal" | "low" | "unknown";
  readonly q?: string;
  readonly do?: CaseDialog;
}
export type CaseDialog = "close" | "text" | "snooze" | "reassign" | "attempt" | "correct";

const urgencies = ["emergency", "high", "normal", "low", "unknown"] as const;
const dialogs = ["close", "text", "snooze", "reassign", "attempt", "correct"] as const;

/** Reads the search part of the address; what is not understood is left out. */
export function todaySearch(raw: Record<string, unknown>): TodaySearch {
  const urgency = urgencies.find((each) => each === raw["urgency"]);
  const dialog = dialogs.find((each) => each === raw["do"]);
  return {
    ...(typeof raw["owner"] === "string" ? { owner: raw["owner"] } : {}),
    ...(urgency === undefined ? {} : { urgency }),
    ...(typeof raw["q"] === "string" && raw["q"] !== "" ? { q: raw["q"].slice(0, 80) } : {}),
    ...(dialog === undefined ? {} : { do: dialog }),
  };
}
