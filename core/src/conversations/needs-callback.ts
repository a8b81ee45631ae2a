/** What is known when a text comes from somebody who has no open matter. */
export interface LooseText {
  readonly text: string;
  readonly hasMedia: boolean;
  /** A matter of theirs was closed, or we wrote to them: a word of thanks has something to answer. */
  readonly knowsUs: boolean;
  /** First names of the team: "thanks Dana" asks for nothing. */
  readonly names?: readonly string[];
}

/**
 * Whether a text without an open matter opens a callback. It does, unless every word of it is a courtesy that answers what
 * was settled: a callback too many costs a glance, one too few costs the caller.
 */
export function needsCallback({ text, hasMedia, knowsUs, names = [] }: LooseText): boolean {
  if (hasMedia || !knowsUs || /[?¿]/.test(text)) return true;
  const bare = text
    .replace(friendlySigns, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "");
  const leftover = bare.replace(/[\s.,;!¡:)(~*"…-]+/gu, " ").trim();
  if (leftover === "") return text.trim() === ""; // nothing at all is not a sign of thanks
  return !isCourtesy(leftover.split(" "), new Set(names.map((name) => name.toLowerCase())));
}

/** Signs that say yes, thanks or goodbye. Any other (a fire, a thumb down) may say more. */
const friendlySigns =
  /(?:👍|👌|🙏|😊|🙂|😀|😃|😄|😁|❤|💙|💚|💛|🧡|💜|🤝|👏|✅|✔|☺|🥰|😘|🤗|💯|🎉|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D)/gu;

/** Reads the words as courtesies one after the other, the longest first; whatever does not fit asks for something. */
function isCourtesy(words: readonly string[], names: ReadonlySet<string>): boolean {
  let at = 0;
  while (at < words.length) {
    const length = [4, 3, 2, 1].find(
      (size) => courtesies.has(words.slice(at, at + size).join(" ")) && at + size <= words.length,
    );
    if (length !== undefined) at += length;
    else if (at > 0 && names.has(words[at] ?? "")) at += 1;
    else return false;
  }
  return true;
}

const courtesies: ReadonlySet<string> = new Set(
  [
    "thanks|thank you|thank u|thankyou|thx|ty|tysm|tks|thanks again|thanks so much|thanks a lot|thank you so much|thank you very much|many thanks|much appreciated|appreciated|i appreciate it|appreciate it|appreciate you",
    "ok|okay|k|kk|okey|oki|alright|all right|sounds good|good|great|perfect|awesome|excellent|cool|nice|wonderful|fantastic|got it|gotcha|understood|noted|will do|sure|of course|no problem|no worries|np|youre welcome|you too|same to you|all good|all set|were all set|im all set|10 4",
    "have a good day|have a great day|have a nice day|have a good one|good night|goodnight|good bye|goodbye|bye|see you|cheers|for your help|for the help|for everything|for calling|for calling back|for the quick response|so much|very much|again|guys|everyone|all|sir|maam|and",
    "gracias|muchas gracias|mil gracias|gracias por todo|muy amable|muy amables|se lo agradezco|te lo agradezco|le agradezco|por todo|por su ayuda|por la ayuda|por llamar|de nada|a usted|a ustedes|igualmente",
    "vale|listo|esta bien|esta bueno|muy bien|bien|bueno|perfecto|excelente|genial|claro|entendido|de acuerdo|sale|va|buen dia|buenas noches|buenas tardes|que tenga buen dia|que este bien|adios|hasta luego|saludos|dios lo bendiga|dios la bendiga|dios los bendiga|bendiciones|god bless|god bless you|y",
  ].flatMap((line) => line.split("|")),
);
