import { readFileSync } from "node:fs";
import fc from "fast-check";
import twilio from "twilio";
import { expect, test } from "vitest";
import { isSignedBy, type SignedRequest, twilioSignature } from "./signature.ts";

const vectors = JSON.parse(readFileSync(new URL("./fixtures/signature-vectors.json", import.meta.url), "utf8"));

const request = (
  url: string,
  fields: SignedRequest["fields"] = [],
  otherBody: Buffer | null = null,
): SignedRequest => ({
  url,
  fields,
  fragment: "",
  otherBody,
});

test("a form is signed as in Twilio's documentation", () => {
  const { authToken, url, params, "x-twilio-signature": signature } = vectors.twilio_form;
  expect(twilioSignature(authToken, url, Object.entries<string>(params))).toBe(signature);
  expect(isSignedBy([authToken], signature, request(url, Object.entries<string>(params).reverse()))).toBe(true);
  expect(isSignedBy(["other"], signature, request(url, Object.entries<string>(params)))).toBe(false);
});

test("values of a repeated name are de-duplicated and sorted", () => {
  const { authToken, url, "x-twilio-signature": signature } = vectors.twilio_repeated_params;
  const fields = [
    ["Z", "1"],
    ["A", "b"],
    ["A", "a"],
    ["A", "a"],
  ] as const;
  expect(isSignedBy([authToken], signature, request(url, fields))).toBe(true);
});

test("a JSON body counts by its hash in the signed URL", () => {
  const { authToken, url, body, "x-twilio-signature": signature } = vectors.twilio_json;
  expect(isSignedBy([authToken], signature, request(url, [], Buffer.from(body)))).toBe(true);
  expect(isSignedBy([authToken], signature, request(url, [], Buffer.from(`${body} `)))).toBe(false);
  const without = "https://example.com/myapp";
  const signed = twilioSignature(authToken, without, []);
  expect(isSignedBy([authToken], signed, request(without, [], Buffer.from(body)))).toBe(false);
});

test("the token before a rotation still counts", () => {
  const signature = twilioSignature("old", "https://a.example/x", []);
  expect(isSignedBy(["new", "old"], signature, request("https://a.example/x"))).toBe(true);
  expect(isSignedBy(["new"], signature, request("https://a.example/x"))).toBe(false);
});

test("retry settings in the fragment are not part of what is signed, and a peer that signs them is heard too", () => {
  const url = "https://a.example/x?a=1";
  const signature = twilioSignature("t", url, []);
  expect(isSignedBy(["t"], signature, { ...request(`${url}#rc=2`), fragment: "#rc=2" })).toBe(true);
  const signedWith = twilioSignature("t", `${url}#rc=2`, []);
  expect(isSignedBy(["t"], signedWith, { ...request(url), fragment: "#rc=2" })).toBe(true);
  expect(isSignedBy(["t"], signedWith, request(url))).toBe(false);
});

test.each(["", "x", "=".repeat(10_000), "L/OH5YylLD5NRKLltdqwSvS0BnU"])(
  "a broken signature is refused: %j",
  (signature) => {
    expect(isSignedBy(["t"], signature, request("https://a.example/x"))).toBe(false);
  },
);

const scheme = fc.constantFrom("http://", "https://");
const host = fc.constantFrom("a.example", "127.0.0.1", "[::1]");
const port = fc.constantFrom("", ":80", ":443", ":8443");
const rest = fc.constantFrom(
  "",
  "/",
  "/hooks/1/voice",
  "/a%20b/",
  "/x?",
  "/x?a=1&b=%2B",
  "/x?q=it's",
  "/x?leg=%F0%9F%93%9E",
);
/** Two addresses of one place, which may differ in scheme and port. */
const addresses = fc
  .tuple(scheme, scheme, host, port, port, rest)
  .map(([s1, s2, at, p1, p2, path]) => [s1 + at + p1 + path, s2 + at + p2 + path] as const);
const fields = fc.array(fc.tuple(fc.constantFrom("a", "A", "Body", "é", "__proto__x"), fc.string({ unit: "binary" })), {
  maxLength: 6,
});

test("it accepts what the vendor's own package accepts, whatever port the URL was signed with", () => {
  fc.assert(
    fc.property(addresses, fields, ([signedUrl, askedUrl], sent) => {
      const params: Record<string, string[]> = {};
      for (const [name, value] of sent) params[name] = [...(params[name] ?? []), value];
      const signature = twilioSignature("t", signedUrl, sent);
      const parity = twilio.validateRequest("t", signature, askedUrl, params);
      // The package also tries re-encoded forms of the URL; Twilio signs what was configured, so we do not.
      if (isSignedBy(["t"], signature, request(askedUrl, sent)) !== parity) {
        expect(parity).toBe(true);
        expect(new URL(askedUrl).toString()).not.toBe(askedUrl);
      }
    }),
    { numRuns: 2_000 },
  );
});
