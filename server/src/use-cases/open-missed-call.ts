import {
  decideOutbound,
  type MessageClass,
  type OutboundDecision,
} from "@ringback/core/acknowledgement/decide-outbound.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { type CallbackClock, callbackClock } from "@ringback/core/callbacks/sla.ts";
import { type ChosenOwner, chooseOwner } from "@ringback/core/ownership/choose-owner.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sendMessageJob, tellStaffJob, watchCallbackJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, openCallback, openHold } from "#db/stores/callbacks.ts";
import { appendCallEvent, type CallRow } from "#db/stores/calls.ts";
import { appendConsent, createLead } from "#db/stores/contacts.ts";
import { joinEpisode, openEpisode } from "#db/stores/episodes.ts";
import { writeMessage } from "#db/stores/messages.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { canText } from "./line-abilities.ts";
import type { JudgedCall } from "./record-call-event.ts";

/**
 * What a miss brings, once: the caller matched or entered, the episode, the callback with owner and clock, and the one
 * text or the reason why none. The caller is locked, so two calls of one person at the same moment make one episode.
 */
export async function openMissedCall(ctx: Context, tx: Transaction, call: JudgedCall): Promise<Partial<CallRow>> {
  const { row, verdict, around } = call;
  ctx.events.callMissed({
    accountId: tx.accountId,
    callId: row.id,
    reason: verdict.missReason ?? "unknown",
    afterMs: row.detectedAfterMs ?? 0,
  });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: "missed",
    at: tx.now,
    detail: { reason: verdict.missReason },
  });
  if (row.caller !== null)
    appendConsent(tx, {
      id: ctx.ids.next(),
      number: row.caller,
      kind: "inbound_call",
      source: "call",
      sourceId: row.id,
    });
  const joined = around.episode && (await joinOpenEpisode(ctx, tx, call, around.episode));
  if (joined) return joined;

  const contactId = row.contactId ?? enterNewCaller(ctx, tx, call);
  const episodeId = ctx.ids.next();
  openEpisode(tx, { id: episodeId, caller: row.caller, contactId, openedAt: row.arrivedAt });
  const decision = decideAcknowledgement(ctx, call, tx.now);
  const clock = callbackClock(row.arrivedAt, "unknown", decision.decision === "allow", call.playbook);
  const owner = chooseOwner(
    { numberId: row.numberId, knownOwnerId: around.contact ? around.last_owner_id : null },
    call.playbook,
    around.members.map((member) => member.id),
  );
  const callbackId = giveToOwner(ctx, tx, call, { contactId, episodeId, clock, owner, decision });
  acknowledge(ctx, tx, call, { contactId, episodeId, callbackId, decision });
  openHolds(ctx, tx, call, callbackId, owner);
  return { contactId, episodeId };
}

/**
 * A repeat call joins the matter: the clock keeps the first time, no second text goes out, the count grows. The callback
 * is locked before anything is written: whoever closes it holds that lock, and a call that joined a matter just closed
 * would have nobody to call it back. Answers null when it is closed by now.
 */
async function joinOpenEpisode(
  ctx: Context,
  tx: Transaction,
  { row }: JudgedCall,
  episode: NonNullable<JudgedCall["around"]["episode"]>,
): Promise<Partial<CallRow> | null> {
  const stored = episode.callback_id === null ? null : await lockCallback(tx, episode.callback_id);
  if (stored?.callback.state === "closed") return null;
  joinEpisode(tx, episode.id, row.arrivedAt);
  if (stored !== null) {
    const { id, state } = stored.callback;
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: id,
      kind: "called-again",
      by: null,
      detail: { callId: row.id },
    });
    // A caller who rings again while put off waits no longer.
    if (state === "snoozed") tx.enqueue(watchCallbackJob(tx.accountId, id, tx.now, "called-again"));
    tx.changed({ kind: "callback", id });
  }
  return { episodeId: episode.id, contactId: row.contactId };
}

/** Only after the search by number found neither customer nor open lead. */
function enterNewCaller(ctx: Context, tx: Transaction, { row }: JudgedCall): string | null {
  if (row.caller === null) return null;
  const contactId = ctx.ids.next();
  createLead(tx, {
    contactId,
    leadId: ctx.ids.next(),
    number: row.caller,
    name: row.callerName,
    title: "Missed call",
    callId: row.id,
  });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: "entered-as-lead",
    at: tx.now,
    detail: { contactId, searched: ["contact by number", "open lead by number"] },
  });
  return contactId;
}

function decideAcknowledgement(ctx: Context, call: JudgedCall, now: Temporal.Instant): OutboundDecision {
  const { row, around, playbook } = call;
  return decideOutbound(
    {
      class: "responsive",
      purpose: "acknowledgement",
      body: acknowledgementText(call, now),
      names: [playbook.businessName],
      usefulUntil: usefulUntil(call),
    },
    {
      number: row.caller,
      callerIdTrust: row.facts.arrived?.callerIdTrust ?? "none",
      optedOut: around.opted_out,
      smsCapable: around.contact?.sms_capable ?? null,
      isOwnNumber: around.is_own_number,
      isStaff: around.members.some((member) => member.phone !== null && member.phone === row.caller),
    },
    {
      number: around.number?.number ?? null,
      connected: around.number !== null,
      canText: canText(ctx, around.provider),
      registration: around.number?.registration ?? "none",
      acknowledgementEnabled: playbook.acknowledgement.enabled,
      timeZone: playbook.hours.timeZone,
    },
    {
      lastAcknowledgementAt:
        around.last_acknowledgement_at === null ? null : Temporal.Instant.from(around.last_acknowledgement_at),
      dedupeHours: playbook.acknowledgement.dedupeHours,
      episodeAcknowledged: false,
      lineLastMinute: around.line_last_minute,
      lineLastDay: around.line_last_day,
    },
    now,
  );
}

