import { INTENTS, type Intent, type Urgency } from "@ringback/core/classification/assessment.ts";
import { checkEvidence } from "@ringback/core/classification/check-evidence.ts";
import { type JudgedMessage, judgeMessage, type Message } from "@ringback/core/classification/judge-message.ts";
import type { LabelledMessage } from "./corpus.ts";

export type Judgement = { readonly message: LabelledMessage; readonly judged: JudgedMessage };

/** How often a label was right: `support` true ones, of which `found`; `said` said, of which `right`. */
export type LabelScore = {
  readonly label: string;
  readonly support: number;
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
};

export type Scores = {
  readonly messages: number;
  readonly urgencies: readonly LabelScore[];
  readonly intents: readonly LabelScore[];
  /** Mean of the F1 of every intent that occurs. */
  readonly intentMacroF1: number;
  readonly emergencyRecall: number;
  /** Share of messages that are no emergency and were called one. */
  readonly falseEmergencies: number;
  /** Of the messages that are high or an emergency, the share that was called either. */
  readonly pressingRecall: number;
  readonly optOutRecall: number;
  readonly falseOptOuts: number;
  readonly redactionRecall: number;
  readonly evidenceVerbatim: number;
  readonly unsupportedSentences: number;
  /** Share right of the messages where the field is labelled. */
  readonly facts: Readonly<Record<string, { readonly right: number; readonly of: number }>>;
};

/** Judges every message by the rules, as the product does. */
export function judgeAll(messages: readonly LabelledMessage[], reading: Message["reading"] = "all"): Judgement[] {
  return messages.map((message) => ({
    message,
    judged: judgeMessage({ text: message.transcript, channel: message.channel, trade: message.trade, reading }),
  }));
}

/** The figures of the issue, all computed here and nowhere else. */
export function score(judgements: readonly Judgement[]): Scores {
  const urgencyOf = ({ judged }: Judgement) => judged.assessment.urgency;
  const intentOf = ({ judged }: Judgement) => judged.assessment.intent;
  const urgencies = scoreLabels(URGENCIES, judgements, (one) => list(one.message.urgency), urgencyOf);
  const intents = scoreLabels(INTENTS, judgements, (one) => list(one.message.intent), intentOf);
  const emergencies = judgements.filter((one) => best<Urgency>(one.message.urgency) === "emergency");
  const calm = judgements.filter((one) => !list<Urgency>(one.message.urgency).includes("emergency"));
  const pressing = judgements.filter((one) => list<Urgency>(one.message.urgency).every(isPressing));
  const wishes = judgements.filter((one) => one.message.optOut);
  const secrets = judgements.flatMap((one) => one.message.redact.map((secret) => ({ one, secret })));
  const evidence = judgements.flatMap(({ judged }) =>
    [...judged.assessment.evidence, ...judged.assessment.discounted].map((piece) => ({ text: judged.text, piece })),
  );
  return {
    messages: judgements.length,
    urgencies,
    intents,
    intentMacroF1: mean(intents.map(({ f1 }) => f1)),
    emergencyRecall: share(emergencies, (one) => urgencyOf(one) === "emergency"),
    falseEmergencies: share(calm, (one) => urgencyOf(one) === "emergency", 0),
    pressingRecall: share(pressing, (one) => isPressing(urgencyOf(one))),
    optOutRecall: share(wishes, ({ judged }) => judged.assessment.optOut),
    falseOptOuts: share(
      judgements.filter((one) => !one.message.optOut),
      ({ judged }) => judged.assessment.optOut,
      0,
    ),
    redactionRecall: share(secrets, ({ one, secret }) => !isLeaked(one, secret)),
    evidenceVerbatim: share(evidence, ({ text, piece }) => checkEvidence(text, [piece]).dropped.length === 0),
    unsupportedSentences: judgements.reduce((sum, one) => sum + unsupported(one), 0),
    facts: scoreFacts(judgements),
  };
}

const URGENCIES = ["emergency", "high", "normal", "low", "unknown"] as const;

function isPressing(urgency: Urgency): boolean {
  return urgency === "emergency" || urgency === "high";
}

