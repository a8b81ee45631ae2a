import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { askRest, type JsonObject, type RestOptions } from "./rest.ts";

/** More than any log has; a peer whose pages lead in a circle must not keep us for ever. */
const pagesAtMost = 5_000;
/** The most entries the provider gives in one page (docs/rules.md T3.5). */
export const pageSizeMax = 1_000;

/**
 * The entries of a list, page by page. Only the query of the next page's address is followed, so a peer cannot send our
 * credentials to another host.
 * @throws ProviderError
 */
export async function* readPages(
  options: RestOptions,
  account: TelephonyAccount,
  list: { readonly path: string; readonly name: string; readonly query: Readonly<Record<string, string>> },
  signal?: AbortSignal,
): AsyncGenerator<readonly JsonObject[]> {
  let query: Readonly<Record<string, string>> | null = list.query;
  for (let page = 0; query !== null && page < pagesAtMost; page += 1) {
    signal?.throwIfAborted();
    const answer: JsonObject | null = await askRest(options, account, { method: "GET", path: list.path, query });
    const entries: unknown = answer?.[list.name];
    if (!Array.isArray(entries))
      throw new ProviderError(`The provider's answer has no ${list.name}.`, { code: "no-list", retryable: true });
    yield entries.filter((entry: unknown): entry is JsonObject => entry !== null && typeof entry === "object");
    query = nextQuery(answer?.["next_page_uri"], list.query);
  }
}

function nextQuery(uri: unknown, first: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  if (typeof uri !== "string" || uri === "") return null;
  // What we asked for stays asked for, also where a peer leaves it out of the next address.
  return { ...first, ...Object.fromEntries(new URLSearchParams(uri.split("?").slice(1).join("?"))) };
}
