import { emergencyNotice } from "@ringback/core/acknowledgement/emergency-notice.ts";
import { findEmergencyWording } from "@ringback/core/classification/emergency-wording.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { sql } from "kysely";
import type { Surroundings } from "#db/stores/ingest.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { planText } from "./plan-text.ts";

export interface TextFromCaller {
  readonly id: string;
  readonly number: string;
  /** Our line, as the text named it. */
  readonly to: string;
  readonly text: string;
  readonly around: Surroundings;
}

/** Later than this nobody should be told what to do first. */
const usefulMinutes = 10;

/**
 * Answers words of danger in a text with whom to dial, at any hour, once an episode (docs/rules.md E1). Voicemails are not
 * answered so: their one text has gone or goes by itself (decision 0005), and their greeting says whom to dial.
 */
export async function answerDanger(ctx: Context, tx: Transaction, inbound: TextFromCaller): Promise<void> {
  const { around, number, text } = inbound;
  const playbook = await loadPlaybook(tx, around.playbook_version);
  const danger = findEmergencyWording(text, readTrade(playbook.trade));
  if (danger === null) return;
  const { said_before, alarmed } = await lookAround(tx, inbound);
  if (said_before) return;
  const body = emergencyNotice(danger.kind, playbook.businessName, alarmed);
  await planText(ctx, tx, {
    class: "control",
    purpose: "emergency-notice",
    to: number,
    from: { number: around.number?.number ?? inbound.to },
    body,
    episodeId: around.episode?.id ?? null,
    contactId: around.contact?.id ?? null,
    callbackId: around.episode?.callback_id ?? null,
    answersAt: tx.now,
    usefulUntil: tx.now.add({ minutes: usefulMinutes }),
    about: { answers: inbound.id, danger: danger.kind, rule: danger.evidence.rule },
  });
}

interface Around {
  readonly said_before: boolean;
  readonly alarmed: boolean;
}

/** As of now: this very text may have raised the alarm. Where there is no matter, a day stands for one. */
async function lookAround(tx: Transaction, { number, around }: TextFromCaller): Promise<Around> {
  const episodeId = around.episode?.id ?? null;
  const row = await tx.first<Around>(sql`
    select
      exists (select from ringback.message where account_id = ${tx.accountId} and to_number = ${number} and direction = 'out' and purpose = 'emergency-notice'
        and case when ${episodeId}::uuid is null then created_at > ${tx.now.subtract({ hours: 24 })}::timestamptz else episode_id = ${episodeId}::uuid end) as said_before,
      exists (select from ringback.escalation where account_id = ${tx.accountId} and callback_id = ${around.episode?.callback_id ?? null}::uuid and ended_at is null) as alarmed`);
  if (row === null) throw new Error("One question has one answer.");
  return row;
}
