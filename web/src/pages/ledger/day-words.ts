const formats = {
  row: new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }),
  long: new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }),
  short: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" }),
};

/** A calendar day in words: `Fri, 20 Nov`; with `short` `20 Nov 2026`, with `long` `Friday 20 November 2026`. */
export function dayWords(day: string, form: "row" | "short" | "long" = "row"): string {
  return formats[form].format(Date.parse(`${day}T00:00:00Z`));
}

/** `2026-11` as `Nov 2026`. */
export function monthWords(month: string): string {
  return formats.month.format(Date.parse(`${month}-01T00:00:00Z`));
}
