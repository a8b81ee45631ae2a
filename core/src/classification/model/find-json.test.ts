import fc from "fast-check";
import { expect, test } from "vitest";
import { findJson } from "./find-json.ts";

const find = (text: string) => findJson(text, ["claims"]);
const one = '{"claims":[{"label":"urgency:high","quote":"no heat"}]}';

test.each([
  ["bare", one],
  ["fenced", `\`\`\`json\n${one}\n\`\`\``],
  ["with prose around", `Sure, here you go:\n${one}\nLet me know {if} that helps!`],
  ["after thinking", `<think>The caller {"claims":[]} says {maybe</think>${one}`],
  ["after an echo of the message", `The message {"claims":[{"label":"intent:spam","quote":"x"}]} says so.\n${one}`],
  ["after braces that are none", `{see: ${one}}`],
])("an object %s is found", (_, text) => {
  expect(find(text)).toEqual(JSON.parse(one));
});

test("of one that was cut, the claims that were whole are kept and the unfinished one is dropped", () => {
  const whole =
    '{"claims":[{"label":"a","quote":"b"},{"label":"c","quote":"d"}],"sentences":[{"text":"e","quote":"f"}]}';
  const kept = (length: number) => {
    const found = find(whole.slice(0, length));
    return found === null ? null : JSON.stringify(found);
  };
  expect(kept(5)).toBeNull();
  expect(kept(11)).toBe('{"claims":[]}');
  expect(kept(30)).toBe('{"claims":[]}');
  expect(kept(36)).toBe('{"claims":[{"label":"a","quote":"b"}]}');
  expect(kept(58)).toBe('{"claims":[{"label":"a","quote":"b"}]}');
  expect(kept(whole.length - 1)).toBe(whole);
});

test.each([
  ["no object at all"],
  ["[1,2,3]"],
  ['{"other":1}'],
  ["{'claims':[]}"],
  ['{"claims":[],}'],
  ["{{{{{{{{{{{{{{"],
  [""],
])("%s is none", (text) => {
  expect(find(text)).toBeNull();
});

test("brackets and quotation marks inside strings are only letters", () => {
  expect(find('{"claims":["}]\\"{[","\\\\"]}')).toEqual({ claims: ['}]"{[', "\\"] });
});

test("cut anywhere, what is found is a part of what was whole, and nothing throws", () => {
  const answer = fc.record({
    claims: fc.array(fc.record({ label: fc.string(), quote: fc.string({ unit: "grapheme" }) }), { maxLength: 5 }),
    sentences: fc.array(fc.record({ text: fc.string(), quote: fc.string() }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(answer, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
      const text = JSON.stringify(whole);
      const found = find(text.slice(0, Math.floor(text.length * share)));
      if (found === null) return;
      const claims = found["claims"];
      expect(Array.isArray(claims) ? claims : null).toEqual(
        whole.claims.slice(0, Array.isArray(claims) ? claims.length : 0),
      );
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => void find(text)));
});

test("an answer made to be slow is not", () => {
  const begin = performance.now();
  find("{".repeat(60_000));
  find('{"claims":['.repeat(6_000));
  find('{"a":"\\'.repeat(8_000));
  find("<think>".repeat(9_000));
  expect(performance.now() - begin).toBeLessThan(500);
});
