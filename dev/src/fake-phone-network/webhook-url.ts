/** Which failures of a webhook are tried again: connect, response timeout, or a status class. */
export type RetryCause = "ct" | "rt" | "4xx" | "5xx";

/** What a webhook URL says about itself in its fragment (Twilio "connection overrides"), and the URL to call. */
export interface WebhookUrl {
  /** The URL as requested: fragment and user:password removed. */
  readonly url: string;
  /** The URL as signed: voice over HTTPS drops the port; everything else keeps it. */
  readonly signedUrl: string;
  readonly basicAuth: string | undefined;
  readonly retryCount: number;
  readonly retryCauses: ReadonlySet<RetryCause>;
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly totalTimeoutMs: number;
}

/** Reads a webhook URL with its `#rc=2&rp=5xx,ct&ct=2000&rt=4000&tt=10000` overrides. Throws on an unusable URL. */
export function readWebhookUrl(text: string, family: "voice" | "message", limitMs: number): WebhookUrl {
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new TypeError(`Not a web address: ${url.protocol}`);
  const overrides = new URLSearchParams(url.hash.slice(1));
  const basicAuth =
    url.username === "" ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  // The text before the fragment is kept as configured: a round through URL would add slashes and re-encode.
  const bare = (text.split("#")[0] ?? text).replace(/^(https?:\/\/)[^/?#]*@/i, "$1");
  const dropsPort = family === "voice" && url.protocol === "https:";
  const causes = (overrides.get("rp") ?? "ct").split(",");
  const all: RetryCause[] = ["ct", "rt", "4xx", "5xx"];
  return {
    url: bare,
    signedUrl: dropsPort ? bare.replace(/^(https:\/\/[^/?#]*?):\d+(?=[/?#]|$)/i, "$1") : bare,
    basicAuth,
    retryCount: override(overrides, "rc", 0, 5, 1),
    retryCauses: new Set(causes.includes("all") ? all : all.filter((cause) => causes.includes(cause))),
    connectTimeoutMs: override(overrides, "ct", 100, 10_000, 5_000),
    responseTimeoutMs: Math.min(limitMs, override(overrides, "rt", 100, 15_000, 15_000)),
    totalTimeoutMs: Math.min(limitMs, override(overrides, "tt", 100, 15_000, 15_000)),
  };
}

function override(fragment: URLSearchParams, name: string, least: number, most: number, usual: number): number {
  const text = fragment.get(name);
  if (text === null || !/^\d+$/.test(text)) return usual;
  return Math.min(most, Math.max(least, Number(text)));
}
