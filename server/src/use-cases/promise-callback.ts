import type { Callback } from "@ringback/core/callbacks/callback.ts";
import {
  type ClockDecision,
  type ClockInputs,
  clockRulesVersion,
  decideClock,
} from "@ringback/core/callbacks/decide-clock.ts";
import { pauseClock, touchesPause } from "@ringback/core/callbacks/pause-clock.ts";
import type { PromisedAbout } from "@ringback/core/callbacks/target.ts";
import { INTENTS, type Urgency } from "@ringback/core/classification/assessment.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import type { StoredCallback } from "#db/stores/callbacks.ts";
import { keepDecision } from "#db/stores/decisions.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** The first promise to a caller: when the callback is due, from the moment of the call. The decision is kept. */
export function promiseCallback(
  ctx: Context,
  tx: Transaction,
  given: {
    readonly callbackId: string;
    readonly startedAt: Temporal.Instant;
    readonly about: PromisedAbout;
    readonly playbook: Playbook;
    readonly playbookVersion: number;
  },
): ClockDecision {
  const { callbackId, startedAt, about, playbook, playbookVersion } = given;
  return decide(ctx, tx, { callbackId, playbook, playbookVersion }, { because: "opened", startedAt, about });
}

/**
 * The promise after labels changed, under the playbook the callback was made under, whichever is in force by now. The decision
 * is kept.
 */
export async function promiseAnew(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  labels: { readonly urgency: Urgency; readonly intent: string | null },
  by: "rule" | "person",
): Promise<ClockDecision> {
  const { callback, numberId, mayText, playbookVersion } = stored;
  const playbook = await loadPlaybook(tx, playbookVersion);
  const { startedAt, dueAt, warnAt, warnedAt, breachedAt, clock } = callback;
  const intent = INTENTS.find((one) => one === labels.intent) ?? null;
  return decide(
    ctx,
    tx,
    { callbackId: callback.id, playbook, playbookVersion },
    {
      because: "labels",
      startedAt,
      about: { urgency: labels.urgency, intent, numberId, mayText },
      promised: { dueAt, warnAt, warnedAt, breachedAt, clock },
      by,
      now: tx.now,
    },
  );
}

/**
 * A callback after an action that may have put it off or brought it back: where the caller had wished it, the clock is
 * paused or runs on. The decision is kept.
 */
export async function keepPause<After extends Callback>(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  after: After,
): Promise<After> {
  if (!touchesPause(stored.callback, after)) return after;
  const { playbookVersion } = stored;
  const playbook = await loadPlaybook(tx, playbookVersion);
  const paused = pauseClock(stored.callback, after, playbook, tx.now);
  const { startedAt, clock, id } = paused;
  decide(ctx, tx, { callbackId: id, playbook, playbookVersion }, { because: "pause", startedAt, clock });
  return paused;
}

function decide(
  ctx: Context,
  tx: Transaction,
  about: { readonly callbackId: string; readonly playbook: Playbook; readonly playbookVersion: number },
  inputs: ClockInputs,
): ClockDecision {
  const { callbackId: subjectId, playbook, playbookVersion } = about;
  const outcome = decideClock(inputs, playbook);
  const { rules } = outcome;
  const id = ctx.ids.next();
  const rulesVersion = clockRulesVersion;
  keepDecision(tx, { id, kind: "clock", subjectId, playbookVersion, rulesVersion, inputs, outcome, rules });
  return outcome;
}
