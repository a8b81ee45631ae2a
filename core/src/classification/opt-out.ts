import { type Found, findPhrases, indexPhrases } from "./find-phrases.ts";
import { NO_WISHES, WISHES, type Wish } from "./vocabulary/opt-out-wishes.ts";
import { readWords, type Word } from "./words.ts";

export type Keyword = "stop" | "start" | "help" | "yes";

// The words that are an opt-out by themselves (47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel,
// unsubscribe) together with those of carriers and providers (STOPALL, OPTOUT; AWS: REMOVE, TD, ARRET) and of Spanish.
const STOP = new Set([
  "stop",
  "stopall",
  "stop all",
  "quit",
  "end",
  "revoke",
  "optout",
  "opt out",
  "cancel",
  "unsubscribe",
  "remove",
  "td",
  "arret",
  "para",
  "parar",
  "alto",
  "baja",
]);
const START = new Set(["start", "unstop"]);
const HELP = new Set(["help", "info", "ayuda"]);
const YES = new Set(["yes"]);

/**
 * Reads a text message that is nothing but a keyword: case, accents, punctuation, quotes, emoji and repetitions do not
 * matter ("“Stop.”", "STOP STOP 🛑"); any other word does ("please stop by"). Null when it is no keyword. What `yes` means depends
 * on the contact: it lifts an opt-out only when no yes/no question is pending (docs/rules.md S10).
 */
export function readKeyword(body: string): Keyword | null {
  // A keyword is short; a long text is none, and is not worth folding.
  if (body.length > 200) return null;
  const letters = body
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  const said = letters
    .replaceAll(/[^\p{L}\p{N}\s]/gu, "")
    .trim()
    .split(/\s+/);
  const words = new Set(said).size === 1 ? said.slice(0, 1) : said;
  const keyword = words.join(" ");
  if (STOP.has(keyword)) return "stop";
  if (START.has(keyword)) return "start";
  if (HELP.has(keyword)) return "help";
  return YES.has(keyword) ? "yes" : null;
}

export type OptOutWish = {
  readonly certainty: "sure" | "unsure";
  readonly start: number;
  readonly end: number;
  readonly rule: string;
};

const WISH_INDEX = indexPhrases(WISHES);
const NO_WISH_INDEX = indexPhrases(NO_WISHES.map((phrase) => ({ phrases: [phrase] })));

/**
 * Finds a wish not to be contacted in any wording, in a text, a voicemail or an e-mail; null when there is none. A text
 * message answers one of ours, so less is needed there to be sure.
 */
export function findOptOutWish(
  text: string,
  channel?: "voicemail" | "sms",
  read: readonly Word[] = readWords(text),
): OptOutWish | null {
  const words = withoutPauses(read, channel);
  const keyword = channel === "sms" ? stopInMessage(words) : null;
  const wishes = findPhrases(WISH_INDEX, words);
  if (wishes.length === 0) return keyword;
  const others = findPhrases(NO_WISH_INDEX, words);
  const meant = wishes.filter(
    (wish) =>
      isMeant(words, wish, channel) && !others.some((other) => other.first < wish.last && wish.first < other.last),
  );
  const only = meant.map((wish) => ({ ...wish, certainty: certaintyOf(words, wish, channel) }));
  const wish = only.find((one) => one.certainty === "sure");
  if (wish === undefined && keyword !== null) return keyword;
  const chosen = wish ?? only[0];
  return chosen === undefined
    ? null
    : { certainty: chosen.certainty, start: chosen.start, end: chosen.end, rule: chosen.rule.rule };
}

/** "Take. Me. Off." */
function withoutPauses(words: readonly Word[], channel: "voicemail" | "sms" | undefined): readonly Word[] {
  const isChopped = words.length <= 6 && words.every((word) => word.before === "sentence");
  return channel === "sms" && isChopped
    ? words.map((word, at) => ({ ...word, before: at === 0 ? "sentence" : "none" }))
    : words;
}

function isMeant(words: readonly Word[], wish: Found<Wish>, channel: "voicemail" | "sms" | undefined): boolean {
  const { rule, first, last } = wish;
  if (rule.smsOnly === true && channel !== "sms") return false;
  if (rule.atBegin === true && words[first]?.before === "none") return false;
  if (rule.atEnd === true && !isEnd(words, last)) return false;
  // The caller's own wrong dialling is no wish; only an answer to our text may be.
  if (channel === "voicemail" && words[last - 2]?.text === "wrong" && rule.certainty === "unsure") return false;
  return rule.denies === true || !isDenied(words, first, rule.rule === "stop-contacting");
}

