import type { CallSummary } from "@ringback/contract/calls.ts";
import { missLabels } from "@ringback/core/callbacks/call-words.ts";

/** What the address of Calls may carry. */
export interface CallsSearch {
  readonly outcome?: "answered" | "missed";
  /** Days of the business's calendar, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly number?: string;
  readonly standing?: CallSummary["standing"];
  readonly entered?: CallSummary["entered"];
  readonly reason?: NonNullable<CallSummary["missReason"]>;
}

const forms: Readonly<Record<keyof CallsSearch, RegExp>> = {
  outcome: /^(answered|missed)$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  number: /^[0-9a-f-]{36}$/,
  standing: /^(live|answered|open|recovered|closed|loose|history)$/,
  entered: /^(webhook|stream|provider-log|import|sample)$/,
  reason: new RegExp(`^(${Object.keys(missLabels).join("|")})$`),
};

/** Reads the search part of the address; what is not understood is left out. */
export function callsSearch(raw: Record<string, unknown>): CallsSearch {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, form]) => {
      const value = raw[name];
      return typeof value === "string" && form.test(value) ? [[name, value]] : [];
    }),
  );
}
