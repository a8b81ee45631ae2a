import { createHmac } from "node:crypto";

/** Form fields of a webhook, in sending order. A name may repeat. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/**
 * The X-Twilio-Signature of a request: base64(HMAC-SHA1(auth token, URL + sorted names and values)).
 * `url` is exactly what was configured, without fragment and without user:password; `fields` are empty for GET.
 * Repeated names: values de-duplicated and sorted (Twilio security docs; SDK 6.2.0).
 */
export function twilioSignature(authToken: string, url: string, fields: FormFields): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) {
    const known = values.get(name) ?? new Set();
    values.set(name, known.add(value));
  }
  let signed = url;
  for (const name of [...values.keys()].sort()) {
    for (const value of [...(values.get(name) ?? [])].sort()) signed += name + value;
  }
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}