function acknowledgementText({ playbook, around }: JudgedCall, now: Temporal.Instant): string {
  const template = isOpenAt(playbook.hours, now)
    ? playbook.acknowledgement.template
    : playbook.acknowledgement.afterHoursTemplate;
  const rendered = renderTemplate(template, {
    business: playbook.businessName,
    callerName: around.contact?.name ?? null,
  });
  return rendered.ok ? rendered.text : "";
}

function usefulUntil({ row, playbook }: JudgedCall): Temporal.Instant {
  return row.arrivedAt.add({ minutes: playbook.acknowledgement.usefulForMinutes });
}

interface Placed {
  readonly contactId: string | null;
  readonly episodeId: string;
  readonly clock: CallbackClock;
  readonly owner: ChosenOwner;
  readonly decision: OutboundDecision;
}

function giveToOwner(
  ctx: Context,
  tx: Transaction,
  { row, playbook, around, verdict }: JudgedCall,
  placed: Placed,
): string {
  const { contactId, episodeId, clock, owner, decision } = placed;
  const callbackId = ctx.ids.next();
  const lane = laneOf(around.contact?.kind ?? null);
  openCallback(tx, {
    id: callbackId,
    episodeId,
    contactId,
    callId: row.id,
    numberId: row.numberId,
    caller: row.caller,
    ownerId: owner.ownerId,
    backupId: owner.backupId,
    urgency: "unknown",
    intent: null,
    lane,
    priority: priorityOf("unknown", lane),
    startedAt: row.arrivedAt,
    dueAt: clock.dueAt,
    warnAt: clock.warnAt,
    targetMinutes: clock.targetMinutes,
    playbookVersion: around.playbook_version,
    policy: { sla: playbook.sla, escalation: playbook.escalation, timeZone: playbook.hours.timeZone },
    explained: {
      missReason: verdict.missReason,
      ownerRule: owner.rule,
      countsBusinessMinutes: clock.countsBusinessMinutes,
      mayText: decision.decision === "allow",
    },
  });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "opened",
    by: null,
    detail: { ownerId: owner.ownerId, backupId: owner.backupId, rule: owner.rule, callId: row.id },
  });
  tx.enqueue(
    watchCallbackJob(tx.accountId, callbackId, clock.warnAt),
    tellStaffJob(tx.accountId, { callbackId, memberIds: [owner.ownerId], about: "new-callback" }),
  );
  tx.changed({ kind: "callback", id: callbackId });
  return callbackId;
}

function acknowledge(
  ctx: Context,
  tx: Transaction,
  call: JudgedCall,
  about: { contactId: string | null; episodeId: string; callbackId: string; decision: OutboundDecision },
): void {
  const { row, around, playbook } = call;
  const { decision } = about;
  const messageId = ctx.ids.next();
  const goes = decision.decision === "allow";
  writeMessage(tx, {
    id: messageId,
    purpose: "acknowledgement",
    class: "responsive" satisfies MessageClass,
    state: goes ? "queued" : "suppressed",
    connectionId: row.connectionId,
    fromNumber: around.number?.number ?? row.dialed,
    toNumber: row.caller,
    body: acknowledgementText(call, tx.now),
    episodeId: about.episodeId,
    contactId: about.contactId,
    callbackId: about.callbackId,
    decision: { ...decision, holdOffSeconds: playbook.acknowledgement.holdOffSeconds },
    reason: goes ? null : (decision.rules[0] ?? null),
    playbookVersion: around.playbook_version,
    usefulUntil: usefulUntil(call),
  });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: goes ? "acknowledgement-queued" : "acknowledgement-suppressed",
    at: tx.now,
    detail: { messageId, rules: decision.rules },
  });
  if (goes)
    tx.enqueue(
      sendMessageJob(tx.accountId, messageId, tx.now.add({ seconds: playbook.acknowledgement.holdOffSeconds })),
    );
  tx.changed({ kind: "message", id: messageId });
}

/** What waits for a person: a withheld number, and an owner nobody chose. */
function openHolds(
  ctx: Context,
  tx: Transaction,
  { row, playbook }: JudgedCall,
  callbackId: string,
  owner: ChosenOwner,
): void {
  const reasons = [
    ...(row.caller === null ? ["withheld-number"] : []),
    ...(owner.needsReview ? ["no-owner-rule"] : []),
  ];
  const { dueAt } = callbackClock(tx.now, "unknown", true, playbook);
  for (const reason of reasons) {
    const id = ctx.ids.next();
    openHold(tx, { id, callbackId, callId: row.id, reason, dueAt });
    tx.changed({ kind: "hold", id });
  }
}

/** The lane the record gives before any word was heard. */
export function laneOf(contactKind: string | null): "new-lead" | "existing-customer" | "vendor" | "unknown" {
  if (contactKind === "customer") return "existing-customer";
  if (contactKind === "vendor") return "vendor";
  return "new-lead";
}

/** For staff texts: the name if known, else the number as people write it. */
export function callerWords(name: string | null, number: string | null): string {
  return name ?? (number === null ? "withheld number" : formatNumber(number));
}
