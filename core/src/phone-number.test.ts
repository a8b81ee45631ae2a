import { expect, test } from "vitest";
import { formatNumber, kindOfNumber, parseNumber, readCaller } from "./phone-number.ts";

test.each([
  "anonymous",
  "Anonymous",
  "+anonymous",
  "Restricted",
  "unavailable",
  "unknown",
  "private",
  "blocked",
  "",
  "+266696687",
  "266696687",
  "+86282452253",
  "8656696",
  "+2562533",
  "464",
  "0000000000",
  "sip:anonymous@anonymous.invalid",
  "+7378742833",
  "+17378742833",
])("%j is a withheld number", (raw) => {
  expect(readCaller(raw, "none")).toEqual({ kind: "withheld" });
});

test("a number that spells RESTRICTED is a number where the network vouches for it", () => {
  expect(readCaller("+17378742833", "verified")).toEqual({ kind: "known", number: "+17378742833" });
});

test.each([
  ["+13125550117", "+13125550117"],
  ["(312) 555-0117", "+13125550117"],
  ["3125550117", "+13125550117"],
  ["sip:+13125550117@carrier.example", "+13125550117"],
  ["+442079460123", "+442079460123"],
])("%j is %s", (raw, number) => {
  expect(readCaller(raw, "none")).toEqual({ kind: "known", number });
});

test.each(["client:maya", "sip:reception@pbx.example", "911", "12345", "<b>hi</b>", "+1", "\u202e+1312", "' or 1=1"])(
  "%j is no phone one can call back",
  (raw) => {
    expect(readCaller(raw, "none").kind).toBe("not-a-phone");
  },
);

test.each([
  ["+18005550100", "toll-free"],
  ["+18335550100", "toll-free"],
  ["+19005550100", "premium"],
  ["+15005550100", "personal"],
  ["+13125550117", "ordinary"],
  ["+442079460123", "ordinary"],
  ["+11125550117", "unusual"],
  ["+10005550117", "unusual"],
  ["+13121550117", "unusual"],
  ["+13129110117", "unusual"],
  ["+19115550117", "unusual"],
  ["+15555550117", "unusual"],
])("%s is %s", (number, kind) => {
  expect(kindOfNumber(number)).toBe(kind);
});

test("short and service numbers are refused, others are read as of the country", () => {
  expect(parseNumber("112")).toBeNull();
  expect(parseNumber("020 7946 0123", "GB")).toBe("+442079460123");
  expect(formatNumber("+13125550117")).toBe("(312) 555-0117");
});
