import { type EmergencyWording, findEmergencyWording } from "@ringback/core/classification/emergency-wording.ts";
import { findOptOutWish, type Keyword, type OptOutWish, readKeyword } from "@ringback/core/classification/opt-out.ts";
import { redact } from "@ringback/core/classification/redact.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { type ReadAnswer, readAnswer } from "@ringback/core/conversations/read-answer.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import type { PastOfTexter } from "#db/stores/texter.ts";

/** A text as the provider told it. */
export interface ReceivedMessage {
  readonly accountId: string;
  readonly connectionId: string;
  readonly key: string;
  readonly providerMessageId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly mediaCount: number;
  /** How the provider knows the pictures and files of it that can be had. */
  readonly mediaIds?: readonly string[];
  /** Whether the provider answers STOP, START and HELP itself; then we stay silent. */
  readonly providerReplies: boolean;
  readonly optOut: "stop" | "start" | "help" | null;
  readonly payload: Readonly<Record<string, string>>;
}

/** A text with what is known around it, and what its words say by themselves. */
export interface InboundText extends ReceivedMessage {
  readonly id: string;
  readonly number: string | null;
  /** Redacted. */
  readonly text: string;
  readonly around: Surroundings;
  readonly past: PastOfTexter;
  readonly playbook: Playbook;
  /** The person of the team who wrote it. */
  readonly staffId: string | null;
  readonly keyword: Keyword | null;
  /** They surely want no more texts. */
  readonly stopWish: OptOutWish | null;
  readonly danger: EmergencyWording | null;
  /** How it reads as an answer to the acknowledgement's question, whether or not one was asked. */
  readonly answer: ReadAnswer | null;
}

/** Reads a text; what has to be cut out of it is cut out before anything else looks at it. */
export function readInboundText(
  received: ReceivedMessage,
  known: Pick<InboundText, "id" | "number" | "around" | "past" | "playbook">,
): InboundText {
  const { number, around, playbook } = known;
  const trade = readTrade(playbook.trade);
  const knownNumbers = number === null ? [] : [number];
  const { text } = redact(received.body.slice(0, 10_000), { knownNumbers, trade });
  const wish = findOptOutWish(text, "sms");
  return {
    ...received,
    ...known,
    text,
    staffId: around.members.find(({ phone }) => phone !== null && phone === number)?.id ?? null,
    keyword: received.optOut ?? readKeyword(received.body),
    stopWish: wish?.certainty === "sure" ? wish : null,
    danger: findEmergencyWording(text, trade),
    answer: readAnswer(text, playbook.conversation.question.choices),
  };
}

/** A keyword that the carriers' rules know: it is answered, and nothing else is made of it. */
export function controlKeyword({ keyword }: Pick<InboundText, "keyword">): Exclude<Keyword, "yes"> | null {
  return keyword === "yes" ? null : keyword;
}
