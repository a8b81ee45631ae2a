import { expect, test } from "vitest";
import { isKeptFile, isScreen, pushOf } from "./service-worker-rules.ts";

test("a screen's address gets the app; the API, webhooks and files never do", () => {
  for (const path of [
    "/",
    "/today",
    "/today/0192f",
    "/settings/notifications",
    "/measure/figures/calls.missed",
    "/apiary",
  ])
    expect(isScreen(path), path).toBe(true);
  for (const path of ["/api", "/api/v1/today", "/hooks/twilio/1", "/assets/index-1.js", "/favicon.svg", "/api/docs"])
    expect(isScreen(path), path).toBe(false);
});

test("only files of the build are kept, and nothing of the API, even if somebody listed it", () => {
  const files = new Set(["/index.html", "/assets/a-1.js", "/api/v1/today"]);
  expect(isKeptFile("/assets/a-1.js", files)).toBe(true);
  expect(isKeptFile("/assets/b-1.js", files)).toBe(false);
  expect(isKeptFile("/api/v1/today", files)).toBe(false);
});

test("what is pushed is shown, whatever it is, and leads nowhere else", () => {
  const told = { title: "Call back now", body: "Due in 3 min", url: "/today/1", tag: "callback-1" };
  expect(pushOf(told)).toEqual(told);
  const fallback = { title: "Ringback", body: "Something needs you.", url: "/today", tag: null };
  for (const broken of [null, 7, "x", [], {}, { title: 3 }]) expect(pushOf(broken)).toEqual(fallback);
  for (const url of ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", ""])
    expect(pushOf({ url }).url, url).toBe("/today");
});
