import { expect, test } from "vitest";
import { findPromises } from "./promise-guard.ts";

test.each([
  "Hi, this is Acme Plumbing. Sorry we missed your call. Reply here with what you need and a person will call you back. Reply STOP to opt out.",
  "Acme: you're unsubscribed and will get no more texts. Reply START to resume.",
  "Acme: help at 312-555-0199/help@acme.com. Msg freq varies. Msg & data rates may apply. STOP to opt out.",
  "If this is an emergency, hang up and dial 911.",
  "I can't advise on that; a licensed agent will call you.",
  "Coverage cannot be bound, changed or cancelled by voicemail, text or AI; a licensed agent must confirm.",
  "Thanks for calling Acme. We are closed right now. Tell us what you need and a person will get back to you when we open.",
  "Call us at 1-800-555-0100 if you need a person.",
  "Hola, somos Acme. Perdón por no contestar. Responda aquí con lo que necesita y una persona le llamará. Responda STOP para no recibir mensajes.",
  "Is this about an appointment or something else?",
  "We got your message. Would you like us to call this number?",
])("a text that promises nothing passes: %s", (text) => {
  expect(findPromises(text)).toEqual([]);
});

test.each([
  ["we'll be there by 3", "arrival-time"],
  ["We will be there soon", "arrival-time"],
  ["a tech is on the way", "arrival-time"],
  ["within 15 minutes", "arrival-time"],
  ["in about an hour", "arrival-time"],
  ["between 2 and 4", "arrival-time"],
  ["we are sending someone out", "arrival-time"],
  ["estamos en camino", "arrival-time"],
  ["free estimate", "price"],
  ["$49", "price"],
  ["49 dollars", "price"],
  ["only 49€ today", "price"],
  ["no charge for the visit", "price"],
  ["our price is fair", "price"],
  ["10% off", "discount"],
  ["ten percent off", "discount"],
  ["ask about our discount", "discount"],
  ["tomorrow at 9", "appointment-time"],
  ["see you Tuesday at 10:30am", "appointment-time"],
  ["you're booked", "appointment-time"],
  ["su cita es a las 3", "appointment-time"],
  ["we can fix it today", "availability"],
  ["we have openings this week", "availability"],
  ["same day service", "availability"],
  ["we are available 24/7", "availability"],
  ["guaranteed", "outcome"],
  ["we can fix that", "outcome"],
  ["don't worry, you're covered", "outcome"],
  ["someone will call you within the hour", "arrival-time"],
  ["we'll call you back by 5", "callback-time"],
  ["we will call you right away", "callback-time"],
  ["a person will call you tomorrow", "callback-time"],
  ["book now", "sales-urgency"],
  ["limited time only", "sales-urgency"],
  ["we're #1 in town", "marketing"],
  ["leave us a review", "marketing"],
  ["check out our new packages", "marketing"],
  ["Help is on the way", "help-is-coming"],
  ["we called 911 for you", "help-is-coming"],
  ["g\u200buaranteed", "outcome"],
  ["GUARANTEED", "outcome"],
])("a promise is found: %s (%s)", (text, rule) => {
  const found = findPromises(text);
  expect(found.map((promise) => promise.rule)).toContain(rule);
  for (const { start, end, quote } of found) expect(text.slice(start, end)).toBe(quote);
});

test("a name is no wording, and hides nothing around it", () => {
  expect(findPromises("Hi, this is Best Price Plumbing.", ["Best Price Plumbing"])).toEqual([]);
  expect(findPromises("Hi, this is Free Spirit. Free cuts!", ["Free Spirit"]).map(({ quote }) => quote)).toEqual([
    "Free",
  ]);
  expect(findPromises("plain words", ["", " "])).toEqual([]);
});
