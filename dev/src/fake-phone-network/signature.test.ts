import { readFileSync } from "node:fs";
import fc from "fast-check";
import twilio from "twilio";
import { expect, test } from "vitest";
import { twilioSignature } from "./signature.ts";
import { readWebhookUrl } from "./webhook-url.ts";

interface Vector {
  readonly authToken: string;
  readonly url: string;
  readonly params?: Record<string, string | string[]>;
  readonly "x-twilio-signature": string;
}
const vectors: Record<string, Vector> = JSON.parse(
  readFileSync(new URL("./fixtures/signature-vectors.json", import.meta.url), "utf8"),
);

test.each(Object.entries(vectors))("the vector %s signs as the vendor signs it", (_name, vector) => {
  const fields = Object.entries(vector.params ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  expect(twilioSignature(vector.authToken, vector.url, fields)).toBe(vector["x-twilio-signature"]);
});

test("whatever the fields, the vendor's package accepts the signature", () => {
  const word = fc.string({ minLength: 1, unit: "grapheme" });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(word, fc.string({ unit: "grapheme" })), { selector: ([name]) => name }),
      (fields) => {
        const url = "https://example.com/hooks/x?a=1&b=%20";
        // A null prototype: a field may be called __proto__.
        const params: Record<string, string> = Object.assign(Object.create(null), Object.fromEntries(fields));
        expect(twilio.validateRequest("token", twilioSignature("token", url, fields), url, params)).toBe(true);
      },
    ),
  );
});

test("the fragment, the password and a voice port over HTTPS are not signed", () => {
  const read = readWebhookUrl("https://user:p%40ss@h.example:8443/p?q=1#rc=2&rp=5xx,ct&rt=4000", "voice", 15_000);
  expect(read).toMatchObject({
    url: "https://h.example:8443/p?q=1",
    signedUrl: "https://h.example/p?q=1",
    basicAuth: "user:p@ss",
    retryCount: 2,
    responseTimeoutMs: 4000,
    connectTimeoutMs: 5000,
  });
  expect([...read.retryCauses].sort()).toEqual(["5xx", "ct"]);
  expect(readWebhookUrl("https://h.example:8443/p", "message", 15_000).signedUrl).toBe("https://h.example:8443/p");
  expect(readWebhookUrl("http://127.0.0.1:4700/p", "voice", 15_000).signedUrl).toBe("http://127.0.0.1:4700/p");
});
