import { emergencyNotice } from "@ringback/core/acknowledgement/emergency-notice.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import type { TextToHandle } from "./place-text.ts";
import { planAround } from "./plan-around.ts";

/** Later than this nobody should be told what to do first. */
const usefulMinutes = 10;

/**
 * Answers words of danger in a text with whom to dial, at any hour, once an episode (docs/rules.md E1). Voicemails are not
 * answered so: their one text has gone or goes by itself (decision 0005), and their greeting says whom to dial.
 */
export function answerDanger(ctx: Context, tx: Transaction, inbound: TextToHandle, alarmed: boolean): void {
  const { around, number, danger, episode, playbook } = inbound;
  if (danger === null || inbound.wasWarned) return;
  planAround(ctx, tx, inbound, {
    class: "control",
    purpose: "emergency-notice",
    to: number,
    from: { number: around.number?.number ?? inbound.to },
    body: emergencyNotice(danger.kind, playbook.businessName, alarmed),
    episodeId: episode?.id ?? null,
    contactId: around.contact?.id ?? null,
    callbackId: episode?.callback_id ?? null,
    answersAt: tx.now,
    usefulUntil: tx.now.add({ minutes: usefulMinutes }),
    about: { answers: inbound.id, danger: danger.kind, rule: danger.evidence.rule },
  });
}
