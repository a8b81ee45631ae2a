import type { Dimensions } from "./measured-call.ts";

/** What figures are narrowed to; what is null is not narrowed. Source, campaign and line of service are sets of numbers. */
export interface MeasureFilter {
  /** null among them: calls to numbers that are none of the business's. */
  readonly numberIds: readonly (string | null)[] | null;
  readonly missReason: Dimensions["missReason"] | null;
  readonly lane: Dimensions["lane"] | null;
  readonly returning: boolean | null;
  readonly inHours: boolean | null;
}

export const everything: MeasureFilter = {
  numberIds: null,
  missReason: null,
  lane: null,
  returning: null,
  inHours: null,
};

/**
 * Whether a call or matter is in a filtered figure. A reason narrows the missed calls only: the answered ones stay, so that
 * a rate of one reason is still a rate of all calls.
 */
export function fitsFilter(one: Dimensions, filter: MeasureFilter): boolean {
  return (
    (filter.numberIds === null || filter.numberIds.includes(one.numberId)) &&
    (filter.missReason === null || one.missReason === null || one.missReason === filter.missReason) &&
    (filter.lane === null || one.lane === filter.lane) &&
    (filter.returning === null || one.returning === filter.returning) &&
    (filter.inHours === null || one.inHours === filter.inHours)
  );
}
