import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { chooseOwner } from "@ringback/core/ownership/choose-owner.ts";
import { callerAreaOf, type OwnerQuestion, postalCodeIn } from "@ringback/core/ownership/fits-caller.ts";
import { tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent, openHold, type StoredCallback } from "#db/stores/callbacks.ts";
import { giveCallback, type RerouteFacts } from "#db/stores/owners.ts";
import { toPersonNow } from "#db/stores/people-now.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import { keepChoice } from "./choose-for-caller.ts";
import type { Context } from "./context.ts";

/** What was understood since the callback was given to somebody. */
export interface NewLabels {
  readonly urgency: string;
  readonly intent: string | null;
  readonly lane: string;
  readonly assessment: Pick<Assessment, "language" | "address">;
}

/**
 * Chooses the owner again by what was said, under the rules the callback was made under, while nobody has touched it: no
 * person has claimed, called, moved, put off or changed it. A person's choice stands, and so does an owner whom the same rule
 * chose. The clock is not changed. Answers the callback as it is now.
 */
export async function rerouteCallback(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  labels: NewLabels,
  facts: RerouteFacts,
): Promise<StoredCallback> {
  const { callback } = stored;
  if (facts.touched || callback.state !== "open" || callback.attemptCount > 0) return stored;
  const playbook = await loadPlaybook(tx, stored.playbookVersion);
  const question = rerouteQuestion(stored, labels, facts);
  const people = facts.people.map(toPersonNow);
  const chosen = chooseOwner(question, playbook, people, tx.now);
  if (chosen.rule === facts.owner_rule || chosen.needsReview) return stored;
  const { ownerId, backupId, rule } = chosen;
  keepChoice(ctx, tx, { callbackId: callback.id, version: stored.playbookVersion, playbook, question, people }, chosen);
  giveCallback(tx, { id: callback.id, ownerId, backupId, rule });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: callback.id,
    kind: "rerouted",
    by: null,
    detail: { from: callback.ownerId, ownerId, backupId, rule, cause: "understood" },
  });
  if (ownerId !== callback.ownerId)
    tx.enqueue(tellStaffJob(tx.accountId, { callbackId: callback.id, memberIds: [ownerId], about: "assigned" }));
  return { ...stored, callback: { ...callback, ownerId, backupId } };
}

function rerouteQuestion(stored: StoredCallback, labels: NewLabels, facts: RerouteFacts): OwnerQuestion {
  const { assessment, urgency, intent, lane } = labels;
  return {
    numberId: stored.numberId,
    lineOfService: facts.line_of_service,
    source: facts.source,
    intent,
    urgency,
    lane,
    language: assessment.language === "unknown" ? facts.language : assessment.language,
    postalCode: facts.postal_code ?? postalCodeIn(assessment.address?.value ?? null),
    callerArea: callerAreaOf(stored.caller),
    tier: facts.tier,
    knownOwnerId: facts.known_owner_id,
    holderId: stored.callback.ownerId,
  };
}

/** A review hold that says that no rule named an owner. */
export function holdWithoutRule(
  ctx: Pick<Context, "ids">,
  tx: Transaction,
  callbackId: string,
  dueAt: Temporal.Instant,
): void {
  const id = ctx.ids.next();
  openHold(tx, { id, callbackId, callId: null, reason: "no-owner-rule", dueAt });
  tx.changed({ kind: "hold", id });
}