/** "…but keep the reminders": part of what we send is wanted, so a person looks. */
function certaintyOf(
  words: readonly Word[],
  { rule, last, first }: Found<Wish>,
  channel: "voicemail" | "sms" | undefined,
): "sure" | "unsure" {
  if (rule.certainty === "unsure")
    return channel === "sms" && ASKS_TO_STOP.has(words[first]?.text ?? "") && isEnd(words, last) ? "sure" : "unsure";
  const after = words.slice(last, last + 12).map(({ text }) => text);
  const but = after.findIndex((word) => EXCEPT.has(word));
  if (but !== -1 && after.slice(but).some((word) => WANTED.has(word))) return "unsure";
  // "Don't text me" spoken by someone who calls may only choose the way; in a text it is what we sent that is not wanted.
  const isEveryWay = words.slice(first, last).some(({ text }) => EVERY_WAY.has(text));
  const isPlain = rule.rule === "do-not-contact" && !isEveryWay;
  if (isPlain && channel !== "sms") return "unsure";
  const isPartly = isPlain || (rule.rule === "no-more-messages" && !isEveryWay);
  return isPartly && after.some((word, at) => at < 6 && INSTEAD.has(word)) && !after.includes("again")
    ? "unsure"
    : "sure";
}
const EVERY_WAY = set("contact this number bother bug harass spam ever anything");
const EXCEPT = set("but except unless keep just only pero");
const WANTED = set(
  "keep still send want reminders appointment call email continue appointments confirmations okay ok fine",
);
const INSTEAD = set("call email instead only text llame mejor");
const ASKS_TO_STOP = set("stop please");

/** Nothing goes on after it: the text or sentence ends, or words follow that only add courtesy or a reason. */
function isEnd(words: readonly Word[], at: number): boolean {
  const word = words[at];
  return word === undefined || word.before !== "none" || AFTER_END.has(word.text);
}
const AFTER_END = set(
  "please now ok okay thanks thank thx asap immediately and or because i im we this its today pls plz dude bro man sir maam ever again anymore you per cuz since so already stop wrong gracias por favor ya lady jerk period number",
);

/** "Don't stop texting me updates", "I didn't mean to unsubscribe", "I'll stop calling now": the wish is turned round. */
function isDenied(words: readonly Word[], first: number, isStopping: boolean): boolean {
  for (let at = first - 1; at >= Math.max(0, first - 4); at -= 1) {
    if (words[at + 1]?.before !== "none") return false;
    const text = words[at]?.text ?? "";
    if (DENIALS.has(text)) return true;
    if (isStopping && at === first - 1 && OWN.has(text)) return true;
    if (!THROUGH_DENIAL.has(text)) return false;
  }
  return false;
}
const DENIALS = set("dont not never didnt wont accidentally mistakenly accident mistake wouldnt isnt havent");
/** "Didn't mean to unsubscribe", "please don't ever stop": what a denial reaches through; never "not interested, remove me". */
const THROUGH_DENIAL = set(
  "want to mean meant ever you have need trying wanted going gonna be please like wish plan planning intend being get let me try just actually texted typed hit said sent pressed",
);
const OWN = set("ill i we well id");

/** The word stop by itself among others ("who is this stop", "STOP. I hired someone"), in any stretch ("stoppp"). */
function stopInMessage(words: readonly Word[]): OptOutWish | null {
  for (const [at, word] of words.entries()) {
    if (!/^s+t+o+p+$/.test(word.text)) continue;
    const next = words[at + 1];
    const previous = words[at - 1];
    const isLast = next === undefined || next.before !== "none" || (AFTER_END.has(next.text) && at === 0);
    const isFirst = previous === undefined || word.before !== "none";
    const isNoun = previous !== undefined && word.before === "none" && BEFORE_NO_WISH.has(previous.text);
    if (isLast && !isNoun && (isFirst || next === undefined) && !isDenied(words, at, true))
      return { certainty: "sure", start: word.start, end: word.end, rule: "says-stop" };
  }
  return null;
}
/** "It won't stop", "at the bus stop", "can you make it stop". */
const BEFORE_NO_WISH = set(
  "wont cant doesnt didnt not never to it bus a the full non truck next last one first pit rest train my every dont until couldnt would will water leak alarm bleeding them can",
);

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
