// Rules about who calls back, said as people say them. Used by the editor and by every explanation.
import type { RoutingRule, RuleConditions, RuleTarget } from "./routing.ts";

/** How the ids in rules are called. Null: it is not there any more. */
export interface RuleNames {
  readonly person: (id: string) => string | null;
  readonly number: (id: string) => string | null;
  readonly territory: (id: string) => string | null;
  readonly rotation: (id: string) => string | null;
}

/** A rule in one line: "Emergencies on the Heating line → Dana, backup Sam". */
export function ruleSentence(rule: RoutingRule, names: RuleNames): string {
  const backup = rule.backupId === null ? "" : `, backup ${names.person(rule.backupId) ?? "somebody who left"}`;
  return `${conditionWords(rule.when, names)} → ${targetWords(rule.to, names)}${backup}`;
}

/** Whom a rule is for: "Emergencies on the Heating line in the North". */
export function conditionWords(when: RuleConditions, names: RuleNames): string {
  const who = [
    ...some(when.tiers, (tier) => `${tier} customers`),
    ...some(when.lanes, (lane) => laneWords[lane] ?? plain(lane)),
  ].join(", ");
  const what = [
    ...some(when.urgencies, (urgency) => urgencyWords[urgency] ?? plain(urgency)),
    ...some(when.intents, (intent) => intentWords[intent] ?? plain(intent)),
  ].join(", ");
  const first = [what, who].filter((part) => part !== "").join(" of ");
  const rest = [
    ...some(when.linesOfService, (line) => line, "on the ", " line"),
    ...some(when.numberIds, (id) => names.number(id) ?? "a number that is gone", "to "),
    ...some(when.sources, (source) => source, "from "),
    ...some(when.languages, (language) => languageWords(language), "in "),
    ...some(when.territoryIds, (id) => names.territory(id) ?? "an area that is gone", "from "),
  ].join(" ");
  if (first === "" && rest === "") return "Everybody";
  return sentence(`${first === "" ? "calls" : first} ${rest}`.trim());
}

/** Who gets the callbacks of a rule: "Dana", "Dana or Sam in turn, with Gas". */
export function targetWords(to: RuleTarget, names: RuleNames): string {
  switch (to.kind) {
    case "person":
      return names.person(to.memberId) ?? "somebody who left";
    case "group": {
      const people = listed(to.memberIds.map((id) => names.person(id) ?? "somebody who left"));
      const how = to.pick === "round-robin" ? "in turn" : "whoever has the fewest open";
      return `${people === "" ? "nobody yet" : people}${to.memberIds.length > 1 ? `, ${how}` : ""}${skillWords(to.skills)}`;
    }
    case "on-duty":
      return `who is on duty, ${to.pick === "round-robin" ? "in turn" : "whoever has the fewest open"}${skillWords(to.skills)}`;
    case "on-call":
      return `who is on call (${names.rotation(to.rotationId) ?? "a rotation that is gone"})`;
    case "knows-them":
      return "who called them back before";
  }
}

/** What a condition looks at, as "the line is Heating" or "the urgency is not known yet". */
export function answerWords(condition: keyof RuleConditions, is: string | null, names: RuleNames): string {
  if (is === null || is === "unknown") return `${conditionNouns[condition]} is not known yet`;
  const value: Readonly<Record<keyof RuleConditions, (is: string) => string>> = {
    linesOfService: plainValue,
    numberIds: (id) => names.number(id) ?? "another one",
    sources: plainValue,
    intents: (intent) => intentNames[intent] ?? plain(intent),
    urgencies: plain,
    languages: languageWords,
    territoryIds: plainValue,
    tiers: plainValue,
    lanes: plain,
  };
  return `${conditionNouns[condition]} is ${value[condition](is)}`;
}

const conditionNouns: Readonly<Record<keyof RuleConditions, string>> = {
  linesOfService: "the line",
  numberIds: "the number they called",
  sources: "the campaign",
  intents: "what they want",
  urgencies: "the urgency",
  languages: "the language",
  territoryIds: "where they are",
  tiers: "the tier",
  lanes: "the kind of caller",
};

/** A language by its English name; a code that has none stays as it is. */
export function languageWords(code: string): string {
  return languages[code] ?? code;
}

const languages: Readonly<Record<string, string>> = {
  en: "English",
  es: "Spanish",
  fr: "French",
  pt: "Portuguese",
  de: "German",
  it: "Italian",
  zh: "Chinese",
  ja: "Japanese",
  ko: "Korean",
  ru: "Russian",
  ar: "Arabic",
  he: "Hebrew",
  hi: "Hindi",
  ht: "Haitian Creole",
  tl: "Tagalog",
  vi: "Vietnamese",
  pl: "Polish",
  uk: "Ukrainian",
  ur: "Urdu",
  fa: "Persian",
  pa: "Punjabi",
  bn: "Bengali",
  th: "Thai",
  am: "Amharic",
  hy: "Armenian",
  el: "Greek",
};

const urgencyWords: Readonly<Record<string, string>> = {
  emergency: "emergencies",
  high: "urgent calls",
  normal: "normal calls",
  low: "calls that can wait",
  unknown: "calls nobody has read yet",
};

/** An intent as the name of what the caller wants. */
export const intentNames: Readonly<Record<string, string>> = {
  booking: "a booking",
  quote: "a quote",
  "reschedule-or-cancel": "a change of date",
  "job-status": "the state of a job",
  support: "help",
  billing: "a bill",
  complaint: "a complaint",
  emergency: "an emergency",
  vendor: "selling something",
  spam: "spam",
  "wrong-number": "a wrong number",
  personal: "something personal",
  question: "a question",
  unclear: "unclear",
};
const intentWords: Readonly<Record<string, string>> = {
  booking: "bookings",
  quote: "quotes",
  "reschedule-or-cancel": "changes of date",
  "job-status": "questions about a job",
  support: "calls for help",
  billing: "bills",
  complaint: "complaints",
  emergency: "emergencies",
  vendor: "vendors",
  spam: "spam",
  "wrong-number": "wrong numbers",
  personal: "personal calls",
  question: "questions",
  unclear: "unclear messages",
};
const laneWords: Readonly<Record<string, string>> = {
  "new-lead": "new leads",
  "existing-customer": "customers",
  vendor: "vendors",
  complaint: "complaints",
  unknown: "unknown callers",
};

function some(values: readonly string[], words: (value: string) => string, before = "", behind = ""): string[] {
  return values.length === 0 ? [] : [`${before}${listed(values.map(words))}${behind}`];
}

function skillWords(skills: readonly string[]): string {
  return skills.length === 0 ? "" : `, with ${skills.join(" and ")}`;
}

/** "Dana, Sam or Luis" */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

function plain(key: string): string {
  return key.replaceAll("-", " ");
}

function plainValue(value: string): string {
  return value;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
