import { expect, test } from "vitest";
import { afterSent, nextStep } from "./plan-sending.ts";
import type { WaitingAction } from "./waiting-action.ts";

const at = "2026-11-21T14:02:00Z";
const atMs = Date.parse(at);
const hourMs = 60 * 60_000;

function action(requestId: string, change: Partial<WaitingAction> = {}): WaitingAction {
  return {
    requestId,
    userId: "u-1",
    accountId: "a-1",
    name: "recordAttempt",
    callbackId: "c-1",
    body: {},
    who: "Aaron Blake",
    what: "Attempt: nobody answered",
    happenedAt: at,
    seenVersion: 4,
    tried: false,
    trouble: null,
    ...change,
  };
}
const trouble = { code: "changed-meanwhile", words: "Somebody changed this." };

test("the oldest goes first, past those that wait for a person", () => {
  const queue = [action("one", { trouble }), action("two"), action("three")];
  expect(nextStep(queue, atMs)).toEqual({ do: "send", action: queue[1] });
  expect(nextStep([action("one", { trouble })], atMs)).toEqual({ do: "nothing" });
  expect(nextStep([], atMs)).toEqual({ do: "nothing" });
});

test("an old text asks before it goes, unless it may have gone already", () => {
  const text = action("text", { name: "textCaller" });
  expect(nextStep([text], atMs + hourMs).do).toBe("send");
  expect(nextStep([text], atMs + hourMs + 1).do).toBe("ask");
  expect(nextStep([{ ...text, tried: true }], atMs + 5 * hourMs).do).toBe("send");
  expect(nextStep([action("attempt")], atMs + 5 * hourMs).do).toBe("send");
});

test("what follows on the same case follows its version, so that one's own attempt does not refuse one's own close", () => {
  const close = action("close", { name: "close", body: { disposition: "reached-booked", version: 4 } });
  const [followed] = afterSent([action("attempt"), close], action("attempt"), 5);
  expect(followed).toEqual({ ...close, seenVersion: 5, body: { disposition: "reached-booked", version: 5 } });
  // What changed nothing leaves the version as it is.
  expect(afterSent([action("claim"), close], action("claim"), 4)).toEqual([close]);
});

test("where somebody else changed the case, the version seen stays, and the server will refuse", () => {
  const close = action("close", { name: "close", body: { version: 4 } });
  expect(afterSent([action("attempt"), close], action("attempt"), 6)).toEqual([close]);
});

test("an action that was sent before is never sent with other words, nor one of another case", () => {
  const tried = action("close", { name: "close", body: { version: 4 }, tried: true });
  const other = action("other", { name: "close", body: { version: 4 }, callbackId: "c-2" });
  expect(afterSent([action("attempt"), tried, other], action("attempt"), 5)).toEqual([tried, other]);
});
