import { readCaller } from "@ringback/core/phone-number.ts";
import { fetchMediaJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { acknowledgeEscalation, latestEscalationToldTo, lockCallbackToldTo } from "#db/stores/escalations.ts";
import { lockAndLoad } from "#db/stores/ingest.ts";
import { announceMedia } from "#db/stores/message-media.ts";
import { keepInboundMessage } from "#db/stores/messages.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { loadPastOfTexter } from "#db/stores/texter.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import { answerDanger } from "./answer-danger.ts";
import { answerKeyword, confirmStop } from "./answer-keyword.ts";
import type { Context } from "./context.ts";
import { controlKeyword, type InboundText, type ReceivedMessage, readInboundText } from "./inbound-text.ts";
import { judgeText } from "./judge-text.ts";
import { keepConsents } from "./keep-consents.ts";
import { type PlacedText, placeText, type TextToHandle } from "./place-text.ts";

/**
 * Takes a text in. STOP in any words is honoured in the same transaction that keeps the text, before anything else looks
 * at it. A text of the team acknowledges an alarm. A caller's text is judged like a voicemail and belongs to their matter;
 * where none is open it opens one, unless it says no more than thanks. Three round trips: what is known around it, its
 * matter, and the commit.
 */
export async function receiveMessage(ctx: Context, received: ReceivedMessage): Promise<{ repeated: boolean }> {
  return await transaction(ctx.db, received.accountId, ctx.clock.now(), async (tx) => {
    const sender = readCaller(received.from, "none");
    const number = sender.kind === "known" ? sender.number : null;
    const [around, past] = await Promise.all([
      lockAndLoad(tx, {
        connectionId: received.connectionId,
        providerCallId: `message:${received.providerMessageId}`,
        eventKeys: [received.key],
        caller: number,
        dialed: received.to,
        numberKey: numberKey(ctx.secretBox, tx.accountId),
      }),
      loadPastOfTexter(tx, number),
    ]);
    if (around.seen.length > 0) return { repeated: true };
    keepProviderEvent(tx, {
      id: ctx.ids.next(),
      connectionId: received.connectionId,
      key: received.key,
      kind: "message",
      payload: received.payload,
    });
    const playbook = await loadPlaybook(tx, around.playbook_version);
    const inbound = readInboundText(received, { id: ctx.ids.next(), number, around, past, playbook });
    const placed = await placeText(ctx, tx, inbound);
    keep(ctx, tx, inbound, placed);
    if (number !== null) await handle(ctx, tx, { ...inbound, ...placed, number });
    return { repeated: false };
  });
}

/** Writes down the text and what is to be fetched with it. */
function keep(ctx: Context, tx: Transaction, inbound: InboundText, placed: PlacedText): void {
  const { id, around } = inbound;
  keepInboundMessage(tx, {
    id,
    connectionId: inbound.connectionId,
    from: inbound.number ?? inbound.from.slice(0, 64),
    to: inbound.to,
    body: inbound.text,
    providerMessageId: inbound.providerMessageId,
    episodeId: placed.episode?.id ?? null,
    contactId: around.contact?.id ?? placed.contactId,
    callbackId: placed.episode?.callback_id ?? null,
    mediaCount: inbound.mediaCount,
    quiet: placed.quiet,
  });
  for (const [position, providerMediaId] of (inbound.mediaIds ?? []).entries()) {
    const mediaId = ctx.ids.next();
    announceMedia(tx, { id: mediaId, messageId: id, position, providerMediaId });
    tx.enqueue(fetchMediaJob(tx.accountId, mediaId));
  }
  tx.changed({ kind: "message", id });
}

async function handle(ctx: Context, tx: Transaction, inbound: TextToHandle): Promise<void> {
  const keyword = controlKeyword(inbound);
  if (keyword !== null) return answerKeyword(ctx, tx, inbound, keyword);
  if (inbound.staffId !== null && (await takeAlarmInHand(ctx, tx, inbound.staffId))) return;
  keepConsents(ctx, tx, inbound);
  if (inbound.stopWish !== null) confirmStop(ctx, tx, inbound);
  const judged = inbound.matter && (await judgeText(ctx, tx, inbound, inbound.matter));
  answerDanger(ctx, tx, inbound, judged?.alarmed ?? false);
}

/** Any answer of a person who was told acknowledges the newest alarm they were told of. */
async function takeAlarmInHand(ctx: Context, tx: Transaction, memberId: string): Promise<boolean> {
  // The callback before the alarm, as everywhere, so that nobody waits for each other; sent together.
  const [lockedId, alarm] = await Promise.all([lockCallbackToldTo(tx, memberId), latestEscalationToldTo(tx, memberId)]);
  if (alarm === null) return false;
  if (lockedId !== alarm.callback_id) await lockCallback(tx, alarm.callback_id); // told of another at this moment
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
