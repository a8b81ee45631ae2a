import { expect, test } from "vitest";
import { findSignals } from "#classification/find-signals.ts";
import type { Trade } from "#classification/trade.ts";
import { readWords } from "#classification/words.ts";

/** Why the words of a rule do not count; null when they count. */
function whyNot(text: string, rule: string, trade: Trade = "home-services"): string | null | undefined {
  return findSignals(readWords(text), trade).find((signal) => signal.rule.rule === rule)?.why;
}

test.each([
  ["no huele a gas ni nada", "es-gas", "negated"],
  ["fuga de gas no hay, ya revisamos", "es-gas", "negated"],
  ["el año pasado se nos inundó el sótano y ahora queremos una bomba", "es-water-pouring", "past"],
  ["hace como tres años se reventó un tubo", "es-burst-pipe", "past"],
  ["ya van a ser dos años que se nos inundó la casa", "es-water-pouring", "past"],
  ["el año pasado se inundó el sótano y no quiero que pase otra vez", "es-water-pouring", "past"],
  ["si llegara a haber una fuga de gas a quién le hablo", "es-gas", "hypothetical"],
  ["revisen el calentador antes de que empiece a gotear", "es-leak", "hypothetical"],
  ["por si hay una fuga de gas", "es-gas", "hypothetical"],
  ["mi perro se llama Infarto", "es-heart-or-stroke", "another-meaning"],
  ["olía a gas pero ya no huele", "es-gas", "over"],
])("a danger denied, past, supposed or named is not counted: %s", (text, rule, why) => {
  expect(whyNot(text, rule)).toBe(why);
});

test.each([
  ["hola sí huele a gas en la cocina", "es-gas"],
  ["no sé si huele a gas", "es-gas"],
  ["no se huele raro como a gas", "es-gas"],
  ["desde hace dos meses huele a gas", "es-gas"],
  ["hace dos días que huele a gas", "es-gas"],
  ["a la vecina se le está inundando la cocina", "es-water-pouring"],
  ["el invierno pasado se reventó un tubo y otra vez se reventó hoy", "es-burst-pipe"],
])("a danger that is here counts: %s", (text, rule) => {
  expect(findSignals(readWords(text), "home-services").some((one) => one.rule.rule === rule && one.why === null)).toBe(
    true,
  );
});
