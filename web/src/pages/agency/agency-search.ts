import { type MeasureSearch, measureSearch } from "#components/measure/measure-search.ts";

/** What the address of the agency's screen carries: the days, and by which figure the businesses stand. */
export interface AgencySearch extends Pick<MeasureSearch, "range" | "from" | "to" | "compare"> {
  readonly sort?: string;
  readonly order?: "up" | "down";
}

/** Reads the search part of the address; what is not understood is left out. */
export function agencySearch(raw: Record<string, unknown>): AgencySearch {
  const { range, from, to, compare } = measureSearch(raw);
  const { sort, order } = raw;
  return {
    ...(range && { range }),
    ...(from && { from }),
    ...(to && { to }),
    ...(compare && { compare }),
    ...(typeof sort === "string" && /^[a-z.-]{1,40}$/.test(sort) ? { sort } : {}),
    ...(order === "up" || order === "down" ? { order } : {}),
  };
}
