import { decideOutbound } from "@ringback/core/acknowledgement/decide-outbound.ts";
import { emergencyNotice } from "@ringback/core/acknowledgement/emergency-notice.ts";
import { findEmergencyWording } from "@ringback/core/classification/emergency-wording.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { sql } from "kysely";
import { sendMessageJob } from "#db/jobs.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import { planMessage } from "#db/stores/messages.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { canText } from "./line-abilities.ts";

export interface TextFromCaller {
  readonly id: string;
  readonly connectionId: string;
  readonly number: string;
  readonly text: string;
  readonly isStaff: boolean;
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
  const { said_before, opted_out, alarmed } = await lookAround(tx, inbound);
  if (said_before) return;
  const body = emergencyNotice(danger.kind, playbook.businessName, alarmed);
  const usefulUntil = tx.now.add({ minutes: usefulMinutes });
  const decision = decideOutbound(
    { class: "control", purpose: "emergency-notice", body, names: [playbook.businessName], usefulUntil },
    {
      number,
      callerIdTrust: "none",
      optedOut: opted_out,
      doNotContact: around.contact?.kind === "do-not-contact",
      smsCapable: around.contact?.sms_capable ?? null,
      isOwnNumber: around.is_own_number,
      isStaff: inbound.isStaff,
    },
    {
      number: around.number?.number ?? null,
      connected: around.number !== null,
      canText: canText(ctx, around.provider),
      registration: around.number?.registration ?? "none",
      acknowledgementEnabled: true,
      timeZone: playbook.hours.timeZone,
    },
    { lastAcknowledgementAt: null, dedupeHours: 0, episodeAcknowledged: false, lineLastMinute: 0, lineLastDay: 0 },
    tx.now,
  );
  const goes = decision.decision === "allow";
  const id = ctx.ids.next();
  const planned = await planMessage(tx, {
    id,
    purpose: "emergency-notice",
    class: "control",
    state: goes ? "queued" : "suppressed",
    connectionId: inbound.connectionId,
    fromNumber: around.number?.number ?? null,
    toNumber: number,
    body,
    episodeId: around.episode?.id ?? null,
    contactId: around.contact?.id ?? null,
    callbackId: around.episode?.callback_id ?? null,
    decision: { ...decision, answers: inbound.id, danger: danger.kind, rule: danger.evidence.rule },
    reason: goes ? null : (decision.rules[0] ?? null),
    playbookVersion: around.playbook_version,
    usefulUntil,
  });
  if (planned && goes) tx.enqueue(sendMessageJob(tx.accountId, id, tx.now));
  if (planned) tx.changed({ kind: "message", id });
}

interface Around {
  readonly said_before: boolean;
  readonly opted_out: boolean;
  readonly alarmed: boolean;
}

/** As of now: this very text may have opted out or raised the alarm. Where there is no matter, a day stands for one. */
async function lookAround(tx: Transaction, { number, around }: TextFromCaller): Promise<Around> {
  const episodeId = around.episode?.id ?? null;
  const row = await tx.first<Around>(sql`
    select
      exists (select from ringback.message where account_id = ${tx.accountId} and to_number = ${number} and direction = 'out' and purpose = 'emergency-notice'
        and case when ${episodeId}::uuid is null then created_at > ${tx.now.subtract({ hours: 24 })}::timestamptz else episode_id = ${episodeId}::uuid end) as said_before,
      coalesce((select kind = 'opt_out' from ringback.consent_event where account_id = ${tx.accountId} and number = ${number}
        and kind in ('opt_out', 'opt_in') order by at desc, id desc limit 1), false) as opted_out,
      exists (select from ringback.escalation where account_id = ${tx.accountId} and callback_id = ${around.episode?.callback_id ?? null}::uuid and ended_at is null) as alarmed`);
  if (row === null) throw new Error("One question has one answer.");
  return row;
}
