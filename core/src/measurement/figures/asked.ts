/** Ranges with a name, counted back from the account's today, which is in them. */
export const presets = ["last-7-days", "last-28-days", "this-month", "last-month", "last-12-months"] as const;
export type Preset = (typeof presets)[number];

/** What a range is compared with: as many days just before it, the same days a year before, or nothing. */
export const compares = ["before", "year-before", "none"] as const;
export type Compare = (typeof compares)[number];

/** The figures that tell one business from another at a glance. */
export const headlineFigures = [
  "calls.inbound",
  "calls.missed",
  "calls.missed-rate",
  "calls.coverage",
  "callers.missed",
  "callers.attempted-in-time",
  "callers.attempted",
  "callers.recovered",
  "callers.booked",
  "callers.stale",
] as const;
