import fc from "fast-check";
import { expect, test } from "vitest";
import { findOptOutWish, readKeyword } from "./opt-out.ts";

test.each([
  "STOP",
  "stop",
  " Stop. ",
  "“STOP”",
  "'stop'",
  "STOP!!!",
  "STOP 🛑",
  "S.T.O.P",
  "stop\n",
  "ＳＴＯＰ",
  "STOP STOP",
  "STOPALL",
  "stop all",
  "QUIT",
  "End",
  "REVOKE",
  "opt out",
  "OPT-OUT",
  "optout",
  "Cancel",
  "UNSUBSCRIBE",
  "remove",
  "TD",
  "ARRET",
  "Arrêt",
  "PARA",
  "Alto",
  "baja",
  "st\u200bop",
])("a message that is only an opt-out word opts out: %s", (body) => {
  expect(readKeyword(body)).toBe("stop");
});

test.each([
  ["START", "start"],
  ["unstop", "start"],
  ["Help!", "help"],
  ["INFO", "help"],
  ["Yes.", "yes"],
  ["stop by tomorrow", null],
  ["please stop by", null],
  ["end of the month works", null],
  ["cancel my appointment", null],
  ["yes please", null],
  ["I need help with my sink", null],
  ["", null],
  ["🛑", null],
  ["stop ".repeat(60), null],
])("other keywords, and messages with other words: %s", (body, keyword) => {
  expect(readKeyword(body)).toBe(keyword);
});

test("a keyword counts only as the whole message", () => {
  const keyword = fc.constantFrom("stop", "quit", "end", "cancel", "unsubscribe", "start", "help", "yes");
  fc.assert(
    fc.property(
      keyword,
      fc.constantFrom("please", "tomorrow", "my", "sink"),
      (word, other) => readKeyword(`${word} ${other}`) === null && readKeyword(`${other} ${word}`) === null,
    ),
  );
  fc.assert(
    fc.property(
      keyword,
      fc.constantFrom(" ", "!", ".", "🛑", '"', "\n", "…", "—"),
      (word, sign) => readKeyword(`${sign}${word.toUpperCase()}${sign}`) === readKeyword(word),
    ),
  );
});

test.each([
  "stop texting me",
  "Please stop calling me",
  "quit messaging me!!",
  "Take me off your list",
  "take me off",
  "remove my number from your system",
  "do not contact me again",
  "don't text me anymore",
  "I don't want any more texts from you",
  "no more messages please",
  "unsubscribe me please",
  "I want to opt out",
  "leave me alone",
  "lose my number",
  "you have the wrong number",
  "put me on your do not call list",
  "I revoke my consent",
  "deje de llamarme",
  "dejen de mandarme mensajes",
  "no me llamen más",
  "quíteme de su lista",
  "no quiero más mensajes",
])("a plain wish not to be contacted is sure: %s", (text) => {
  const wish = findOptOutWish(text);
  expect(wish?.certainty).toBe("sure");
  expect(text.slice(wish?.start, wish?.end).length).toBeGreaterThan(3);
});

test.each([
  "please don't text me, call me",
  "who is this",
  "not interested",
  "please stop",
  "how did you get my number",
  "Wrong number",
  "Número equivocado",
])("a doubtful wish goes to a person: %s", (text) => {
  expect(findOptOutWish(text)?.certainty).toBe("unsure");
});

test.each([
  "can you stop by tomorrow",
  "please stop by the office",
  "the water won't stop",
  "don't call me before noon",
  "please do not call until after five",
  "don't hesitate to call me",
  "sorry I dialed the wrong number",
  "I need to cancel my appointment",
  "take me off the schedule for Tuesday",
  "my ex won't stop calling me",
  "I can't get the toilet to stop running",
  "call me back",
])("other uses of the words are no wish: %s", (text) => {
  expect(findOptOutWish(text)).toBeNull();
});
