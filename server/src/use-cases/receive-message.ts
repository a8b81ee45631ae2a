import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import { findOptOutWish, type Keyword, readKeyword } from "@ringback/core/classification/opt-out.ts";
import { redact } from "@ringback/core/classification/redact.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { needsCallback } from "@ringback/core/conversations/needs-callback.ts";
import { formatNumber, readCaller } from "@ringback/core/phone-number.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { fetchMediaJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, openHold } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { acknowledgeEscalation, latestEscalationToldTo } from "#db/stores/escalations.ts";
import { lockAndLoad, type Surroundings } from "#db/stores/ingest.ts";
import { announceMedia } from "#db/stores/message-media.ts";
import { keepInboundMessage } from "#db/stores/messages.ts";
import { forgetNextTry } from "#db/stores/next-tries.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import { answerDanger } from "./answer-danger.ts";
import { answerQuestion } from "./answer-question.ts";
import { applyAssessment } from "./apply-assessment.ts";
import type { Context } from "./context.ts";
import { loadPast, openTextedCallback } from "./open-texted-callback.ts";
import { planText } from "./plan-text.ts";

export interface ReceivedMessage {
  readonly accountId: string;
  readonly connectionId: string;
  readonly key: string;
  readonly providerMessageId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly mediaCount: number;
  /** How the provider knows the pictures and files of it that can be had. */
  readonly mediaIds?: readonly string[];
  /** Whether the provider answers STOP, START and HELP itself; then we stay silent. */
  readonly providerReplies: boolean;
  readonly optOut: "stop" | "start" | "help" | null;
  readonly payload: Readonly<Record<string, string>>;
}

interface Inbound extends ReceivedMessage {
  readonly id: string;
  readonly number: string | null;
  readonly text: string;
  readonly around: Surroundings;
  readonly staffId: string | null;
}

/**
 * Takes a text in. STOP in any words is honoured in the same transaction that keeps the text, before anything else looks
 * at it. A text of the team acknowledges an alarm. A caller's text is judged like a voicemail and belongs to their matter;
 * where none is open it opens one, unless it says no more than thanks.
 */
export async function receiveMessage(ctx: Context, received: ReceivedMessage): Promise<{ repeated: boolean }> {
  return await transaction(ctx.db, received.accountId, ctx.clock.now(), async (tx) => {
    const sender = readCaller(received.from, "none");
    const number = sender.kind === "known" ? sender.number : null;
    const around = await lockAndLoad(tx, {
      connectionId: received.connectionId,
      providerCallId: `message:${received.providerMessageId}`,
      eventKeys: [received.key],
      caller: number,
      dialed: received.to,
      numberKey: numberKey(ctx.secretBox, tx.accountId),
    });
    if (around.seen.length > 0) return { repeated: true };
    keepProviderEvent(tx, {
      id: ctx.ids.next(),
      connectionId: received.connectionId,
      key: received.key,
      kind: "message",
      payload: received.payload,
    });
    const id = ctx.ids.next();
    const playbook = await loadPlaybook(tx, around.playbook_version);
    const { text } = redact(received.body.slice(0, 10_000), {
      knownNumbers: number === null ? [] : [number],
      trade: readTrade(playbook.trade),
    });
    const staff = around.members.find((member) => member.phone !== null && member.phone === number);
    const placed = await placeText(ctx, tx, {
      ...received,
      id,
      number,
      text,
      around,
      playbook,
      isStaff: staff !== undefined,
    });
    const inbound: Inbound = {
      ...received,
      id,
      number,
      text,
      around: { ...around, episode: placed.episode },
      staffId: staff?.id ?? null,
    };
    keepInboundMessage(tx, {
      id,
      connectionId: received.connectionId,
      from: number ?? received.from.slice(0, 64),
      to: received.to,
      body: text,
      providerMessageId: received.providerMessageId,
      episodeId: placed.episode?.id ?? null,
      contactId: around.contact?.id ?? placed.contactId,
      callbackId: placed.episode?.callback_id ?? null,
      mediaCount: received.mediaCount,
      quiet: placed.quiet,
    });
    announceAll(ctx, tx, id, received.mediaIds ?? []);
    tx.changed({ kind: "message", id });
    await handle(ctx, tx, inbound);
    return { repeated: false };
  });
}

function announceAll(ctx: Context, tx: Transaction, messageId: string, mediaIds: readonly string[]): void {
  for (const [position, providerMediaId] of mediaIds.entries()) {
    const id = ctx.ids.next();
    announceMedia(tx, { id, messageId, position, providerMediaId });
    tx.enqueue(fetchMediaJob(tx.accountId, id));
  }
}

