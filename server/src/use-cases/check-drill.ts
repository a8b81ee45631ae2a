import { closeDrill } from "@ringback/core/callbacks/close-callback.ts";
import {
  type DrillChecks,
  type DrillEvidence,
  drillState,
  judgeDrill,
  mayCloseDrill,
} from "@ringback/core/measurement/judge-drill.ts";
import { sql } from "kysely";
import { checkDrillJob, watchKey } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { type DrillTraces, drillTraces, lockRunningDrill, type StoredDrill, saveDrill } from "#db/stores/drills.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { acrossAccounts, type Transaction, transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";

/** How often a running drill is looked at. */
const lookAgainMs = 500;

/**
 * Looks at what the ledger holds of a running drill and judges its checks; closes its callback when all before was seen,
 * and looks again until every check is judged or the drill gives up.
 */
export async function checkDrill(ctx: Context, job: { accountId: string; drillId: string }): Promise<void> {
  const { accountId, drillId } = job;
  const seen = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => drillTraces(tx, drillId));
  const clockPlanned = seen?.callbackId != null && (await isWatched(ctx, seen.callbackId));
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const drill = await lockRunningDrill(tx, drillId);
    if (drill === null) return;
    const { playbook } = await currentPlaybook(tx);
    const facts = { clockPlanned, emailSetUp: ctx.email !== null, texting: playbook.acknowledgement.enabled };
    const evidence = evidenceOf(drill, await drillTraces(tx, drillId), facts);
    let checks = judgeDrill(evidence, tx.now);
    if (seen?.callbackId != null && readyToClose(checks, evidence, drill, tx.now)) {
      await close(ctx, tx, seen.callbackId);
      checks = judgeDrill(evidenceOf(drill, await drillTraces(tx, drillId), facts), tx.now);
    }
    const state = drillState(checks);
    saveDrill(tx, drillId, { state, callId: seen?.callId ?? null, checks, error: null });
    if (state === "running") tx.enqueue(checkDrillJob(accountId, drillId, tx.now.add({ milliseconds: lookAgainMs })));
    if (seen?.callId != null) tx.changed({ kind: "call", id: seen.callId });
  });
}

/** At the end of its time a drill puts its callback away, whatever else is missing. */
function readyToClose(
  checks: DrillChecks,
  { callback, ownerTold }: DrillEvidence,
  drill: StoredDrill,
  now: Temporal.Instant,
): boolean {
  if (Temporal.Instant.compare(now, drill.givesUpAt) >= 0) return true;
  return callback?.clockPlanned === true && ownerTold !== false && mayCloseDrill(checks);
}

/** The queue's tables are closed to the app role, so this is asked outside of the account's transaction. */
async function isWatched(ctx: Context, callbackId: string): Promise<boolean> {
  const [row] = await acrossAccounts<{ watched: boolean }>(
    ctx.db,
    sql`select exists (select from graphile_worker.jobs where key = ${watchKey(callbackId)}) as watched`,
  );
  return row?.watched ?? false;
}

async function close(ctx: Context, tx: Transaction, callbackId: string): Promise<void> {
  const stored = await lockCallback(tx, callbackId);
  if (stored === null) return;
  const decision = closeDrill(stored.callback, tx.now);
  if (!decision.ok) return;
  saveCallback(tx, decision.state);
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "drill-ended", by: null, detail: {} });
  await applyEffects(ctx, tx, stored, decision.effects);
  ctx.events.callbackClosed({ accountId: tx.accountId, callbackId, kind: "drill" });
  tx.changed({ kind: "callback", id: callbackId });
}

function evidenceOf(
  { startedAt, givesUpAt }: StoredDrill,
  traces: DrillTraces | null,
  facts: { readonly clockPlanned: boolean; readonly emailSetUp: boolean; readonly texting: boolean },
): DrillEvidence {
  const nothing = { call: null, acknowledgement: null, transcript: null, assessment: null, callback: null };
  const common = { startedAt, givesUpAt, acknowledgementEnabled: facts.texting };
  if (traces === null) return { ...common, ...nothing, ownerTold: false };
  const { outcome, ended, detectedAfterMs, reason, text, texts, ownerName, backupName, ownerByRule, dueAt } = traces;
  const wantsAny = traces.ownerWantsTexts || (traces.ownerWantsEmail && facts.emailSetUp);
  return {
    ...common,
    call: { outcome, ended, detectedAfterMs, reason },
    acknowledgement:
      text === null ? null : { state: text.state, reason: text.reason, sentAfterMs: sentAfterMs(traces), texts },
    transcript: traces.transcript?.state ?? null,
    assessment: traces.assessment && { urgency: traces.assessment.urgency, ...quotesOf(traces) },
    callback:
      traces.callbackId === null
        ? null
        : { ownerName, backupName, ownerByRule, dueAt, clockPlanned: facts.clockPlanned, closed: traces.closed },
    ownerTold: wantsAny ? traces.ownerTexted || traces.ownerMailed || (traces.ownerAlertRefused && "refused") : null,
  };
}

function sentAfterMs({ text, detectedAt }: DrillTraces): number | null {
  if (text?.sent_at == null || detectedAt === null) return null;
  return Math.max(0, Date.parse(text.sent_at) - detectedAt.epochMilliseconds);
}

/** The quotes of the urgency, each compared with the transcript itself. */
function quotesOf({ assessment, transcript }: DrillTraces): { quotes: string[]; quotesStand: boolean } {
  const quotes = (assessment?.evidence ?? []).flatMap((piece) => {
    if (piece === null || typeof piece !== "object" || !("quote" in piece) || !("label" in piece)) return [];
    return typeof piece.quote === "string" && String(piece.label).startsWith("urgency:") ? [piece.quote] : [];
  });
  return { quotes, quotesStand: quotes.every((quote) => (transcript?.text ?? "").includes(quote)) };
}
