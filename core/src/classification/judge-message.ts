import type { Assessment, CallFacts } from "./assessment.ts";
import { classifyByRules, type RulesInput } from "./classify-by-rules.ts";
import { decideHandling, type Handling, type HandlingFacts } from "./decide-handling.ts";
import type { AccountPhrase } from "./find-signals.ts";
import { type Redaction, redact } from "./redact.ts";
import type { Trade } from "./trade.ts";

export type Message = {
  /** As it was heard or written, not yet redacted; null when there are no words. */
  readonly text: string | null;
  readonly channel: "voicemail" | "sms";
  readonly trade: Trade;
  readonly callFacts?: CallFacts;
  readonly handlingFacts?: HandlingFacts;
  readonly extraPhrases?: readonly AccountPhrase[];
  readonly reading?: RulesInput["reading"];
};

export type JudgedMessage = {
  /** What may be kept and shown; the offsets of all evidence are of this text. */
  readonly text: string;
  readonly redactions: readonly Redaction[];
  readonly assessment: Assessment;
  readonly handling: Handling;
};

/** Longer messages are read up to here; nobody speaks so long into a mailbox. */
export const MESSAGE_LENGTH_MAX = 50_000;

/**
 * Redacts, classifies and decides, in this order: nothing private is in what the rules read, quote or hand on. Pure, never
 * throws, whatever the text.
 */
export function judgeMessage(message: Message): JudgedMessage {
  const { channel, trade, callFacts = {}, handlingFacts = {}, extraPhrases, reading } = message;
  const known = typeof callFacts.callerNumber === "string" ? [callFacts.callerNumber] : [];
  const { text, redactions } = redact((message.text ?? "").slice(0, MESSAGE_LENGTH_MAX), {
    knownNumbers: known,
    trade,
  });
  const assessment = classifyByRules({
    text: text.trim() === "" ? null : text,
    channel,
    trade,
    callFacts,
    ...(extraPhrases === undefined ? {} : { extraPhrases }),
    ...(reading === undefined ? {} : { reading }),
  });
  return { text, redactions, assessment, handling: decideHandling(assessment, handlingFacts) };
}
