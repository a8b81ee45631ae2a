import type { Word } from "#classification/words.ts";
import type { Context } from "./read-context.ts";
import { isHypotheticalInSpanish } from "./spanish-context.ts";
import { hasAny, type Place, sentenceBegin, sentenceEnd, wordSet } from "./word-window.ts";

const BACK_WORDS_MAX = 10;

/** Between an "if" and what it supposes. No verb of asking or doing: "if you can call me, my basement is flooding". */
const HYPOTHETICAL_THROUGH = wordSet(
  "a an the there theres gas water carbon monoxide co smoke fire alarm is was were are i we you they it he she my our your their his her one of ones someone anyone somebody something ever have had has get gets got see smell smells hear feel start starts happen happens to suddenly any another did does do should and or pipe pipes water basement house home kitchen bathroom ceiling roof furnace heater boiler ac heat power toilet toilets sewer line lines tank door tooth teeth pet dog cat guest tenant tenants patient child kid baby place unit apartment office building electricity at in on during over after before of thoughts party group middle night weekend weekends sunday saturday holiday hours late like real big bad major comes goes go went come say",
);
const IF = wordSet("if whenever unless suppose supposing imagine assuming");
const REAL_IF_BEFORE = wordSet("sure know see tell check wonder wondering ask asking as even only idea certain");
/** "If you're there", "if anybody hears this": politeness before a danger that is real. */
const SOMEBODY = wordSet("you youre yall anyone anybody someone somebody u");
const LISTENS = wordSet("there here get gets hear hears are is can could would around home in");
const PREVENTING = wordSet("prevent preventing prevents avoid avoiding prevention protect against");
const IN_CASE = wordSet("in the just any");

/** Whether the place is only thought of: a supposition, something to prevent, a question of what is done or charged. */
export function isHypothetical(context: Context, place: Place): boolean {
  const { words } = context;
  return (
    isInQuestion(context, place) ||
    isHypotheticalInSpanish(words, place) ||
    isSupposed(words, place) ||
    isWhenever(words, place) ||
    isSomeday(words, place) ||
    isAskedInGeneral(words, place) ||
    isConsidered(words, place) ||
    isExaggerated(words, place)
  );
}

function isSupposed(words: readonly Word[], place: Place): boolean {
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    const before = words[at - 1]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (IF.has(text)) return !isRealIf(words, at);
    // "Say my basement flooded", "let's say": at the beginning, or it is somebody's word.
    if (text === "say" && (words[at]?.before === "sentence" || before === "lets" || before === "like")) return true;
    if (PREVENTING.has(text)) return true;
    if ((text === "case" || text === "event" || text === "risk") && IN_CASE.has(before)) return true;
    if (!HYPOTHETICAL_THROUGH.has(text)) return false;
  }
  return false;
}

const SOMEDAY = wordSet("someday eventually future");
const SOMEDAY_WORDS = 6;

/** "Worried about the maple coming down on the house someday". */
function isSomeday(words: readonly Word[], place: Place): boolean {
  return hasAny(words, place.last, sentenceEnd(words, place.last, SOMEDAY_WORDS), SOMEDAY);
}

const HAPPENS = wordSet("goes go gets get breaks break freezes freeze happens happen bursts fails floods leaks");

/** "So we keep heat when the power goes out": the verb of what happens each time, not of what happens now. */
function isWhenever(words: readonly Word[], place: Place): boolean {
  for (let at = place.last - 1; at >= Math.max(0, place.first - 4); at -= 1) {
    const text = words[at]?.text ?? "";
    if (at < place.first && words[at + 1]?.before === "sentence") return false;
    if (text === "when" || text === "whenever") return hasAny(words, at, place.last, HAPPENS);
  }
  return false;
}

