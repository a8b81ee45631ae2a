import { completeText } from "@ringback/core/acknowledgement/complete-text.ts";
import { decideOutbound, type OutboundDecision } from "@ringback/core/acknowledgement/decide-outbound.ts";
import type { OutboundQuestion } from "@ringback/core/acknowledgement/outbound-question.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import type { ClockDecision } from "@ringback/core/callbacks/decide-clock.ts";
import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { callbackClock } from "@ringback/core/callbacks/sla.ts";
import { teamOf, withQuestion } from "@ringback/core/conversations/conversation-rules.ts";
import type { ChosenOwner } from "@ringback/core/ownership/choose-owner.ts";
import { callerAreaOf, type OwnerQuestion } from "@ringback/core/ownership/fits-caller.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sendMessageJob, tellStaffJob, watchCallbackJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, openCallback, openHold } from "#db/stores/callbacks.ts";
import { appendCallEvent, type CallRow } from "#db/stores/calls.ts";
import { appendConsent, createLead } from "#db/stores/contacts.ts";
import { assignTeam } from "#db/stores/conversation-state.ts";
import { type Conversation, conversationSince } from "#db/stores/conversations.ts";
import { joinEpisode, openEpisode } from "#db/stores/episodes.ts";
import { redecideAcknowledgement, writeMessage } from "#db/stores/messages.ts";
import { toPersonNow } from "#db/stores/people-now.ts";
import type { Transaction } from "#db/transaction.ts";
import { chooseForCaller } from "./choose-for-caller.ts";
import { takeBackGotThrough } from "./close-got-through.ts";
import { type ClosesItself, closeItself } from "./close-itself.ts";
import type { Context } from "./context.ts";
import { outboundQuestion } from "./outbound-question.ts";
import { lineAround } from "./plan-around.ts";
import { keepOutboundDecision, placement } from "./plan-text.ts";
import { promiseCallback } from "./promise-callback.ts";
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
  const takenBack = await takeBackGotThrough(ctx, tx, call);
  const matter = takenBack === null ? around.episode : { id: takenBack.id, callback_id: takenBack.callbackId };
  const joined = matter && (await joinOpenEpisode(ctx, tx, call, matter));
  if (joined) return joined;
  const conversation = await conversationMeanwhile(tx, call);

  const contactId = row.contactId ?? enterNewCaller(ctx, tx, call);
  const episodeId = ctx.ids.next();
  openEpisode(tx, { id: episodeId, caller: row.caller, contactId, openedAt: row.arrivedAt });
  const asked = askLaw(ctx, call, conversation !== null, tx.now);
  const { decision } = asked;
  const callbackId = ctx.ids.next();
  const clock = promiseCallback(ctx, tx, {
    callbackId,
    startedAt: row.arrivedAt,
    about: { urgency: "unknown", intent: null, numberId: row.numberId, mayText: decision.decision === "allow" },
    playbook: call.playbook,
    playbookVersion: around.playbook_version,
  });
  const owner = chooseForCaller(ctx, tx, {
    callbackId,
    version: around.playbook_version,
    playbook: call.playbook,
    question: ownerQuestion(call),
    people: around.members.map(toPersonNow),
  });
  giveToOwner(ctx, tx, call, { callbackId, contactId, episodeId, clock, owner, decision });
  acknowledge(ctx, tx, call, { contactId, episodeId, callbackId, asked });
  openHolds(ctx, tx, call, callbackId, owner);
  sortToTeam(tx, call);
  if (conversation !== null) await closeItself(ctx, tx, callbackId, closingOf(conversation));
  return { contactId, episodeId };
}

/** Before any word was heard only the line says whose it is. A drill's caller has no conversation. */
function sortToTeam(tx: Transaction, { row, playbook }: JudgedCall): void {
  if (row.caller === null || row.drillId !== null) return;
  assignTeam(tx, row.caller, teamOf(playbook.conversation, { numberId: row.numberId, intent: null })?.id ?? null);
}

/** What is known of the caller before any word was heard. */
function ownerQuestion({ row, around }: JudgedCall): OwnerQuestion {
  const { traits, contact } = around;
  return {
    numberId: row.numberId,
    lineOfService: around.number?.line_of_service ?? null,
    source: around.number?.source ?? null,
    intent: null,
    urgency: "unknown",
    lane: laneOf(contact?.kind ?? null),
    language: traits?.language ?? null,
    postalCode: traits?.postal_code ?? null,
    callerArea: callerAreaOf(row.caller),
    tier: traits?.tier ?? null,
    knownOwnerId: traits?.owner_id ?? (contact === null ? null : around.last_owner_id),
    holderId: null,
  };
}