async function handle(ctx: Context, tx: Transaction, inbound: Inbound): Promise<void> {
  const { number, around, text } = inbound;
  if (number === null) return;
  const keyword = inbound.optOut ?? readKeyword(inbound.body);
  if (keyword === "stop" || keyword === "start" || keyword === "help")
    return await answerKeyword(ctx, tx, inbound, keyword, number);
  if (inbound.staffId !== null && (await takeAlarmInHand(ctx, tx, inbound.staffId))) return;
  appendConsent(tx, { id: ctx.ids.next(), number, kind: "inbound_sms", source: "text", sourceId: inbound.id });
  if (keyword === "yes" && around.opted_out && (await meansYesToTexts(tx, inbound, number)))
    appendConsent(tx, { id: ctx.ids.next(), number, kind: "opt_in", source: "text", sourceId: inbound.id });
  const wish = findOptOutWish(text, "sms");
  if (wish?.certainty === "sure") {
    appendConsent(tx, {
      id: ctx.ids.next(),
      number,
      kind: "opt_out",
      source: "text",
      sourceId: inbound.id,
      detail: { rule: wish.rule },
      quote: text.slice(wish.start, wish.end),
    });
    await reply(ctx, tx, inbound, "stop", number);
  }
  await judge(ctx, tx, inbound);
  await answerDanger(ctx, tx, { ...inbound, number });
}

interface PlacedText {
  /** The matter it belongs to. */
  readonly episode: Surroundings["episode"];
  /** Of who was entered with it. */
  readonly contactId: string | null;
  /** Nobody has to read or answer it: a keyword, a word of thanks, a colleague. */
  readonly quiet: boolean;
}

/**
 * The matter of a text: the open one, a new one, or none. The callback is locked before anything is written: whoever closes
 * it holds that lock, and a text that joined a matter just closed would have nobody to answer it.
 */
async function placeText(
  ctx: Context,
  tx: Transaction,
  given: Omit<Inbound, "staffId"> & { readonly playbook: Playbook; readonly isStaff: boolean },
): Promise<PlacedText> {
  const { around, number, text, isStaff } = given;
  const keyword = given.optOut ?? readKeyword(given.body);
  const quiet = isStaff || (keyword !== null && keyword !== "yes");
  const stored = around.episode?.callback_id ? await lockCallback(tx, around.episode.callback_id) : null;
  if (stored !== null && stored.callback.state !== "closed") return { episode: around.episode, contactId: null, quiet };
  const none = { episode: null, contactId: null, quiet: true };
  if (number === null || quiet || around.is_own_number || onlyStops(text)) return none;
  const past = await loadPast(tx, number);
  if (!needsCallback({ text, hasMedia: given.mediaCount > 0, knowsUs: past.knowsUs, names: past.names })) return none;
  const opened = openTextedCallback(ctx, tx, {
    messageId: given.id,
    number,
    around,
    playbook: given.playbook,
    followsCallbackId: past.lastCallbackId,
  });
  const episode = {
    id: opened.episodeId,
    callback_id: opened.callbackId,
    callback_state: "open",
    owner_id: null,
    last_call_at: tx.now.toString(),
  };
  return { episode, contactId: opened.contactId, quiet: false };
}

/** A wish for no more texts that is not part of a longer story asks for nothing else. */
function onlyStops(text: string): boolean {
  return findOptOutWish(text, "sms")?.certainty === "sure" && text.trim().split(/\s+/).length <= 8;
}

/** The words of a text change the case, never a promise made: urgency may rise, holds may open. */
async function judge(ctx: Context, tx: Transaction, inbound: Inbound): Promise<void> {
  const { around, text, number } = inbound;
  const callbackId = around.episode?.callback_id;
  if (!callbackId) return;
  const stored = await lockCallback(tx, callbackId);
  if (stored === null) return;
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "caller-texted",
    by: null,
    detail: { messageId: inbound.id },
  });
  forgetNextTry(tx, stored.episodeId);
  const playbook = await loadPlaybook(tx, around.playbook_version);
  const assessment = classifyByRules({
    text,
    channel: "sms",
    trade: readTrade(playbook.trade),
    extraPhrases: playbook.classification.phrases,
    callFacts: {
      callerNumber: number,
      existingCustomer: around.contact?.kind === "customer",
      recordedName: around.contact?.name ?? null,
      openIssue: around.contact?.open_issue ?? null,
    },
  });
  const answered = await answerQuestion(ctx, tx, { stored, text, messageId: inbound.id, assessment, playbook });
  await applyAssessment(ctx, tx, {
    stored,
    assessment: answered,
    playbook,
    callId: null,
    messageId: inbound.id,
    contact: around.contact,
    caller: number,
  });
  tx.changed({ kind: "callback", id: callbackId });
}

