import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { holdWords } from "@ringback/core/callbacks/hold-words.ts";
import type { AccountPhrase } from "@ringback/core/classification/find-signals.ts";
import { judgeMessage } from "@ringback/core/classification/judge-message.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { alarmReasonWords } from "@ringback/core/escalation/alarm-reason.ts";
import type { Database } from "#db/database.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { toReading } from "./to-reading.ts";

export interface Trial {
  readonly text: string;
  readonly channel: "voicemail" | "sms";
  /** Phrases to try before they are saved; those in force when left out. */
  readonly phrases?: readonly AccountPhrase[] | undefined;
}

/** What the rules would make of a message, in the business's trade and with its phrases. Nothing is kept. */
export async function tryClassification(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { text, channel, phrases }: Trial,
): Promise<AnswerOf<Routes["tryClassification"]>> {
  const { playbook } = await transaction(db, accountId, now, currentPlaybook);
  const judged = judgeMessage({
    text,
    channel,
    trade: readTrade(playbook.trade),
    extraPhrases: phrases ?? playbook.classification.phrases,
  });
  const reading = toReading(
    {
      call_id: null,
      message_id: null,
      at: now,
      text: judged.text,
      transcript_state: "ready",
      transcript_source: null,
      words: null,
      recording_id: null,
      recording_state: null,
      duration_seconds: null,
      peaks: null,
      heard: null,
      muted: [],
      assessment_id: null,
      assessment: judged.assessment,
      made_by: "rules",
      model_problem: null,
      problem: null,
      words_awaited: false,
      person: null,
    },
    { sends_content: true, model: "none" },
  );
  return {
    // Typed, so there is nothing to hear; and no model was asked.
    reading: { ...reading, source: "text", readBy: null },
    alarms: judged.handling.reasons.map(({ reason }) => alarmReasonWords[reason]),
    holds: judged.handling.holds.map(({ reason }) => holdWords(reason)),
  };
}
