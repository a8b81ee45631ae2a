import { expect, test } from "vitest";
import { needsCallback } from "./needs-callback.ts";

const closed = { hasMedia: false, knowsUs: true };

test.each([
  "Thanks!",
  "thank you so much",
  "Ok",
  "OK 👍",
  "👍🏽",
  "🙏🙏",
  "Okay, sounds good. Thanks again!",
  "Got it, have a great day",
  "Perfect, thank you Dana!",
  "Gracias",
  "¡Muchas gracias!",
  "Ok, perfecto. Muy amable",
  "Está bien, gracias por todo 😊",
  "Dios lo bendiga",
])("a courtesy after a closed matter opens no callback: %s", (text) => {
  expect(needsCallback({ ...closed, text, names: ["Dana"] })).toBe(false);
});

test.each([
  "Thanks, but it is leaking again",
  "ok call me",
  "Thanks?",
  "ok when are you coming",
  "yes",
  "no",
  "Dana",
  "Thanks Bob",
  "🔥🔥",
  "👎",
  "",
  "9",
  "Great, now the heater is out",
  "all day no water",
  "Gracias, pero sigue goteando",
  "ok, ¿a qué hora vienen?",
  "Bueno, necesito ayuda",
  "perfect timing my basement is flooded",
])("anything that may ask for something opens one: %s", (text) => {
  expect(needsCallback({ ...closed, text, names: ["Dana"] })).toBe(true);
});

test("who never had to do with the business has nothing to thank for, and a picture is looked at", () => {
  expect(needsCallback({ text: "ok", hasMedia: false, knowsUs: false })).toBe(true);
  expect(needsCallback({ text: "thanks", hasMedia: true, knowsUs: true })).toBe(true);
});