/** After so long a YES answers no question of ours any more. */
const questionHours = 72;

/**
 * S10: YES lifts an opt-out only where it can mean nothing else: the owner has not switched that off, and nobody has asked
 * this number anything since it last wrote.
 */
async function meansYesToTexts(tx: Transaction, { id, around }: Inbound, number: string): Promise<boolean> {
  const { texting } = await loadPlaybook(tx, around.playbook_version);
  if (!texting.yesOptsIn) return false;
  const asked = await tx.first(sql`select 1 from ringback.message
    where account_id = ${tx.accountId} and to_number = ${number} and direction = 'out' and purpose <> 'keyword-reply' and body like '%?%'
      and state not in ('suppressed', 'expired', 'failed') and created_at > ${tx.now.subtract({ hours: questionHours })}
      and created_at > coalesce((select max(at) from ringback.consent_event where account_id = ${tx.accountId} and number = ${number}
        and kind in ('inbound_sms', 'opt_out') and source_id is distinct from ${id}), '-infinity') limit 1`);
  return asked === null;
}

/** docs/rules.md S5–S12. The opt-out is written in this transaction; the one confirmation only where the provider gives none. */
async function answerKeyword(
  ctx: Context,
  tx: Transaction,
  inbound: Inbound,
  keyword: Exclude<Keyword, "yes">,
  number: string,
): Promise<void> {
  if (keyword !== "help")
    appendConsent(tx, {
      id: ctx.ids.next(),
      number,
      kind: keyword === "stop" ? "opt_out" : "opt_in",
      source: "keyword",
      sourceId: inbound.id,
      quote: inbound.text,
    });
  const callbackId = inbound.around.episode?.callback_id;
  if (callbackId) {
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId,
      kind: keyword === "stop" ? "opted-out" : "caller-texted",
      by: null,
      detail: { messageId: inbound.id },
    });
    // S11: CANCEL may mean the visit. The texts stop all the same, and a person asks.
    if (/^\W*cancel\W*$/i.test(inbound.body)) {
      const id = ctx.ids.next();
      openHold(tx, {
        id,
        callbackId,
        callId: null,
        reason: "may-want-visit-cancelled",
        dueAt: tx.now.add({ minutes: 30 }),
      });
      tx.changed({ kind: "hold", id });
    }
    tx.changed({ kind: "callback", id: callbackId });
  }
  if (keyword === "stop" && inbound.around.opted_out) return; // confirmed before; one confirmation is the law's measure
  await reply(ctx, tx, inbound, keyword, number);
}

async function reply(
  ctx: Context,
  tx: Transaction,
  inbound: Inbound,
  keyword: Exclude<Keyword, "yes">,
  number: string,
): Promise<void> {
  const byKeyword = inbound.optOut !== null || readKeyword(inbound.body) !== null;
  if (inbound.providerReplies && byKeyword) return;
  const playbook = await loadPlaybook(tx, inbound.around.playbook_version);
  const line = inbound.around.number?.number ?? inbound.to;
  await planText(ctx, tx, {
    class: "control",
    purpose: "keyword-reply",
    to: number,
    from: { number: line },
    body: keywordReplies[keyword](playbook.businessName, line),
    answersAt: tx.now,
    usefulUntil: tx.now.add({ minutes: 5 }),
    about: { answers: keyword },
  });
}

const keywordReplies: Record<Exclude<Keyword, "yes">, (business: string, line: string) => string> = {
  stop: (business) => `${business}: you're unsubscribed and will get no more texts. Reply START to resume.`,
  start: (business) => `${business}: you will get texts from us again. Reply STOP to opt out, HELP for help.`,
  help: (business, line) =>
    `${business}: help at ${formatNumber(line)}. Msg freq varies. Msg & data rates may apply. Reply STOP to opt out.`,
};

/** Any answer of a person who was told acknowledges the newest alarm they were told of. */
async function takeAlarmInHand(ctx: Context, tx: Transaction, memberId: string): Promise<boolean> {
  const alarm = await latestEscalationToldTo(tx, memberId);
  if (alarm === null) return false;
  await lockCallback(tx, alarm.callback_id); // before the alarm, as everywhere, so that nobody waits for each other
  acknowledgeEscalation(tx, alarm.id, memberId);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: alarm.callback_id,
    kind: "alarm-acknowledged",
    by: memberId,
    detail: { channel: "text" },
  });
  tx.changed({ kind: "callback", id: alarm.callback_id });
  return true;
}
