/** What a browser says about where a request comes from. */
export interface RequestOrigin {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** The host the request was sent to, with port, as the trusted proxy in front of us saw it. */
  readonly host: string;
}

/**
 * Whether a page of ours sent this. Browsers put `Origin` on every request that changes something, and `Sec-Fetch-Site`
 * beside it; neither can be set by a script. A request with neither is no browser's, so it has no business with a cookie.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function isSameOrigin({ origin, secFetchSite, host }: RequestOrigin, publicUrl: string): boolean {
  if (origin !== undefined) return origin === new URL(publicUrl).origin || hostOf(origin) === host;
  return secFetchSite === "same-origin";
}

function hostOf(origin: string): string | null {
  // A page without an origin of its own (a sandboxed frame, a file) sends the word "null".
  return URL.canParse(origin) ? new URL(origin).host : null;
}
