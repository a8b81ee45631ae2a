// Telnyx's own API: JSON both ways, lists by page numbers. (TeXML's resources are asked for as the family does.)
import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { apiBase } from "#providers/telephony/twiml-family/dialect.ts";
import {
  callAddress,
  type JsonObject,
  jsonOrNull,
  type RestAnswer,
  type RestOptions,
} from "#providers/telephony/twiml-family/rest.ts";
import { objectAt, objectsAt, textAt } from "./json.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below `/v2`, e.g. `/messages`; ids in it went through `pathPart`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: JsonObject;
}

/** The most entries of a page that its documentation allows for numbers. */
const pageSize = 250;
/** More than any account has numbers; a peer must not keep us for ever. */
const pagesAtMost = 1_000;

/** Asks the API. Never throws for what the other side does. */
export function callApi(options: RestOptions, account: TelephonyAccount, request: ApiRequest): Promise<RestAnswer> {
  const query = request.query === undefined ? "" : `?${new URLSearchParams(request.query)}`;
  return callAddress(options, account, () => `${apiBase(account)}/v2${request.path}${query}`, request);
}

/** The `data` of an answer; null when the thing does not exist. @throws ProviderError */
export async function askApi(
  options: RestOptions,
  account: TelephonyAccount,
  request: ApiRequest,
): Promise<JsonObject | null> {
  const json = jsonOrNull(await callApi(options, account, request), request.method);
  return json && (objectAt(json, "data") ?? {});
}

/** Every entry of a list. @throws ProviderError */
export async function readList(
  options: RestOptions,
  account: TelephonyAccount,
  path: string,
  filter: Readonly<Record<string, string>> = {},
): Promise<readonly JsonObject[]> {
  const entries: JsonObject[] = [];
  for (let page = 1; page <= pagesAtMost; page += 1) {
    const query = { ...filter, "page[number]": String(page), "page[size]": String(pageSize) };
    const json = jsonOrNull(await callApi(options, account, { method: "GET", path, query }), "GET") ?? {};
    const found = objectsAt(json, "data");
    entries.push(...found);
    const pages = Number(textAt(objectAt(json, "meta") ?? {}, "total_pages") ?? page);
    if (found.length === 0 || !(page < pages)) return entries;
  }
  throw new ProviderError("The provider's pages do not end.", { code: "endless-pages", retryable: true });
}

/** An id as a part of a path; Telnyx's call ids hold a colon. @throws ProviderError for what is no id. */
export function pathPart(id: string): string {
  if (!/^[\w:.=-]{1,255}$/.test(id) || /^\.+$/.test(id))
    throw new ProviderError("This is no id of the provider.", { code: "bad-id", retryable: false });
  return encodeURIComponent(id);
}
