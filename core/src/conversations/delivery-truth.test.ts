import { expect, test } from "vitest";
import { deliveryTruth, type SentText } from "./delivery-truth.ts";

const text: SentText = { state: "queued", rules: [], reason: null, errorCode: null, heldUntil: null };
const at = () => "8:00 AM";

test.each([
  [{ state: "queued" }, "queued", "About to be sent"],
  [{ state: "queued", heldUntil: Temporal.Instant.from("2026-11-21T14:00:00Z") }, "waiting", "Held until 8:00 AM"],
  [{ state: "sent" }, "sent", "Sent, not confirmed by the carrier"],
  [{ state: "delivered" }, "delivered", "Delivered"],
  [{ state: "undelivered", errorCode: "30003" }, "failed", "Not delivered: the phone is off or out of reach (30003)"],
  [{ state: "failed", errorCode: "99999" }, "failed", "Refused by the provider (99999)"],
  [{ state: "unknown" }, "unknown", "May have gone; the provider is being asked"],
  [{ state: "suppressed", reason: "opted-out" }, "not-sent", "Not sent: this person asked for no texts"],
  [{ state: "expired" }, "not-sent", "Not sent: it would have come too late"],
] as const)("%o says %s: %s", (given, state, words) => {
  expect(deliveryTruth({ ...text, ...given }, at)).toMatchObject({ state, words });
});

test("what failed says what to do", () => {
  expect(deliveryTruth({ ...text, state: "undelivered", errorCode: "30006" }, at).advice).toMatch(/^Call instead/);
  expect(deliveryTruth({ ...text, state: "suppressed", reason: "taken-by-a-person" }, at).advice).toMatch(/Hand/);
});
