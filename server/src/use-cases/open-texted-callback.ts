import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { teamOf } from "@ringback/core/conversations/conversation-rules.ts";
import { callerAreaOf } from "@ringback/core/ownership/fits-caller.ts";
import { tellStaffJob, watchCallbackJob } from "#db/jobs.ts";
import { appendCallbackEvent, openCallback } from "#db/stores/callbacks.ts";
import { createLead } from "#db/stores/contacts.ts";
import { assignTeam } from "#db/stores/conversation-state.ts";
import { openEpisode } from "#db/stores/episodes.ts";
import { toPersonNow } from "#db/stores/people-now.ts";
import type { Transaction } from "#db/transaction.ts";
import { chooseForCaller } from "./choose-for-caller.ts";
import type { Context } from "./context.ts";
import type { InboundText } from "./inbound-text.ts";
import { laneOf } from "./open-missed-call.ts";
import { weighAround } from "./plan-around.ts";
import { promiseCallback } from "./promise-callback.ts";

/** A text of somebody who has no open matter. */
type LooseText = InboundText & { readonly number: string };

export interface OpenedMatter {
  readonly episodeId: string;
  readonly callbackId: string;
  readonly contactId: string;
}

/**
 * What a missed call brings, for somebody who texts out of nothing: entered as a lead where nobody knows them, a matter,
 * a callback with owner, clock and alarms. It is kept apart from missed calls in every figure (`kind`), and no
 * acknowledgement is sent: nobody rang in vain. The caller is locked, as for calls.
 */
export function openTextedCallback(ctx: Context, tx: Transaction, loose: LooseText): OpenedMatter {
  const { number, around, playbook, id: messageId } = loose;
  const follows = loose.past.lastCallbackId; // closed by now
  const contactId = around.contact?.id ?? enterTexter(ctx, tx, number);
  const [episodeId, callbackId] = [ctx.ids.next(), ctx.ids.next()];
  openEpisode(tx, { id: episodeId, caller: number, contactId, openedAt: tx.now, calls: 0 });
  const numberId = around.number?.id ?? null;
  const mayText = mayTextBack(ctx, loose, tx.now);
  const clock = promiseCallback(ctx, tx, {
    callbackId,
    startedAt: tx.now,
    about: { urgency: "unknown", intent: null, numberId, mayText },
    playbook,
    playbookVersion: around.playbook_version,
  });
  const lane = laneOf(around.contact?.kind ?? null);
  const owner = chooseForCaller(ctx, tx, {
    callbackId,
    version: around.playbook_version,
    playbook,
    question: {
      numberId,
      lineOfService: around.number?.line_of_service ?? null,
      source: around.number?.source ?? null,
      intent: null,
      urgency: "unknown",
      lane,
      language: around.traits?.language ?? null,
      postalCode: around.traits?.postal_code ?? null,
      callerArea: callerAreaOf(number),
      tier: around.traits?.tier ?? null,
      knownOwnerId: around.traits?.owner_id ?? (around.contact === null ? null : around.last_owner_id),
      holderId: null,
    },
    people: around.members.map(toPersonNow),
  });
  openCallback(tx, {
    id: callbackId,
    episodeId,
    contactId,
    openedBy: { text: messageId },
    numberId,
    caller: number,
    ownerId: owner.ownerId,
    backupId: owner.backupId,
    ownerRule: owner.rule,
    urgency: "unknown",
    intent: null,
    lane,
    priority: priorityOf("unknown", lane),
    startedAt: tx.now,
    dueAt: clock.dueAt,
    warnAt: clock.warnAt,
    targetMinutes: clock.clock.targetMinutes,
    aroundTheClock: clock.clock.aroundTheClock,
    drillId: null,
    playbookVersion: around.playbook_version,
    policy: { sla: playbook.sla, escalation: playbook.escalation, timeZone: playbook.hours.timeZone },
    explained: {
      ownerRule: owner.rule,
      countsBusinessMinutes: !clock.clock.aroundTheClock,
      mayText,
      follows,
    },
  });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "opened",
    by: null,
    detail: {
      ownerId: owner.ownerId,
      backupId: owner.backupId,
      rule: owner.rule,
      messageId,
      follows,
    },
  });
  assignTeam(tx, number, teamOf(playbook.conversation, { numberId, intent: null })?.id ?? null);
  tx.enqueue(
    watchCallbackJob(tx.accountId, callbackId, clock.warnAt),
    tellStaffJob(tx.accountId, { callbackId, memberIds: [owner.ownerId], about: "texted-us" }),
  );
  tx.changed({ kind: "callback", id: callbackId });
  return { episodeId, callbackId, contactId };
}

/** Whether a text could answer theirs now; where none may go, somebody calls sooner. */
function mayTextBack(ctx: Context, loose: LooseText, now: Temporal.Instant): boolean {
  const { decision } = weighAround(
    ctx,
    loose,
    {
      class: "responsive",
      purpose: "reply",
      to: loose.number,
      from: { number: loose.around.number?.number ?? loose.to },
      body: "",
      answersAt: now,
      usefulUntil: now.add({ minutes: loose.playbook.acknowledgement.usefulForMinutes }),
    },
    now,
  );
  return decision.decision === "allow";
}

/** Only after the search by number found neither customer nor open lead. */
function enterTexter(ctx: Context, tx: Transaction, number: string): string {
  const contactId = ctx.ids.next();
  createLead(tx, { contactId, leadId: ctx.ids.next(), number, name: null, title: "Text", callId: null });
  return contactId;
}
