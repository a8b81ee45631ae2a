import { setTimeout as sleep } from "node:timers/promises";
import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import {
  callRest,
  type JsonObject,
  providerError,
  type RestAnswer,
  type RestOptions,
  tooManyRequests,
} from "./rest.ts";

/** More than any log has; a peer whose pages lead nowhere must not keep us for ever. */
const pagesAtMost = 5_000;
/** The most entries the provider gives in one page (docs/rules.md T3.5). */
export const pageSizeMax = 1_000;
/** How often one page is asked for where the provider says "too many requests", and where it fails otherwise. */
const triesWhenBusy = 5;
const triesWhenBroken = 2;
/** What we wait for without being told; doubles with each try. */
const firstPauseMs = 500;
/** Told to wait longer than this, we leave, and the job comes again. */
const longestPauseMs = 30_000;

interface List {
  readonly path: string;
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * The entries of a list, page by page, to the last. Only the query of the next page's address is followed, so a peer
 * cannot send our credentials to another host or account. A page that the provider is too busy for is asked for again.
 * @throws ProviderError; `retryable` where the rest may be had later.
 */
export async function* readPages(
  options: RestOptions,
  account: TelephonyAccount,
  list: List,
  signal?: AbortSignal,
): AsyncGenerator<readonly JsonObject[]> {
  const seen = new Set<string>();
  for (let query: List["query"] | null = list.query; query !== null; ) {
    const page: JsonObject = await readPage(options, account, { ...list, query }, signal);
    const entries: unknown = page[list.name];
    if (!Array.isArray(entries))
      throw new ProviderError(`The provider's answer has no ${list.name}.`, { code: "no-list", retryable: true });
    yield entries.filter((entry: unknown): entry is JsonObject => entry !== null && typeof entry === "object");
    query = nextQuery(page["next_page_uri"], list.query);
    const address = query === null ? "" : new URLSearchParams(query).toString();
    if (seen.has(address) || seen.size >= pagesAtMost)
      throw new ProviderError("The provider's pages lead in a circle.", { code: "endless-pages", retryable: true });
    seen.add(address);
  }
}

async function readPage(
  options: RestOptions,
  account: TelephonyAccount,
  { path, query }: List,
  signal: AbortSignal | undefined,
): Promise<JsonObject> {
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted();
    const answer = await callRest(options, account, { method: "GET", path, query, signal });
    if (answer.outcome === "ok") return answer.json;
    const waitMs = pauseAfter(answer, tries);
    if (waitMs === null) throw providerError(answer, "GET");
    await (options.pause ?? pause)(waitMs, signal);
  }
}

/** How long to wait before the page is asked for again; null: not now. */
function pauseAfter(answer: Exclude<RestAnswer, { outcome: "ok" }>, tries: number): number | null {
  const busy = answer.outcome === "not-sent" && answer.reason === tooManyRequests;
  const triesAtMost = busy ? triesWhenBusy : answer.outcome === "unknown" ? triesWhenBroken : 1;
  if (tries >= triesAtMost) return null;
  const waitMs = (busy ? answer.retryAfterMs : null) ?? firstPauseMs * 2 ** (tries - 1);
  return waitMs <= longestPauseMs ? waitMs : null;
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}

function nextQuery(uri: unknown, first: List["query"]): List["query"] | null {
  if (typeof uri !== "string" || uri === "") return null;
  // What we asked for stays asked for, also where a peer leaves it out of the next address.
  return { ...first, ...Object.fromEntries(new URLSearchParams(uri.split("?").slice(1).join("?"))) };
}
