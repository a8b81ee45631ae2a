import { expect, test } from "vitest";
import { validateTwilioRequest } from "./vendor-openapi.ts";

const account = "/2010-04-01/Accounts/AC00000000000000000000000000000000";
const form = (fields: Record<string, string>) => Object.entries(fields);

test("a text as the vendor describes it has nothing wrong", () => {
  const fields = form({
    To: "+15551230001",
    From: "+15559870000",
    Body: "hi",
    StatusCallback: "https://h/x",
    ValidityPeriod: "900",
  });
  expect(validateTwilioRequest({ method: "POST", path: `${account}/Messages.json`, form: fields })).toEqual([]);
});

test("repeated events and the odd names of date filters are the vendor's own", () => {
  const events = ["initiated", "answered"].map((event) => ["StatusCallbackEvent", event] as const);
  const fields = [["To", "+15551230001"], ["From", "+15559870000"], ["Url", "https://h/x"], ...events] as const;
  expect(validateTwilioRequest({ method: "POST", path: `${account}/Calls.json`, form: fields })).toEqual([]);
  const query = form({ "StartTime>": "2026-01-01T00:00:00Z", Status: "no-answer", PageSize: "1000" });
  expect(validateTwilioRequest({ method: "GET", path: `${account}/Calls.json`, query })).toEqual([]);
  expect(validateTwilioRequest({ method: "GET", path: `${account}/Recordings/RE${"0".repeat(32)}.json` })).toEqual([]);
});

test.each([
  ["an unknown path", { method: "GET", path: `${account}/Phonecalls.json` }, /unknown path/],
  ["an unknown method", { method: "PUT", path: `${account}/Messages.json` }, /PUT is unknown/],
  ["a bad account", { method: "GET", path: "/2010-04-01/Accounts/AC1/Messages.json" }, /AccountSid must/],
  [
    "a missing recipient",
    { method: "POST", path: `${account}/Messages.json`, form: form({ Body: "x" }) },
    /To is missing/,
  ],
  [
    "a misspelt parameter",
    { method: "POST", path: `${account}/Messages.json`, form: form({ To: "+15551230001", StatusCallbackURL: "x" }) },
    /StatusCallbackURL is unknown/,
  ],
  [
    "a number that is none",
    { method: "POST", path: `${account}/Messages.json`, form: form({ To: "+15551230001", ValidityPeriod: "abc" }) },
    /must be integer/,
  ],
  [
    "a recipient that is none",
    { method: "POST", path: `${account}/Messages.json`, form: form({ To: "hello" }) },
    /must match format/,
  ],
  [
    "a status that is none",
    { method: "GET", path: `${account}/Calls.json`, query: form({ Status: "missed" }) },
    /must be equal to one of/,
  ],
  [
    "a page too long",
    { method: "GET", path: `${account}/Calls.json`, query: form({ PageSize: "5000" }) },
    /must be <= 1000/,
  ],
  [
    "a value said twice",
    {
      method: "POST",
      path: `${account}/Messages.json`,
      form: [
        ["To", "+15551230001"],
        ["To", "+15551230002"],
      ] as const,
    },
    /To is repeated/,
  ],
])("%s is found", (_name, request, problem) => {
  expect(validateTwilioRequest(request).join("; ")).toMatch(problem);
});
