import { expect, test } from "vitest";
import { foldQuoted } from "./fold-quoted.ts";

const words = "Yes, please come on Friday.\n\nAnn";

test.each([
  [
    "Gmail",
    "On Tue, Nov 17, 2026 at 4:05 PM Northside Heating <hello@northside.example> wrote:\n> Shall we come?\n> Maya",
  ],
  [
    "Gmail, broken in two",
    "On Tue, Nov 17, 2026 at 4:05 PM Northside Heating <\nhello@northside.example> wrote:\n\n> Shall we come?",
  ],
  ["Apple Mail", "On Nov 17, 2026, at 16:05, Northside <hello@northside.example> wrote:\n\nShall we come?"],
  ["Outlook", "________________________________\nFrom: Northside <hello@northside.example>\nSent: Tuesday\nTo: Ann"],
  [
    "Outlook without a line",
    "From: Northside <hello@northside.example>\nSent: Tuesday, November 17\nTo: Ann\nSubject: Re: Your call\n\nShall we come?",
  ],
  ["the old way", "-----Original Message-----\nFrom: Northside\n\nShall we come?"],
  ["Spanish", "El mar, 17 nov 2026 a las 16:05, Northside (<hello@northside.example>) escribió:\n> ¿Vamos?"],
  ["French", "Le mar. 17 nov. 2026 à 16:05, Northside <hello@northside.example> a écrit :\n> On vient ?"],
  ["a signature", "-- \nAnn Porter\n12 Elm Street"],
])("%s: what is repeated is folded away", (_program, rest) => {
  const folded = foldQuoted(`${words}\n\n${rest}`);
  expect(folded.words).toBe(words);
  expect(folded.quoted).toBe(rest.replaceAll(/[ \t]+$/gm, ""));
});

test("answers between the quoted lines stay together", () => {
  expect(foldQuoted("> Shall we come on Friday?\nYes.\n> Is the dog out?\nNo, he is friendly.\n")).toEqual({
    words: "Yes.\nNo, he is friendly.",
    quoted: "> Shall we come on Friday?\n> Is the dog out?",
  });
});

test("words that only look like a quote stay words", () => {
  for (const text of [
    "On Friday it is fine.",
    "From: the kitchen the water runs into the hall.",
    "I wrote: come on Friday",
    "It dripped -- then it ran.",
    "On second thought I wrote you a letter: see below\nThe letter",
  ])
    expect(foldQuoted(text)).toEqual({ words: text, quoted: "" });
});

test("a mail that is nothing but a quote keeps its words", () => {
  expect(foldQuoted("> Shall we come?")).toEqual({ words: "> Shall we come?", quoted: "" });
  expect(foldQuoted("")).toEqual({ words: "", quoted: "" });
});

test("a mail made to be slow is not", () => {
  const started = performance.now();
  for (const line of ["On ", "On a wrote", "From: ", "> ", "_", "- ", "\n"])
    foldQuoted(line.repeat(Math.ceil(1_000_000 / line.length)));
  foldQuoted("On x\n".repeat(200_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
