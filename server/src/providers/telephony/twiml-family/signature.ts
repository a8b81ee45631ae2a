import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Form fields as sent; a name may repeat. */
export type FormFields = Iterable<readonly [name: string, value: string]>;

/** A request as it must have been signed. */
export interface SignedRequest {
  /** The configured public URL with the raw request target; nothing decoded, no fragment. */
  readonly url: string;
  /** The fields of a form body; empty for GET and for other bodies. */
  readonly fields: FormFields;
  /** The fragment of the URL as we configured it (`#rc=2…`), or empty. Twilio strips it before signing; a peer that speaks
   * like Twilio may not, so the URL with it counts too. */
  readonly fragment: string;
  /** The raw body where it is no form: its hash then stands in the URL as `bodySHA256`. */
  readonly otherBody: Buffer | null;
}

/**
 * The X-Twilio-Signature of a request: base64(HMAC-SHA1(auth token, URL + sorted names and values)). Values of a repeated
 * name are de-duplicated and sorted. (Twilio security docs; SDK 6.2.0 `getExpectedTwilioSignature`)
 */
export function twilioSignature(authToken: string, url: string, fields: FormFields): string {
  return createHmac("sha1", authToken)
    .update(url + signedFields(fields), "utf8")
    .digest("base64");
}

/**
 * Whether one of the tokens signed this request. Twilio drops the port for voice over HTTPS and keeps it otherwise, so
 * both forms count, as in the SDK's `validateRequest`. The scheme always counts.
 */
export function isSignedBy(authTokens: readonly string[], signature: string, request: SignedRequest): boolean {
  if (request.otherBody !== null && !bodyHashFits(request.url, request.otherBody)) return false;
  const fields = signedFields(request.fields);
  let valid = false;
  // Every candidate is compared, so that the time taken says nothing about which one fitted.
  for (const token of authTokens) {
    for (const url of signedForms(request)) {
      const expected = createHmac("sha1", token)
        .update(url + fields, "utf8")
        .digest("base64");
      if (sameText(signature, expected)) valid = true;
    }
  }
  return valid;
}

function signedFields(fields: FormFields): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) values.set(name, (values.get(name) ?? new Set()).add(value));
  let text = "";
  for (const name of [...values.keys()].sort()) {
    for (const value of [...(values.get(name) ?? [])].sort()) text += name + value;
  }
  return text;
}

/** The URL without a port, and with its own or the standard one. */
function signedForms({ url, fragment }: SignedRequest): readonly string[] {
  const bare = url.split("#", 1)[0] ?? url;
  const parts = /^(https?:\/\/)(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(:\d+)?(.*)$/is.exec(bare);
  if (!parts) return [bare];
  const [, scheme = "", host = "", port, rest = ""] = parts;
  const standardPort = scheme.toLowerCase() === "https://" ? ":443" : ":80";
  const forms = [scheme + host + rest, scheme + host + (port ?? standardPort) + rest];
  return fragment === "" ? forms : [...forms, bare + fragment];
}

function bodyHashFits(url: string, body: Buffer): boolean {
  const claimed = new URLSearchParams(url.split("?", 2)[1] ?? "").get("bodySHA256");
  return claimed !== null && sameText(claimed.toLowerCase(), createHash("sha256").update(body).digest("hex"));
}

/** Compares in constant time; a difference in length may show, since the right length is no secret. */
function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
