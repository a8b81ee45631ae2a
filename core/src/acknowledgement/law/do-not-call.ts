import { parseNumber } from "#phone-number.ts";
import { textingLimits } from "#playbook/texting-rules.ts";

/** Our own list of who wants no advertising, and what was got from the national registry (docs/rules.md S16). */
export type DoNotCallList = "internal" | "national";

/** How a list stands: `soon` in its last five days; `expired` when it counts no more. Our own never expires. */
export type ListStanding = "none" | "fresh" | "soon" | "expired";

const soonDays = 5;

/** The last day (ISO) on which a national list of this day counts: 31 days (docs/rules.md S16). */
export function lastDayOf(asOf: string): string {
  return Temporal.PlainDate.from(asOf).add({ days: textingLimits.comparedDays }).toString();
}

/** How the national list stands on a day of the business; `asOf` null: there is none. */
export function standingOfNational(asOf: string | null, today: Temporal.PlainDate): ListStanding {
  if (asOf === null) return "none";
  const left = today.until(Temporal.PlainDate.from(lastDayOf(asOf))).days;
  if (left < 0) return "expired";
  return left < soonDays ? "soon" : "fresh";
}

/**
 * The numbers of a plain list or a table: in each line the first cell that is a phone number, or two cells that make one
 * (area code and rest, as the registry gives them). `unread` counts lines with none; a first line of words is a heading.
 */
export function readNumberList(
  text: string,
  country: Parameters<typeof parseNumber>[1] = "US",
): { readonly numbers: readonly string[]; readonly unread: number } {
  const numbers = new Set<string>();
  let unread = 0;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "") continue;
    const number = numberOfLine(line, country);
    if (number !== null) numbers.add(number);
    else if (index > 0 || /\d/.test(line)) unread++;
  }
  return { numbers: [...numbers], unread };
}

function numberOfLine(line: string, country: Parameters<typeof parseNumber>[1]): string | null {
  const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replaceAll(/^"|"$/g, ""));
  for (const cell of cells) {
    const number = parseNumber(cell, country);
    if (number !== null) return number;
  }
  const [area = "", rest = ""] = cells;
  return /^\d{3}$/.test(area) && /^\d{3}-?\d{4}$/.test(rest) ? parseNumber(`${area}${rest}`, country) : null;
}
