import { type MeasureSearch, measureSearch } from "#components/measure/measure-search.ts";

/** What the address of one figure may carry besides: an hour of the week, and whether the whole is shown or the part. */
export interface FigureSearch extends MeasureSearch {
  readonly weekday?: number;
  readonly hour?: number;
  readonly side?: "whole";
  /** The pilot that kept the figure. */
  readonly pilot?: string;
}

/** Reads the search part of the address; what is not understood is left out. */
export function figureSearch(raw: Record<string, unknown>): FigureSearch {
  const whole = (name: "weekday" | "hour", least: number, most: number) => {
    const value = Number(raw[name]);
    return raw[name] !== undefined && Number.isInteger(value) && value >= least && value <= most
      ? { [name]: value }
      : {};
  };
  return {
    ...measureSearch(raw),
    ...whole("weekday", 1, 7),
    ...whole("hour", 0, 23),
    ...(raw["side"] === "whole" ? { side: "whole" as const } : {}),
    ...(typeof raw["pilot"] === "string" && /^[0-9a-f-]{36}$/.test(raw["pilot"]) ? { pilot: raw["pilot"] } : {}),
  };
}
