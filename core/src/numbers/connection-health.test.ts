import { expect, test } from "vitest";
import { type ConnectionSigns, connectionHealth } from "./connection-health.ts";

const at = (minute: number) => Temporal.Instant.from("2026-11-20T18:00:00Z").add({ minutes: minute });
const fine: ConnectionSigns = {
  lastEventAt: at(0),
  lastError: null,
  lastErrorAt: null,
  logError: null,
  liveSince: null,
  events: "webhooks",
};
const health = (change: Partial<ConnectionSigns>) => connectionHealth({ ...fine, ...change }).health;

test("an error counts until something good comes after it", () => {
  expect(health({ lastError: "The token was revoked.", lastErrorAt: at(1) })).toBe("failing");
  expect(health({ lastError: "The token was revoked.", lastErrorAt: at(1), lastEventAt: at(2) })).toBe("healthy");
});

test("a log that cannot be read is told though events arrive", () => {
  const told = connectionHealth({ ...fine, logError: "The token was revoked." });
  expect(told).toEqual({ health: "failing", note: "Its call log cannot be read: The token was revoked." });
});

test("a stream is healthy while it is open, whether or not somebody calls", () => {
  expect(health({ events: "stream", lastEventAt: null })).toBe("waiting");
  expect(health({ events: "stream", lastEventAt: null, liveSince: at(0) })).toBe("healthy");
  expect(health({ events: "stream" })).toBe("failing");
  expect(health({ events: "stream", liveSince: at(3), lastError: "Refused.", lastErrorAt: at(2) })).toBe("healthy");
});

test("without any event there is nothing to say yet", () => {
  expect(health({ lastEventAt: null })).toBe("waiting");
  expect(health({})).toBe("healthy");
});
