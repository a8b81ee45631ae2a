import type { Lane } from "#classification/assessment.ts";
import type { Scenarios } from "./cost-input.ts";

/** Callers missed in a period who have the same lane; a caller counts once a matter, however often they rang. */
export interface LaneCallers {
  readonly lane: Lane;
  readonly callers: number;
  /** They have talked to a person since. */
  readonly recovered: number;
  /** Closed as the same matter as another callback. */
  readonly duplicates: number;
  /** Closed as a vendor, spam or a wrong number. */
  readonly noLeads: number;
  /** Still being called back, and those of them whose promise has run out. */
  readonly open: number;
  readonly openLate: number;
}

export type CountedRow =
  | "missed"
  | "recovered"
  | "duplicates"
  | "no-leads"
  | "customers"
  | "vendors"
  | "complaints"
  | "open"
  | "unknown-lane"
  | "lost";

/** One line of the way from callers missed to callers lost. `taken` is what it takes away from each reading. */
export interface CountedLine {
  readonly row: CountedRow;
  readonly callers: number;
  readonly left: Scenarios;
  readonly words: string;
}

/** With fewer callers whose lane is known, their mix says nothing about the others. */
const knownMin = 20;

/**
 * How many of the callers missed are lost leads. Recovered callers, doubles, vendors and existing customers are none. Callers
 * still being called back are counted cautiously: none of them, those whose promise has run out, all. So are callers of whom
 * nobody knows what they wanted: none, as many as among the known ones, all.
 */
export function lostCallers(lanes: readonly LaneCallers[]): {
  readonly lost: Scenarios;
  readonly lines: CountedLine[];
} {
  const sum = (field: Exclude<keyof LaneCallers, "lane">, of: readonly LaneCallers[] = lanes) =>
    of.reduce((total, lane) => total + lane[field], 0);
  const inLane = (lane: Lane) => lanes.filter((one) => one.lane === lane);
  const gone = (of: readonly LaneCallers[]) =>
    sum("callers", of) - sum("recovered", of) - sum("duplicates", of) - sum("noLeads", of);
  const customers = gone(inLane("existing-customer"));
  const vendors = gone(inLane("vendor"));
  const complaints = gone(inLane("complaint"));
  const leads = inLane("new-lead");
  const unknown = inLane("unknown");
  const byReading = (of: readonly LaneCallers[]): Scenarios => ({
    low: gone(of) - sum("open", of),
    middle: gone(of) - sum("open", of) + sum("openLate", of),
    high: gone(of),
  });
  const sure = byReading(leads);
  const unsure = byReading(unknown);
  const known = lanes.filter(({ lane }) => lane !== "unknown");
  const knownCallers = sum("callers", known);
  const leadShare = knownCallers < knownMin ? 0.5 : sum("callers", leads) / knownCallers;
  const lost = {
    low: sure.low,
    middle: sure.middle + Math.round(unsure.middle * leadShare),
    high: sure.high + unsure.high,
  };

  const lines: CountedLine[] = [];
  let left: Scenarios = { low: 0, middle: 0, high: 0 };
  const line = (row: CountedRow, callers: number, next: Scenarios, words: string) => {
    left = next;
    lines.push({ row, callers, left, words });
  };
  const less = (callers: number): Scenarios => ({
    low: left.low - callers,
    middle: left.middle - callers,
    high: left.high - callers,
  });
  const all = sum("callers");
  line(
    "missed",
    all,
    { low: all, middle: all, high: all },
    "Callers missed: one caller with one matter, however often they rang.",
  );
  line("recovered", sum("recovered"), less(sum("recovered")), "They have talked to a person since.");
  line("duplicates", sum("duplicates"), less(sum("duplicates")), "Closed as the same matter as another callback.");
  line("no-leads", sum("noLeads"), less(sum("noLeads")), "Closed as a vendor, spam or a wrong number.");
  line("customers", customers, less(customers), "Existing customers are let down, but no lost leads.");
  line("vendors", vendors, less(vendors), "Vendors are no lost leads.");
  line("complaints", complaints, less(complaints), "Complaints cost trust, but are no lost leads.");
  const openCallers = sum("open", leads) + sum("open", unknown);
  line(
    "open",
    openCallers,
    { low: sure.low + unsure.low, middle: sure.middle + unsure.middle, high: sure.high + unsure.high },
    "Still being called back. Low: none of them is lost; middle: those whose promise has run out; high: all.",
  );
  line(
    "unknown-lane",
    gone(unknown),
    lost,
    knownCallers < knownMin
      ? "Nobody knows what they wanted. Low: none is a lead; middle: half of them, as too few others are known to compare with; high: all."
      : "Nobody knows what they wanted. Low: none is a lead; middle: as many as among the callers you know; high: all.",
  );
  line("lost", lost.middle, lost, "Counted as lost leads.");
  return { lost, lines };
}
