import type { Answer } from "./http-io.ts";
import type { NetworkCore } from "./network-core.ts";
import type { Account } from "./state.ts";
import type { TelnyxBooks } from "./telnyx-books.ts";

/** A request to the API, opened and decoded. */
export interface TelnyxCall {
  readonly core: NetworkCore;
  readonly books: TelnyxBooks;
  readonly account: Account;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
  /** What the route's pattern caught, decoded. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface TelnyxRoute {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below `/v2`. */
  readonly pattern: RegExp;
  readonly answer: (call: TelnyxCall) => Answer;
}

/** A page of a list of Telnyx's own. */
export function pageAnswer({ query }: TelnyxCall, items: readonly unknown[]): Answer {
  const size = Math.min(250, Number(query.get("page[size]") ?? 20) || 20);
  const page = Math.max(1, Number(query.get("page[number]") ?? 1) || 1);
  const pages = Math.max(1, Math.ceil(items.length / size));
  return {
    status: 200,
    body: {
      data: items.slice((page - 1) * size, page * size),
      meta: { page_number: page, page_size: size, total_pages: pages, total_results: items.length },
    },
  };
}