/** A miss that becomes known this much later than it happened may be settled already. */
const lateAfterSeconds = 2;

/**
 * A conversation with the caller since this call was over. Only asked where the miss comes late (a webhook that got lost
 * or held up, a call found in the log): nobody can have talked with who hung up a moment ago.
 */
async function conversationMeanwhile(
  tx: Transaction,
  { row, event, playbook }: JudgedCall,
): Promise<Conversation | null> {
  const over = row.facts.ended === undefined ? event.at : Temporal.Instant.from(row.facts.ended.at);
  const late = Temporal.Instant.compare(tx.now, over.add({ seconds: lateAfterSeconds })) > 0;
  if (!late || row.caller === null) return null;
  return await conversationSince(tx, row.caller, over, playbook.sla.conversationSeconds);
}

function closingOf({ how, id, memberId }: Conversation): ClosesItself {
  if (how === "call") return { because: "caller-got-through", by: null, detail: { callId: id, answeredBy: memberId } };
  if (how === "outbound") return { because: "reached-outside", by: memberId, detail: { outboundCallId: id } };
  return { because: "same-matter", by: memberId, detail: { attemptId: id } };
}

/**
 * A repeat call joins the matter: the clock keeps the first time, no second text goes out, the count grows. The callback
 * is locked before anything is written: whoever closes it holds that lock, and a call that joined a matter just closed
 * would have nobody to call it back. Answers null when it is closed by now.
 */
