import type { CallFacts, Discount, EvidenceLabel, Language } from "#classification/assessment.ts";
import { isContained } from "#classification/context/over.ts";
import { readContext } from "#classification/context/read-context.ts";
import type { Signal } from "#classification/find-signals.ts";
import { whyNotMeant } from "#classification/why-not-meant.ts";
import type { Word } from "#classification/words.ts";
import type { Weighed, WordRange } from "./weigh.ts";

/** Under this name a person sees evidence that no written rule found, only the weight of the words together. */
export const WEIGHED_RULE = "weighed-words";

/**
 * From here on the words together mean danger. Chosen so that few calls without danger pass; see docs/decisions/0023. Many
 * words say together more surely what they mean than few.
 */
const EMERGENCY_FROM = 0.55;
const EMERGENCY_FROM_OF_SOME = 0.7;
const WORDS_SOME = 16;
const EMERGENCY_FROM_OF_MANY = 0.4;
const WORDS_MANY = 24;
const EMERGENCY_FROM_OF_FEW = 0.8;
const WORDS_FEW = 8;
/** Where the caller says that there is no hurry, the words must speak far more clearly. */
const EMERGENCY_FROM_WHEN_CALM = 0.9;
/** Less was learned of Spanish than of English, so its weights must be surer. */
const EMERGENCY_FROM_OF_SOME_IN_SPANISH = 0.85;
/** What is called high by mistake is looked at the same day; what is missed waits. */
const PRESSING_FROM = 0.35;
const PRESSING_FROM_OF_MANY = 0.3;
const SALES_FROM = 0.5;

/**
 * The urgency that the words together show, as one more signal beside those of the written rules. It only ever raises, and
 * it is judged in its context like any other: a smell that is denied or of last winter is not brought back.
 */
export function weighedSignals(
  weighed: Weighed,
  signals: readonly Signal[],
  words: readonly Word[],
  callFacts: CallFacts,
  language: Language,
): Signal[] {
  const chosen = chooseLabel(weighed, signals, words.length, language);
  if (chosen === null) return [];
  const { label, range } = chosen;
  const [start, end] = [words[range.first]?.start, words[range.last - 1]?.end];
  if (start === undefined || end === undefined) return [];
  const context = readContext(words);
  const why =
    takenBackBy(signals, range, callFacts) ??
    whyNotMeant(context, range, { rule: WEIGHED_RULE, isDanger: true }) ??
    (isOfWater(words) && isContained(context, range) ? "over" : null);
  return [{ rule: { rule: WEIGHED_RULE, labels: [label], phrases: [] }, why, ...range, start, end }];
}

/** Only of water is it said that a bucket catches it; a wound is wrapped in towels too. */
const OF_WATER = new Set("water leak leaks leaking drip drips dripping puddle roof faucet pipe toilet".split(" "));

function isOfWater(words: readonly Word[]): boolean {
  return words.some(({ text }) => OF_WATER.has(text));
}

type Chosen = { readonly label: EvidenceLabel; readonly range: WordRange };

function chooseLabel(
  weighed: Weighed,
  signals: readonly Signal[],
  wordCount: number,
  language: Language,
): Chosen | null {
  const sales = weighed.intents.find(({ label }) => label === "spam" || label === "vendor");
  if (sales !== undefined && sales.probability >= SALES_FROM) return null;
  const isCalm = signals.some(({ rule, why }) => why === null && rule.labels.includes("urgency:low"));
  const danger = weighed.urgencies.find(({ label }) => label === "emergency");
  const high = weighed.urgencies.find(({ label }) => label === "high");
  const [ofDanger, ofHigh] = [danger?.probability ?? 0, high?.probability ?? 0];
  const dangerFrom = isCalm ? EMERGENCY_FROM_WHEN_CALM : emergencyFrom(wordCount, language);
  if (ofDanger >= dangerFrom && danger?.words) return { label: "urgency:emergency", range: danger.words };
  const likelier = ofDanger > ofHigh ? danger : high;
  if (
    !isCalm &&
    ofDanger + ofHigh >= (wordCount < WORDS_MANY ? PRESSING_FROM : PRESSING_FROM_OF_MANY) &&
    likelier?.words
  )
    return { label: "urgency:high", range: likelier.words };
  return null;
}

function emergencyFrom(wordCount: number, language: Language): number {
  if (wordCount >= WORDS_MANY) return EMERGENCY_FROM_OF_MANY;
  if (wordCount < WORDS_FEW) return EMERGENCY_FROM_OF_FEW;
  if (wordCount >= WORDS_SOME) return EMERGENCY_FROM;
  return language === "es" ? EMERGENCY_FROM_OF_SOME_IN_SPANISH : EMERGENCY_FROM_OF_SOME;
}

/** Where a written rule has found the same words not meant, that holds for their weight too. */
function takenBackBy(signals: readonly Signal[], range: WordRange, { season }: CallFacts): Discount | null {
  for (const { rule, why, first, last } of signals) {
    if (first >= range.last || range.first >= last) continue;
    if (why !== null) return why;
    if (rule.coldSeasonOnly === true && season === "hot") return "another-meaning";
  }
  return null;
}