/** "I'm not sure if", "what should I do if", "if you're there": the danger may well be there. */
function isRealIf(words: readonly Word[], at: number): boolean {
  const before = words.slice(Math.max(0, at - 4), at).map((word) => word.text);
  if (REAL_IF_BEFORE.has(before.at(-1) ?? "")) return true;
  if (
    SOMEBODY.has(words[at + 1]?.text ?? "") &&
    (words[at + 1]?.text === "youre" || LISTENS.has(words[at + 2]?.text ?? ""))
  )
    return true;
  // "Who do I call if" plans; "what do I do if" may stand in the smoke.
  if (before.includes("who")) return false;
  return before.includes("do") && (before.includes("i") || before.includes("we") || before.at(-2) === "to");
}

/** Between "do you" or "how much" and a danger that is asked about as a kind of work. */
const ASKED_THROUGH = wordSet(
  "a an any for to of with on out fix fixing repair repairing repairs handle handling service servicing do doing deal dealing take taking care work working respond responding cover covering treat treating see seeing seen help helping clean cleaning up test testing detect detecting find finding come offer offering provide like stuff things such as and or calls call also even still ever emergency emergencies big small old frozen burst gas water roof pipe pipes toilet toilets drain drains sewer slab tankless garage door car house electrical panel people patients someone somebody folks right away unclog unclogging clear clearing inspect inspection remove removing removal jobs job is it usually typically normally charge run cost",
);
const DEFINITE = wordSet("my our this his her their the that theres there");
const DOERS = wordSet("you yall guys they folks anyone anybody somebody someone company shop office place team");
const PRICES = wordSet("much charge charges rate rates price prices pricing cost costs fee fees estimate quote bid");
const ASKED_WORDS_MAX = 9;

/** "Do you fix gas leaks", "how much for a lockout": about such work, not about one that happens. */
function isAskedInGeneral(words: readonly Word[], place: Place): boolean {
  if (DEFINITE.has(words[place.first - 1]?.text ?? "") || DEFINITE.has(words[place.first]?.text ?? "")) return false;
  for (let at = place.first - 1; at >= Math.max(0, place.first - ASKED_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    const before = words[at - 1]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (DOERS.has(text) && isDo(before, words[at - 2]?.text ?? "")) return true;
    if (text === "much" && before === "how") return true;
    if (PRICES.has(text) && text !== "much" && hasAny(words, at - 5, at, HOW_MUCH)) return true;
    if (!ASKED_THROUGH.has(text)) return false;
  }
  return false;
}
const HOW_MUCH = wordSet("how what whats");

function isDo(before: string, earlier: string): boolean {
  if (before === "do" || before === "does") return true;
  return (before === "you" || before === "your") && (earlier === "do" || earlier === "does");
}

const QUESTION_REACH_WORDS = 20;

/** "What counts as an emergency, is no heat one", "does the basement ever flood". */
function isInQuestion({ words, markers }: Context, place: Place): boolean {
  const begin = sentenceBegin(words, place.first, QUESTION_REACH_WORDS);
  return markers.some(
    ({ rule, first, last }) =>
      rule.kind === "question" && first >= begin && first < place.last && words[last]?.text !== "since",
  );
}

const CONSIDERED = wordSet("considered count counts counted qualify qualifies classified treated");
const ASKING = wordSet("is are does do would what which when");

/** "Is no heat considered an emergency", "what counts as an emergency". */
function isConsidered(words: readonly Word[], place: Place): boolean {
  const begin = sentenceBegin(words, place.first, 12);
  const isNear = hasAny(words, Math.max(begin, place.first - 3), Math.min(words.length, place.last + 2), CONSIDERED);
  return isNear && hasAny(words, begin, place.first, ASKING);
}

const MUST = wordSet("has have had needs need would gotta");

/** "The building has to be on fire before you fix a bulb": a way to say that nobody cares. */
function isExaggerated(words: readonly Word[], place: Place): boolean {
  for (let at = place.first - 1; at >= Math.max(0, place.first - 4); at -= 1) {
    const text = words[at]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (text === "to" && MUST.has(words[at - 1]?.text ?? "") && words[at + 1]?.text === "be") return true;
    if (text !== "be" && text !== "literally" && text !== "actually") return false;
  }
  return false;
}