export async function joinOpenEpisode(
  ctx: Context,
  tx: Transaction,
  { row }: JudgedCall,
  episode: { readonly id: string; readonly callback_id: string | null },
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

/** Only after the search by number found neither customer nor open lead. A drill's caller is nobody. */
export function enterNewCaller(ctx: Context, tx: Transaction, { row }: JudgedCall): string | null {
  if (row.caller === null || row.drillId !== null) return null;
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

interface Asked {
  readonly question: OutboundQuestion;
  readonly decision: OutboundDecision;
  /** As it will be sent. */
  readonly body: string;
}

/** Asks the sending law whether the one text may go, with the facts that were loaded with the call. */
function askLaw(ctx: Context, call: JudgedCall, talkedSince: boolean, now: Temporal.Instant): Asked {
  const { row, around, playbook } = call;
  const text = acknowledgementText(call, now);
  const question = outboundQuestion(
    {
      class: "responsive",
      purpose: "acknowledgement",
      to: row.caller,
      body: text,
      withheld: row.callerWithheld,
      callerIdTrust: row.facts.arrived?.callerIdTrust ?? "none",
      answersAt: row.arrivedAt,
      usefulUntil: usefulUntil(call),
      talkedSince,
      isDrill: row.drillId !== null,
    },
    lineAround(ctx, around),
    around.outbound,
    playbook,
    now,
  );
  const decision = decideOutbound(question);
  return { question, decision, body: completeText(text, decision.mustAdd, playbook.businessName) };
}

function acknowledgementText({ playbook, around }: JudgedCall, now: Temporal.Instant): string {
  const template = isOpenAt(playbook.hours, now)
    ? playbook.acknowledgement.template
    : playbook.acknowledgement.afterHoursTemplate;
  const rendered = renderTemplate(template, {
    business: playbook.businessName,
    callerName: around.contact?.name ?? null,
  });
  return rendered.ok ? withQuestion(rendered.text, playbook.conversation.question) : "";
}

function usefulUntil({ row, playbook }: JudgedCall): Temporal.Instant {
  return row.arrivedAt.add({ minutes: playbook.acknowledgement.usefulForMinutes });
}

interface Placed {
  readonly callbackId: string;
  readonly contactId: string | null;
  readonly episodeId: string;
  readonly clock: ClockDecision;
  readonly owner: ChosenOwner;
  readonly decision: OutboundDecision;
}

function giveToOwner(
  ctx: Context,
  tx: Transaction,
  { row, playbook, around, verdict }: JudgedCall,
  placed: Placed,
): void {
  const { callbackId, contactId, episodeId, clock, owner, decision } = placed;
  const lane = laneOf(around.contact?.kind ?? null);
  openCallback(tx, {
    id: callbackId,
    episodeId,
    contactId,
    openedBy: { call: row.id },
    numberId: row.numberId,
    caller: row.caller,
    ownerId: owner.ownerId,
    backupId: owner.backupId,
    ownerRule: owner.rule,
    urgency: "unknown",
    intent: null,
    lane,
    priority: priorityOf("unknown", lane),
    startedAt: row.arrivedAt,
    dueAt: clock.dueAt,
    warnAt: clock.warnAt,
    targetMinutes: clock.clock.targetMinutes,
    aroundTheClock: clock.clock.aroundTheClock,
    drillId: row.drillId,
    playbookVersion: around.playbook_version,
    policy: { sla: playbook.sla, escalation: playbook.escalation, timeZone: playbook.hours.timeZone },
    explained: {
      missReason: verdict.missReason,
      ownerRule: owner.rule,
      countsBusinessMinutes: !clock.clock.aroundTheClock,
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
}

function acknowledge(
  ctx: Context,
  tx: Transaction,
  call: JudgedCall,
  about: { contactId: string | null; episodeId: string; callbackId: string; asked: Asked },
): void {
  const { row, around, playbook } = call;
  const { decision, body } = about.asked;
  const messageId = ctx.ids.next();
  const goes = decision.decision !== "block";
  writeMessage(tx, {
    id: messageId,
    purpose: "acknowledgement",
    class: decision.class,
    ...placement(decision),
    connectionId: row.connectionId,
    fromNumber: around.number?.number ?? row.dialed,
    toNumber: row.caller,
    body,
    episodeId: about.episodeId,
    contactId: about.contactId,
    callbackId: about.callbackId,
    decision: {
      ...decision,
      holdOffSeconds: playbook.acknowledgement.holdOffSeconds,
      asks: playbook.conversation.question.enabled,
    },
    playbookVersion: around.playbook_version,
    answersAt: row.arrivedAt,
    usefulUntil: usefulUntil(call),
  });
  keepOutboundDecision(ctx, tx, { messageId, ...about.asked, playbookVersion: around.playbook_version });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: goes ? "acknowledgement-queued" : "acknowledgement-suppressed",
    at: tx.now,
    detail: { messageId, rules: decision.rules },
  });
  if (goes) tx.enqueue(sendMessageJob(tx.accountId, messageId, sendsAt(decision, call, tx.now)));
  tx.changed({ kind: "message", id: messageId });
}

function sendsAt(decision: OutboundDecision, { playbook }: JudgedCall, now: Temporal.Instant): Temporal.Instant {
  return decision.decision === "hold" ? decision.until : now.add({ seconds: playbook.acknowledgement.holdOffSeconds });
}

/** The same for a caller whose number became known late: the text that could not be written then is decided again. */
export async function acknowledgeNamed(
  ctx: Context,
  tx: Transaction,
  call: JudgedCall,
  about: { contactId: string | null; episodeId: string },
): Promise<void> {
  const { row, playbook } = call;
  const conversation = await conversationMeanwhile(tx, call);
  const asked = askLaw(ctx, call, conversation !== null, tx.now);
  const { decision, body } = asked;
  const goes = decision.decision !== "block";
  const messageId = await redecideAcknowledgement(tx, {
    episodeId: about.episodeId,
    contactId: about.contactId,
    toNumber: row.caller,
    ...placement(decision),
    decision: {
      ...decision,
      holdOffSeconds: playbook.acknowledgement.holdOffSeconds,
      asks: playbook.conversation.question.enabled,
    },
    body,
  });
  if (messageId === null) return;
  keepOutboundDecision(ctx, tx, { messageId, ...asked, playbookVersion: call.around.playbook_version });
  if (!goes) return;
  const detail = { messageId, rules: decision.rules };
  appendCallEvent(tx, { id: ctx.ids.next(), callId: row.id, kind: "acknowledgement-queued", at: tx.now, detail });
  tx.enqueue(sendMessageJob(tx.accountId, messageId, sendsAt(decision, call, tx.now)));
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
    ...(row.caller === null ? [row.callerWithheld ? "withheld-number" : "no-caller-number"] : []),
    ...(owner.needsReview ? ["no-owner-rule"] : []),
  ];
  const about = { urgency: "unknown", intent: null, numberId: null, mayText: true } as const;
  const { dueAt } = callbackClock(tx.now, about, playbook);
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
