/** Where Twilio itself is asked. */
export const twilioApiBaseUrl = "https://api.twilio.com";

/**
 * Reads the API address of a provider or of a peer that speaks like one; null when it cannot be used. Our token travels
 * to it, so plain http counts only where it stays in the house: loopback, private addresses, names without a dot.
 */
export function readApiBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return null;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && staysInTheHouse(url.hostname))) return null;
  return url.href.replace(/\/+$/, "");
}

/** Whether a public URL of ours can be called from outside this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\./.test(hostname);
}

/** Whether a provider stands in our own network: no carrier sees its texts, so they need no registration (S17). */
export function isInTheHouse(apiBaseUrl: string): boolean {
  return staysInTheHouse(new URL(apiBaseUrl).hostname);
}

function staysInTheHouse(hostname: string): boolean {
  if (isLoopback(hostname) || !/[.:]/.test(hostname)) return true;
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)\d/.test(hostname) || /^\[f[cd]/.test(hostname);
}
