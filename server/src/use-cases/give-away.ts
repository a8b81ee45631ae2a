import { addBusinessTime } from "@ringback/core/business-hours/add-business-time.ts";
import { chooseOwner } from "@ringback/core/ownership/choose-owner.ts";
import type { PersonNow } from "@ringback/core/ownership/duty.ts";
import { callerAreaOf, type OwnerQuestion } from "@ringback/core/ownership/fits-caller.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { tellStaffJob } from "#db/jobs.ts";
import { appendHandOver } from "#db/stores/members.ts";
import { handOver, type LeftCallback, lockCallbacksOf } from "#db/stores/owners.ts";
import { loadPeople } from "#db/stores/people-now.ts";
import type { Transaction } from "#db/transaction.ts";
import { keepChoice } from "./choose-for-caller.ts";
import type { Context } from "./context.ts";
import { holdWithoutRule } from "./reroute-callback.ts";

/**
 * Gives everything a person who leaves still has to others, by the rules without them: each of their open callbacks gets an
 * owner and a history entry, the clock goes on as it was, and where no rule names anybody a review hold says so. What they
 * had claimed is open again, and as a backup they fall away. Answers the callbacks that have a new owner. The team is held.
 */
export async function giveAway(
  ctx: Pick<Context, "ids">,
  tx: Transaction,
  from: { memberId: string; by: string; version: number; playbook: Playbook },
): Promise<string[]> {
  const { memberId, by, version, playbook } = from;
  const all = await lockCallbacksOf(tx, memberId);
  let people = (await loadPeople(tx, tx.now, true)).filter(({ id }) => id !== memberId);
  const looked = addBusinessTime(playbook.hours, tx.now, playbook.sla.targetMinutes);
  const dueAt = looked.ok ? looked.due : tx.now;
  const given = all
    .filter((one) => one.was_owner)
    .map((one) => {
      const question = questionOf(one, memberId);
      const chosen = chooseOwner(question, playbook, people, tx.now);
      keepChoice(ctx, tx, { callbackId: one.id, version, playbook, question, people }, chosen);
      if (chosen.needsReview) holdWithoutRule(ctx, tx, one.id, dueAt);
      people = people.map((person) => (person.id === chosen.ownerId ? withOneMore(person, tx.now) : person));
      return { id: one.id, ownerId: chosen.ownerId, backupId: chosen.backupId, rule: chosen.rule };
    });
  const others = all.filter((one) => !one.was_owner).map(({ id }) => id);
  if (all.length > 0) handOver(tx, memberId, given, others);
  if (given.length === 0) return [];
  appendHandOver(tx, { eventIds: given.map(() => ctx.ids.next()), by, from: memberId, given });
  for (const { id, ownerId } of given.slice(0, toldMax))
    tx.enqueue(tellStaffJob(tx.accountId, { callbackId: id, memberIds: [ownerId], about: "assigned" }));
  return given.map(({ id }) => id);
}

/** Nobody reads more texts than this about one morning; the list has them all. */
const toldMax = 20;

function questionOf(one: LeftCallback, memberId: string): OwnerQuestion {
  return {
    numberId: one.number_id,
    lineOfService: one.line_of_service,
    source: one.source,
    intent: one.intent,
    urgency: one.urgency,
    lane: one.lane,
    language: one.language,
    postalCode: one.postal_code,
    callerArea: callerAreaOf(one.caller),
    tier: one.tier,
    knownOwnerId: one.known_owner_id === memberId ? null : one.known_owner_id,
    holderId: null,
  };
}

function withOneMore(person: PersonNow, now: Temporal.Instant): PersonNow {
  return { ...person, openCount: person.openCount + 1, lastGivenAt: now };
}
