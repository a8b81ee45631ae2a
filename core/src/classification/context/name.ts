import type { Word } from "#classification/words.ts";
import { type Place, wordSet } from "./word-window.ts";

const GIVES_NAME = new Set(["se llama", "me llamo", "nombre es", "name is", "last name", "apellido es"]);
const TITLES = wordSet("apellido named doctora doctor dr dra licenciado licenciada don dona calle colonia avenida");

/** Whether one danger word is somebody's name: "mi perro se llama Infarto", "my name is Storm", "la doctora Sangre". */
export function isName(words: readonly Word[], place: Place): boolean {
  if (place.last - place.first !== 1 || words[place.first]?.before !== "none") return false;
  const before = words[place.first - 1]?.text ?? "";
  return TITLES.has(before) || GIVES_NAME.has(`${words[place.first - 2]?.text ?? ""} ${before}`);
}
