import { type ApiError, apiError } from "./api-error.ts";
import type { Answer } from "./http-io.ts";
import type { RestCall } from "./rest-api.ts";

const pageSizeUsual = 50;
const pageSizeMax = 1000;

/** A page of a list, newest first, with the addresses of its neighbours as the vendor gives them. */
export function listAnswer<Item>(
  call: RestCall,
  name: string,
  newestFirst: readonly Item[],
  show: (item: Item) => Record<string, unknown>,
): Answer | ApiError {
  const pageSize = wholeNumber(call.query.get("PageSize"), pageSizeUsual);
  const page = wholeNumber(call.query.get("Page"), 0);
  if (pageSize === undefined || page === undefined || pageSize < 1 || pageSize > pageSizeMax) {
    return apiError(400, 20001, `PageSize must be 1 to ${pageSizeMax} and Page a whole number`);
  }
  // Entries that came while the pages before were read stand above, and push the rest down.
  const start = Math.max(0, page * (pageSize - call.core.quirks.pagesShiftBy));
  const items = newestFirst.slice(start, start + pageSize);
  const address = (which: number) => {
    const query = new URLSearchParams(call.query);
    query.set("PageSize", String(pageSize));
    query.set("Page", String(which));
    query.delete("PageToken");
    // The vendor hands out a token with every page after the first; it is opaque and the page number alone decides here.
    if (which > 0) query.set("PageToken", `PA${which}`);
    return `${call.path}?${query}`;
  };
  return {
    status: 200,
    body: {
      [name]: items.map(show),
      page,
      page_size: pageSize,
      start,
      end: Math.max(start, start + items.length - 1),
      uri: address(page),
      first_page_uri: address(0),
      next_page_uri: start + pageSize < newestFirst.length ? address(page + 1) : null,
      previous_page_uri: page > 0 ? address(page - 1) : null,
    },
  };
}

/**
 * Whether an instant fits the query's `Name`, `Name<` and `Name>` (inclusive, as the vendor reads them; names contain
 * the sign literally). Dates may be days in UTC or full times.
 */
export function fitsDates(query: URLSearchParams, name: string, instant: Temporal.Instant | undefined): boolean {
  const on = query.get(name);
  const before = query.get(`${name}<`);
  const after = query.get(`${name}>`);
  if (on === null && before === null && after === null) return true;
  if (instant === undefined) return false;
  const fits = (text: string | null, accept: (span: Span) => boolean) => {
    if (text === null) return true;
    const span = readSpan(text);
    return span === undefined || accept(span);
  };
  const ms = instant.epochMilliseconds;
  return (
    fits(on, ({ fromMs, toMs }) => ms >= fromMs && ms < toMs) &&
    fits(before, ({ toMs }) => ms < toMs) &&
    fits(after, ({ fromMs }) => ms >= fromMs)
  );
}

type Span = { readonly fromMs: number; readonly toMs: number };

/** A day, or the second of a full time. */
function readSpan(text: string): Span | undefined {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      const day = Temporal.PlainDate.from(text).toZonedDateTime("UTC");
      return { fromMs: day.epochMilliseconds, toMs: day.add({ days: 1 }).epochMilliseconds };
    }
    const fromMs = Temporal.Instant.from(text).epochMilliseconds;
    return { fromMs, toMs: fromMs + 1000 };
  } catch {
    return undefined;
  }
}

function wholeNumber(text: string | null, usual: number): number | undefined {
  if (text === null || text === "") return usual;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
