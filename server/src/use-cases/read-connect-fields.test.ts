import { describe, expect, test } from "vitest";
import type { ConnectField, ConnectForm } from "#providers/telephony/provider.ts";
import { isForbiddenHost, readApiBaseUrl } from "./api-base-url.ts";
import { fieldsOf, readConnectFields } from "./read-connect-fields.ts";

const field = (name: string, more: Partial<ConnectField> = {}): ConnectField => ({
  name,
  label: name,
  kind: "text",
  keep: "setting",
  required: false,
  help: "",
  example: "",
  ...more,
});
const form = (...fields: ConnectField[]): ConnectForm => ({ title: "Test", about: "", fields, steps: [] });
const problem = (kind: ConnectField["kind"], given: string) => {
  const read = readConnectFields(form(field("it", { kind })), { it: given });
  return read.ok ? null : read.detail;
};

test("each value goes where it is kept, trimmed; what is left empty takes the usual one or is left out", () => {
  const all = form(
    field("externalAccountId", { keep: "externalAccountId" }),
    field("secret", { keep: "secret" }),
    field("apiBaseUrl", { keep: "apiBaseUrl", kind: "url", fallback: "https://api.example" }),
    field("key", { keep: "credential" }),
    field("other", { keep: "credential" }),
    field("zone", { kind: "time-zone" }),
    field("country", { fallback: "US" }),
    field("note"),
  );
  const given = { externalAccountId: " acme ", secret: "s", key: "k", zone: "America/Chicago", other: " " };
  const read = readConnectFields(all, given);
  expect(read).toEqual({
    ok: true,
    values: {
      externalAccountId: "acme",
      secret: "s",
      apiBaseUrl: "https://api.example",
      credentials: { key: "k" },
      settings: { zone: "America/Chicago", country: "US" },
    },
  });
  if (!read.ok) return;
  expect(readConnectFields(all, fieldsOf(all, read.values))).toEqual(read);
});

describe("a field is refused by its name", () => {
  test("when it is missing, unknown, of another form, or cannot be stored", () => {
    const strict = form(field("id", { required: true, pattern: "^[a-z]+$", example: "acme" }));
    const refused = (given: Record<string, string>) => {
      const read = readConnectFields(strict, given);
      return read.ok ? null : [read.field, read.detail];
    };
    expect(refused({})).toEqual(["id", "id: is missing."]);
    expect(refused({ id: "A1" })).toEqual(["id", "id: must look like acme."]);
    expect(refused({ id: "a", colour: "red" })).toEqual(["colour", "Test has no such field."]);
    expect(refused({ id: "a\u0000" })?.[0]).toBe("id");
    expect(refused({ id: "a".repeat(5_000) })?.[0]).toBe("id");
    expect(refused({ id: "abc" })).toBeNull();
    expect(readConnectFields(form(), { constructor: "x" })).toMatchObject({ ok: false, field: "constructor" });
  });

  test("by its kind", () => {
    for (const good of ["pbx", "192.168.1.10:5038", "pbx.example", "[fd12::1]:5038", "fd12::1"])
      expect(problem("host", good), good).toBeNull();
    for (const bad of [
      "169.254.169.254",
      "169.254.169.254:80",
      "[fe80::1]:5038",
      "a b",
      "metadata",
      "0.0.0.0",
      "2852039166",
      "169.254.43518",
      "pbx:99999",
      "http://x",
    ])
      expect(problem("host", bad), bad).not.toBeNull();
    for (const good of ["/var/log/asterisk/Master.csv", "C:\\pbx\\Master.csv"])
      expect(problem("path", good)).toBeNull();
    for (const bad of [
      "Master.csv",
      "/var/../etc/passwd",
      "/etc/passwd",
      "/proc/self/environ",
      "//x",
      "/",
      "/var/log/",
    ])
      expect(problem("path", bad), bad).not.toBeNull();
    expect([problem("number", "5038"), problem("number", "5e3"), problem("number", "-1")]).toEqual([
      null,
      expect.any(String),
      expect.any(String),
    ]);
    expect(problem("time-zone", "Europe/London")).toBeNull();
    for (const bad of ["Mars/Base", "+01:00"]) expect(problem("time-zone", bad), bad).not.toBeNull();
  });
});

describe("addresses", () => {
  test("of the house may be asked, those where clouds keep credentials may not, however they are spelled", () => {
    for (const good of ["http://192.168.1.5:8080", "http://pbx", "https://api.example", "http://[fd12::1]"])
      expect(readApiBaseUrl(good), good).not.toBeNull();
    for (const bad of [
      "http://169.254.169.254",
      "https://169.254.169.254/latest",
      "http://0xA9FEA9FE",
      "http://2852039166",
      "https://[::ffff:169.254.169.254]",
      "http://[fd00:ec2::254]",
      "https://[fe80::1]",
      "http://metadata",
      "https://metadata.google.internal.",
      "http://0.0.0.0",
      "https://100.100.100.200",
    ])
      expect(readApiBaseUrl(bad), bad).toBeNull();
    expect(isForbiddenHost("10.0.0.1")).toBe(false);
  });
});