/** A label that either of two careful people would give counts as the true one. */
function scoreLabels<Label extends string>(
  labels: readonly Label[],
  judgements: readonly Judgement[],
  truthOf: (one: Judgement) => readonly Label[],
  saidOf: (one: Judgement) => Label,
): LabelScore[] {
  const pairs = judgements.map((one) => {
    const said = saidOf(one);
    return { said, truth: truthOf(one).includes(said) ? said : (truthOf(one)[0] ?? said) };
  });
  return labels.flatMap((label) => {
    const support = pairs.filter(({ truth }) => truth === label).length;
    const said = pairs.filter((pair) => pair.said === label).length;
    const right = pairs.filter((pair) => pair.said === label && pair.truth === label).length;
    if (support === 0) return [];
    const [recall, precision] = [right / support, said === 0 ? 0 : right / said];
    return [
      { label, support, recall, precision, f1: right === 0 ? 0 : (2 * recall * precision) / (recall + precision) },
    ];
  });
}

/** Leaked when the secret stands in any text that leaves the judgement. */
function isLeaked({ judged }: Judgement, secret: string): boolean {
  const { assessment } = judged;
  return [judged.text, assessment.summary.text, JSON.stringify(assessment.evidence)].some((text) =>
    text.includes(secret),
  );
}

/** A summary field that says it quotes must be there verbatim; one that is not quoted may hold nothing of the text. */
function unsupported({ judged: { text, assessment } }: Judgement): number {
  const { who, why, known, next, owner } = assessment.summary;
  return [who, why, known, next, owner].filter((field) => {
    if (field.source === "quote") return text.slice(field.start, field.end) !== field.text || field.text.trim() === "";
    return field.source !== "not said"; // without call facts nothing else can be known here
  }).length;
}

type Fact = (one: Judgement) => { readonly expected: unknown; readonly said: unknown };
const FACTS: Readonly<Record<string, Fact>> = {
  lane: ({ message, judged }) => ({ expected: message.lane, said: judged.assessment.lane }),
  askedForPrice: ({ message, judged }) => ({ expected: message.askedForPrice, said: judged.assessment.asked.price }),
  askedForTime: ({ message, judged }) => ({ expected: message.askedForTime, said: judged.assessment.asked.time }),
  callerName: ({ message, judged }) => ({
    expected: folded(message.callerName),
    said: folded(judged.assessment.callerName?.value ?? null),
  }),
  callbackNumber: ({ message, judged }) => ({
    expected: message.callbackNumber,
    said: judged.assessment.callbackNumber,
  }),
  address: ({ message, judged }) => ({
    expected: folded(message.address),
    said: folded(judged.assessment.address?.value ?? null),
  }),
  service: ({ message, judged }) => ({
    expected: folded(message.service),
    said: folded(judged.assessment.service?.value ?? null),
  }),
  language: ({ message, judged }) => ({ expected: message.language, said: judged.assessment.language }),
  advice: ({ message, judged }) => ({
    expected: message.advice?.toSorted().join(),
    said: judged.assessment.advice.toSorted().join(),
  }),
};

function scoreFacts(judgements: readonly Judgement[]): Scores["facts"] {
  return Object.fromEntries(
    Object.entries(FACTS).map(([name, fact]) => {
      const labelled = judgements.map(fact).filter(({ expected }) => expected !== undefined);
      return [name, { right: labelled.filter(({ expected, said }) => expected === said).length, of: labelled.length }];
    }),
  );
}

/** What is wrong with a judgement, in words; empty when nothing is. */
export function mistakes(one: Judgement): string[] {
  const { message, judged } = one;
  const found: string[] = [];
  const { urgency, intent, optOut } = judged.assessment;
  if (!list<Urgency>(message.urgency).includes(urgency))
    found.push(`urgency ${urgency}, should be ${list(message.urgency).join(" or ")}`);
  if (!list<Intent>(message.intent).includes(intent))
    found.push(`intent ${intent}, should be ${list(message.intent).join(" or ")}`);
  if (optOut !== message.optOut) found.push(optOut ? "a false opt-out" : "an opt-out missed");
  for (const secret of message.redact) if (isLeaked(one, secret)) found.push(`not redacted: ${secret}`);
  if (unsupported(one) > 0) found.push("an unsupported summary field");
  for (const [name, fact] of Object.entries(FACTS)) {
    const { expected, said } = fact(one);
    if (expected !== undefined && expected !== said)
      found.push(`${name} ${String(said)}, should be ${String(expected)}`);
  }
  return found;
}

function folded(value: string | null | undefined): string | null | undefined {
  return value?.toLowerCase().trim() ?? value;
}

function list<Value>(value: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}

function best<Value>(value: Value | readonly Value[]): Value {
  return list(value)[0] as Value;
}

function share<Item>(items: readonly Item[], isSo: (item: Item) => boolean, ofNone = 1): number {
  return items.length === 0 ? ofNone : items.filter(isSo).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
