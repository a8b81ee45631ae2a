/**
 * Reads the API address of a provider or of a peer that speaks like one; null when it cannot be used. Our token travels
 * to it, so plain http counts only where it stays in the house: loopback, private addresses, names without a dot.
 */
export function readApiBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return null;
  if (isForbiddenHost(url.hostname)) return null;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && staysInTheHouse(url.hostname))) return null;
  return url.href.replace(/\/+$/, "");
}

/**
 * Whether nothing of a business may be asked there: link-local addresses, where clouds keep the machine's own credentials,
 * and no address at all. A private network is allowed, because a phone system often stands in it (decision 0015).
 */
export function isForbiddenHost(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  if (host === "metadata" || host === "instance-data" || host === "metadata.google.internal") return true;
  if (/^(169\.254\.|0\.)/.test(host) || host === "100.100.100.200" || host === "192.0.0.192") return true;
  // fe80::/10, the address of AWS's metadata, no address, and the same in IPv4 as IPv6 writes it (a9fe is 169.254).
  return (
    /^fe[89ab][0-9a-f]:/.test(host) ||
    host.startsWith("fd00:ec2:") ||
    host === "::" ||
    /^::ffff:(a9fe:|169\.254\.|0)/.test(host)
  );
}

/** Whether a public URL of ours can be called from outside this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\./.test(hostname);
}

/** Whether a provider stands in our own network: no carrier sees its texts, so they need no registration (S17). */
export function isInTheHouse(apiBaseUrl: string): boolean {
  return /^https?:/.test(apiBaseUrl) && staysInTheHouse(new URL(apiBaseUrl).hostname);
}

function staysInTheHouse(hostname: string): boolean {
  if (isLoopback(hostname) || !/[.:]/.test(hostname)) return true;
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)\d/.test(hostname) || /^\[f[cd]/.test(hostname);
}
