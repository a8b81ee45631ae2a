import { callLogFormats } from "./formats.ts";
import type { ImportMapping } from "./mapping.ts";
import type { Recognised } from "./recognise.ts";

/** The mapping a log gets before anybody has said anything about it. */
export function defaultMapping(found: Recognised, account: { readonly timeZone: string }): ImportMapping {
  const format = callLogFormats.find(({ name }) => name === found.format);
  // Where no column tells, and no number of the business does, it is what such logs are brought for: the calls that came in.
  const namesDirection = format?.columns.direction !== undefined && found.proposed.direction !== undefined;
  const tellsByPhones = format !== undefined && format.columns.direction === undefined;
  return {
    format: found.format,
    columns: found.proposed,
    rowsPerCall: format?.rowsPerCall ?? (found.proposed.group === undefined ? "one" : "many"),
    timeZone: format?.timeZone ?? account.timeZone,
    dateOrder: found.dateOrder ?? "month-first",
    // Of two readings that are as likely the first is taken; a time that never was says that the zone is the wrong one.
    ambiguousTimes: "earlier",
    missingTimes: "reject",
    directions: format?.directions ?? {},
    results: format?.results ?? {},
    otherwise: namesDirection || tellsByPhones ? null : "inbound",
    ownNumber: null,
  };
}
