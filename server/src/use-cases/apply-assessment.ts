import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { callbackClock } from "@ringback/core/callbacks/sla.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { decideHandling } from "@ringback/core/classification/decide-handling.ts";
import { raiseUrgency } from "@ringback/core/classification/raise-urgency.ts";
import { teamOf } from "@ringback/core/conversations/conversation-rules.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { askModelJob, watchCallbackJob } from "#db/jobs.ts";
import { keepAssessment } from "#db/stores/assessments.ts";
import { appendCallbackEvent, openHold, relabelCallback } from "#db/stores/callbacks.ts";
import { appendConsent, nameContact } from "#db/stores/contacts.ts";
import { assignTeam } from "#db/stores/conversation-state.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import type { MatterToJudge } from "#db/stores/judgement-facts.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { promiseAnew } from "./promise-callback.ts";
import { raiseBeside } from "./raise-escalation.ts";
import { rerouteCallback } from "./reroute-callback.ts";

export interface NewAssessment {
  readonly matter: MatterToJudge;
  readonly assessment: Assessment;
  readonly playbook: Playbook;
  readonly callId: string | null;
  readonly messageId: string | null;
  /** Of a voicemail with words: the transcript that they stand in. */
  readonly transcriptId?: string | null;
  readonly contact: Pick<NonNullable<Surroundings["contact"]>, "kind" | "open_issue"> | null;
  readonly caller: string | null;
  /** What was made of other words of the same message before. Nobody is alarmed twice, nothing held twice for it. */
  readonly earlier?: readonly Assessment[];
  /** The language model that refined what the rules said, and which judgement; left out: the rules alone. */
  readonly refinedBy?: { readonly model: string; readonly assessmentId: string };
  /** These words are the worse of two transcripts: they may raise the urgency, and change no other label. */
  readonly keepsLabels?: boolean;
}

/**
 * Makes new words count: the labels are kept with their evidence, the callback's urgency may rise (never fall), its clock
 * follows, people are alarmed at once where the rules say so, and what a person has to look at is held. Asks nothing: the
 * matter brings along what is looked at.
 */
export async function applyAssessment(
  ctx: Context,
  tx: Transaction,
  given: NewAssessment,
): Promise<{ readonly alarmed: boolean }> {
  const { assessment, playbook, contact, caller } = given;
  const { facts } = given.matter;
  let { stored } = given.matter;
  const callbackId = stored.callback.id;
  const assessmentId = ctx.ids.next();
  const { refinedBy, earlier = [] } = given;
  keepAssessment(tx, {
    id: assessmentId,
    episodeId: stored.episodeId,
    callId: given.callId,
    messageId: given.messageId,
    transcriptId: given.transcriptId ?? null,
    assessment,
    madeBy: refinedBy?.model ?? "rules",
    refines: refinedBy?.assessmentId ?? null,
  });
  if (assessment.callerName && stored.contactId) nameContact(tx, stored.contactId, assessment.callerName.value);
  // Written once for the same words: said again later, it would outlast a START that came between.
  // Whoever takes a text in has heeded what its words say before this.
  const isHeeded = given.messageId !== null && refinedBy === undefined;
  if (assessment.optOut && !isHeeded && caller !== null && !earlier.some((one) => one.optOut)) {
    appendConsent(tx, {
      id: ctx.ids.next(),
      number: caller,
      kind: "opt_out",
      source: given.messageId ? "text" : "voicemail",
      sourceId: given.messageId ?? given.callId,
      ...quoteOf(assessment),
    });
  }
  if (stored.callback.state === "closed") return { alarmed: facts.alarmed };
  const mayRefine = refinedBy === undefined && assessment.speech === "speech";
  if (mayRefine && facts.has_language_model) tx.enqueue(askModelJob(tx.accountId, assessmentId));

  const urgency = raiseUrgency(readUrgency(stored.urgency), assessment.urgency);
  const keepsLabels = given.keepsLabels ?? false;
  const lane = keepsLabels || assessment.lane === "unknown" ? stored.lane : assessment.lane;
  const intent = keepsLabels && stored.intent !== null ? stored.intent : assessment.intent;
  const due = await promiseAnew(ctx, tx, stored, { urgency, intent }, "rule");
  const nearer = Temporal.Instant.compare(due.dueAt, stored.callback.dueAt) < 0;
  relabelCallback(tx, {
    id: callbackId,
    urgency,
    intent,
    lane,
    priority: priorityOf(urgency, lane),
    ...due,
  });
  if (caller !== null)
    assignTeam(tx, caller, teamOf(playbook.conversation, { numberId: stored.numberId, intent })?.id ?? null);
  if (nearer && stored.callback.state !== "snoozed") tx.enqueue(watchCallbackJob(tx.accountId, callbackId, due.warnAt));
  stored = await rerouteCallback(ctx, tx, stored, { urgency, intent, lane, assessment }, facts);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "classified",
    by: null,
    detail: { urgency, intent, lane, callId: given.callId, messageId: given.messageId, method: assessment.method },
  });

  const known = {
    existingCustomer: contact === null ? null : contact.kind === "customer",
    hasOpenIssue: contact === null ? null : contact.open_issue !== null,
  };
  const handling = decideHandling(assessment, known);
  const handled = earlier.map((one) => decideHandling(one, known));
  const alarmed = new Set(handled.flatMap(({ reasons }) => reasons.map(({ reason }) => reason)));
  const held = new Set(handled.flatMap(({ holds }) => holds.map(({ reason }) => reason)));
  let alarm = facts.running_alarm;
  for (const { reason } of handling.reasons)
    if (!alarmed.has(reason)) alarm = await raiseBeside(ctx, tx, stored, reason, alarm);
  // Decided in the time that a call of this urgency may wait: what is held is part of answering it.
  const about = { urgency, intent: null, numberId: null, mayText: true };
  const holdDue = callbackClock(tx.now, about, playbook).dueAt;
  for (const { reason, rules } of handling.holds) {
    if (held.has(reason)) continue;
    const id = ctx.ids.next();
    const detail = { rules };
    openHold(tx, { id, callbackId, callId: given.callId, assessmentId, reason, dueAt: holdDue, detail });
    tx.changed({ kind: "hold", id });
  }
  tx.changed({ kind: "callback", id: callbackId });
  return { alarmed: facts.alarmed || alarm !== null };
}

/** The words in which they asked for no more texts, where the evidence names them. */
function quoteOf({ evidence }: Assessment): { quote?: string } {
  const wish = evidence.find(({ label }) => label === "opt-out");
  return wish !== undefined && "quote" in wish ? { quote: wish.quote } : {};
}

function readUrgency(stored: string): Assessment["urgency"] {
  return stored === "emergency" || stored === "high" || stored === "normal" || stored === "low" ? stored : "unknown";
}
