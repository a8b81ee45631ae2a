import { expect, test } from "vitest";
import { keepAnswers, keptForMs } from "./keep-answers.ts";

const nowMs = Date.parse("2026-11-21T14:02:00Z");
const moment = { accountId: "a-1", nowMs, clockOffsetMs: 0 };
const answer = (key: readonly unknown[], data: unknown = {}, atMs = nowMs) => ({ key, data, atMs });
const caseOf = (id: string, atMs = nowMs) => answer(["a-1", "getCallback", { params: { id } }], { id }, atMs);
const names = (kept: { answers: readonly { key: readonly unknown[] }[] }) => kept.answers.map(({ key }) => key[1]);

test("who one is, Today and the cases stay; searches, other screens and other businesses do not", () => {
  const kept = keepAnswers(
    undefined,
    [
      answer(["installation", "me", {}]),
      answer(["installation", "installation", {}]),
      answer(["a-1", "today", { pages: { owner: "m-1", limit: 200 } }]),
      answer(["a-1", "today", { pages: { search: "Blake", limit: 200 } }]),
      answer(["a-1", "listCalls", {}]),
      answer(["a-2", "today", { pages: {} }]),
      caseOf("c-1"),
    ],
    moment,
  );
  expect(names(kept)).toEqual(["me", "installation", "today", "getCallback"]);
});

test("a case that the memory let go stays on the disk, in its newest state, for a day", () => {
  const before = keepAnswers(undefined, [caseOf("c-1"), caseOf("c-2")], moment);
  const newer = { ...caseOf("c-1", nowMs + 1000), data: { id: "c-1", state: "closed" } };
  const after = keepAnswers(before, [newer], { ...moment, nowMs: nowMs + 1000 });
  expect(after.answers.map(({ data }) => data)).toEqual([{ id: "c-1", state: "closed" }, { id: "c-2" }]);
  expect(keepAnswers(before, [], { ...moment, nowMs: nowMs + keptForMs }).answers).toEqual([]);
});

test("sixty cases at most, the newest, and one page of a long list", () => {
  const cases = Array.from({ length: 100 }, (_, index) => caseOf(`c-${index}`, nowMs - index));
  const list = answer(["a-1", "today", { pages: {} }], { pages: [1, 2, 3], pageParams: [undefined, "x", "y"] });
  const kept = keepAnswers(undefined, [...cases, list], moment);
  expect(names(kept).filter((name) => name === "getCallback")).toHaveLength(60);
  expect(kept.answers.at(-1)?.key).toEqual(cases[59]?.key);
  expect(kept.answers[0]?.data).toEqual({ pages: [1], pageParams: [undefined] });
});
