import { placesOf } from "@ringback/core/acknowledgement/decide-outbound.ts";
import { outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { isOutsideTextingHours } from "@ringback/core/acknowledgement/texting-hours.ts";
import { recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { keepAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { dropDraft } from "#db/stores/conversation-state.ts";
import { attachUploads } from "#db/stores/message-media.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { CallbackCommand } from "./act-on-callback.ts";
import type { ActionRefusal } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { once } from "./once.ts";
import { keepText, type WeighedText, weighText } from "./plan-text.ts";
import { refuseToText } from "./take-files.ts";

export type TextAnswer =
  | { readonly ok: true; readonly messageId: string; readonly state: "queued"; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly refusal: ActionRefusal }
  /** The law or the caller says no; the words say why. */
  | { readonly ok: false; readonly refusal: "may-not-text"; readonly why: string }
  /** The person is asked once whether they mean what reads like a promise, and whether it cannot wait for the day. */
  | {
      readonly ok: false;
      readonly refusal: "reads-like-a-promise" | "outside-texting-hours";
      readonly why: string;
    };

/** What a person typed belongs to the moment; after an hour of failed tries they must decide anew. */
const usefulMinutes = 60;

/**
 * A text typed by a person. The gate binds it too; promises and the hour only warn, since people may promise and may know
 * that somebody waits at night. `confirmedPromise` says that the person has read the warnings and sends it all the same.
 */
export async function textCaller(ctx: Context, command: TextCommand): Promise<TextAnswer> {
  const { accountId, actor, callbackId, body, confirmedPromise, requestId, fileIds = [] } = command;
  const asks = { kind: "text", callbackId, body, confirmedPromise, ...(fileIds.length > 0 && { fileIds }) };
  const named = { memberId: actor.memberId, requestId, asks };
  return await transaction(ctx.db, accountId, ctx.clock.now(), (tx) =>
    once<TextAnswer>(tx, named, () => textCallback(ctx, tx, command)),
  );
}

export type TextCommand = CallbackCommand & {
  readonly body: string;
  readonly confirmedPromise: boolean;
  /** Pictures that were uploaded before, in their order. */
  readonly fileIds?: readonly string[];
  /** Other numbers than those of the callback: where they wrote from last, and to which of ours. */
  readonly between?: { readonly to: string; readonly from: string };
};

/** The same within a transaction that does more. */
export async function textCallback(ctx: Context, tx: Transaction, command: TextCommand): Promise<TextAnswer> {
  const { fileIds = [] } = command;
  const stored = await lockCallback(tx, command.callbackId);
  if (stored === null) return { ok: false, refusal: "not-found" };
  const counted = recordAttempt(stored.callback, command.actor);
  if (!counted.ok) return counted;
  const weighed = await weighText(ctx, tx, {
    class: "staff",
    purpose: "staff-text",
    to: command.between?.to ?? stored.caller,
    from: command.between === undefined ? { numberId: stored.numberId } : { number: command.between.from },
    body: command.body,
    episodeId: stored.episodeId,
    contactId: stored.contactId,
    callbackId: stored.callback.id,
    memberId: command.actor.memberId,
    usefulUntil: tx.now.add({ minutes: usefulMinutes }),
    about: aboutFiles(fileIds),
  });
  const { decision } = weighed;
  if (decision.decision === "block")
    return {
      ok: false,
      refusal: "may-not-text",
      why: `Not sent: ${decision.rules.map((rule) => outboundRuleWords[rule]).join("; ")}. Call instead.`,
    };
  const unfit = await refuseToText(ctx, tx, weighed, { fileIds, memberId: command.actor.memberId });
  if (unfit !== null) return { ok: false, refusal: "may-not-text", why: unfit };
  const promises = findPromises(command.body, [weighed.businessName]);
  const late = lateWords(weighed);
  const warnings = [
    ...promises.map(({ quote }) => `"${quote}" reads like a promise.`),
    ...(late === null ? [] : [late]),
  ];
  if (warnings.length > 0 && !command.confirmedPromise)
    return {
      ok: false,
      refusal: promises.length > 0 ? "reads-like-a-promise" : "outside-texting-hours",
      why: `${warnings.join(" ")} ${promises.length > 0 ? "Send it again if you can keep it." : "Send it again if it cannot wait until 8 AM."}`,
    };
  const { messageId: id } = keepText(ctx, tx, weighed);
  if (fileIds.length > 0) attachUploads(tx, id, fileIds);
  saveCallback(tx, counted.state, "marks");
  const theirs = command.between?.to ?? stored.caller;
  if (theirs !== null) dropDraft(tx, theirs, command.actor.memberId);
  keepAttempt(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    by: command.actor.memberId,
    channel: "text",
    result: "sent",
    providerCallId: null,
    note: null,
  });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "texted",
    by: command.actor.memberId,
    detail: { messageId: id },
  });
  tx.changed({ kind: "callback", id: stored.callback.id });
  return { ok: true, messageId: id, state: "queued", warnings };
}

/** How many pictures stands with the message, as with one that comes in. */
export function aboutFiles(fileIds: readonly string[]): Readonly<Record<string, unknown>> {
  return fileIds.length === 0 ? {} : { mediaCount: fileIds.length };
}

/** Where it is late for whoever has this number; null where it is day everywhere. */
export function lateWords({ decision, question }: Pick<WeighedText, "decision" | "question">): string | null {
  if (!decision.warnings.includes("outside-texting-hours")) return null;
  const zone = placesOf(question)
    .flatMap(({ zones }) => zones)
    .find((one) => isOutsideTextingHours(one, question.now));
  return zone === undefined ? null : `It is ${hourWords(zone, question.now)}.`;
}

function hourWords(timeZone: string, now: Temporal.Instant): string {
  const words = now.toZonedDateTimeISO(timeZone).toLocaleString("en-US", { hour: "numeric", minute: "2-digit" });
  return `${words.replaceAll("\u202f", " ")} in ${timeZone}`;
}
