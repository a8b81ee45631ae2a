import type { WordSpan } from "./card-numbers.ts";
import type { Reading, RedactionKind } from "./redact.ts";
import type { Word } from "./words.ts";

const PASSWORD = new Set("password passcode passphrase contrasena".split(" "));
const IS = new Set("is was es its".split(" "));
/** "My password is wrong": a state of the password, not the password. */
const NO_PASSWORD = new Set(
  "not wrong incorrect invalid expired expiring locked forgotten lost reset changed being no still the a my same case broken saved required needed what that too never always really just bad weak blank empty incorrecta in on for to rejected stuck unknown gone working".split(
    " ",
  ),
);
const DOCUMENT = new Set("passport pasaporte license licence licencia".split(" "));
const DOCUMENT_REACH = 6;

/** Finds secrets that are no mere digits: "my password is Fluffy2020", "passport number X1234567". */
export function findSecretWords({ text, words, taken }: Reading): (WordSpan & { readonly kind: RedactionKind })[] {
  const found: (WordSpan & { kind: RedactionKind })[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const cue = words[at]?.text ?? "";
    if (PASSWORD.has(cue)) {
      const isSaid = IS.has(words[at + 1]?.text ?? "");
      const place = isSaid ? at + 2 : at + 1;
      const secret = words[place];
      if (secret === undefined || taken[place] === 1 || secret.before === "sentence") continue;
      // "password: Sunny#Day44", "password Sunny44"
      const isWritten =
        text.slice(words[at]?.end ?? 0, secret.start).includes(":") || /\p{L}\d|\d\p{L}/u.test(secret.text);
      if ((!isSaid && !isWritten) || NO_PASSWORD.has(secret.text)) continue;
      found.push({ ...untilSpace(text, words, place), kind: "password" });
    } else if (DOCUMENT.has(cue)) {
      for (let next = at + 1; next < Math.min(words.length, at + DOCUMENT_REACH); next += 1) {
        if (taken[next] === 1 || !/^[a-z]{1,3}[0-9]{3,}/.test(words[next]?.text ?? "")) continue;
        found.push({ ...untilSpace(text, words, next), kind: "identity-document" });
        break;
      }
    }
  }
  return found;
}

/** A secret goes on to the next space, whatever signs are in it ("hunter2!x"). A sign that ends the sentence stays. */
function untilSpace(text: string, words: readonly Word[], at: number): WordSpan {
  const start = words[at]?.start ?? 0;
  let end = words[at]?.end ?? start;
  while (end < text.length && end - start < 60 && !/\s/.test(text.charAt(end))) end += 1;
  while (/[.,;:!?"')\]]/.test(text.charAt(end - 1)) && end > (words[at]?.end ?? 0)) end -= 1;
  let lastWord = at;
  while ((words[lastWord + 1]?.start ?? end) < end) lastWord += 1;
  return { start, end: Math.max(end, words[lastWord]?.end ?? end), firstWord: at, lastWord };
}
