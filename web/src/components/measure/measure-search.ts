import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import type { Lane } from "@ringback/core/classification/assessment.ts";
import type { Compare, Preset } from "@ringback/core/measurement/figures/asked.ts";
import { useSearch } from "@tanstack/react-router";

/**
 * What the address of a Measure screen carries, as the API is asked it. Without a range: the last 28 days, four of each
 * weekday.
 */
export interface MeasureSearch {
  readonly range?: Preset;
  readonly from?: string;
  readonly to?: string;
  readonly number?: string;
  readonly source?: string;
  readonly line?: string;
  readonly reason?: MissReason;
  readonly lane?: Lane;
  readonly returning?: "true" | "false";
  readonly hours?: "open" | "closed";
  readonly compare?: Compare;
}

const reasons: readonly string[] = [
  "system-failure",
  "after-hours",
  "no-agent-on-duty",
  "abandoned-in-menu",
  "abandoned-in-queue",
  "abandoned-while-ringing",
  "not-connected",
  "voicemail-answered",
  "busy",
  "no-answer",
  "unknown",
] satisfies MissReason[];

/** Whether a text of an address is a day of the calendar, like `2026-11-01`. */
export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // A browser reads the 31st of November as the first of December.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Reads the search part of the address; what is not understood is left out. */
export function measureSearch(raw: Record<string, unknown>): MeasureSearch {
  const text = (name: string, form: RegExp) => {
    // The router reads `true` and numbers out of an address as what they look like.
    const value = typeof raw[name] === "boolean" ? String(raw[name]) : raw[name];
    return typeof value === "string" && form.test(value) ? { [name]: value } : {};
  };
  const day = (name: "from" | "to") => (isDay(raw[name]) ? { [name]: raw[name] } : {});
  return {
    ...text("range", /^(last-7-days|last-28-days|this-month|last-month|last-12-months)$/),
    ...day("from"),
    ...day("to"),
    ...text("number", /^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/),
    ...text("source", /^[^\p{C}]{1,200}$/u),
    ...text("line", /^[^\p{C}]{1,200}$/u),
    ...(typeof raw["reason"] === "string" && reasons.includes(raw["reason"])
      ? { reason: raw["reason"] as MissReason }
      : {}),
    ...text("lane", /^(new-lead|existing-customer|vendor|complaint|unknown)$/),
    ...text("returning", /^(true|false)$/),
    ...text("hours", /^(open|closed)$/),
    ...text("compare", /^(before|year-before|none)$/),
  };
}

/** What of the present address belongs to Measure, whichever of its screens is on. */
export function useMeasureSearch(): MeasureSearch {
  return measureSearch(useSearch({ strict: false }));
}

/** Range and filter without what they are compared with. */
export function withoutCompare({ compare: _, ...search }: MeasureSearch): Omit<MeasureSearch, "compare"> {
  return search;
}
