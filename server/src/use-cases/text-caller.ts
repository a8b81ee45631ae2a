import { decideOutbound, outboundRuleWords } from "@ringback/core/acknowledgement/decide-outbound.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { isOutsideTextingHours } from "@ringback/core/acknowledgement/texting-hours.ts";
import { recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { sql } from "kysely";
import { sendMessageJob } from "#db/jobs.ts";
import { keepAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { planMessage } from "#db/stores/messages.ts";
import { transaction } from "#db/transaction.ts";
import type { ActionRefusal, CallbackCommand } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { canText } from "./line-abilities.ts";

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
export async function textCaller(
  ctx: Context,
  command: CallbackCommand & { body: string; confirmedPromise: boolean },
): Promise<TextAnswer> {
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx): Promise<TextAnswer> => {
    const stored = await lockCallback(tx, command.callbackId);
    if (stored === null) return { ok: false, refusal: "not-found" };
    const counted = recordAttempt(stored.callback, command.actor);
    if (!counted.ok) return counted;
    const line = await tx.first<{
      number: string | null;
      connection_id: string | null;
      provider: string | null;
      registration: "none" | "pending" | "approved" | "exempt" | null;
      time_zone: string;
      opted_out: boolean;
      sms_capable: boolean | null;
      do_not_contact: boolean;
      business: string;
    }>(sql`
      select n.number, n.connection_id, (select provider from ringback.connection where account_id = ${tx.accountId} and id = n.connection_id) as provider, n.registration, a.time_zone, a.name as business,
        coalesce((select kind = 'opt_out' from ringback.consent_event where account_id = ${tx.accountId} and number = ${stored.caller} and kind in ('opt_out', 'opt_in') order by at desc, id desc limit 1), false) as opted_out,
        exists (select from ringback.contact where account_id = ${tx.accountId} and id = ${stored.contactId} and kind = 'do-not-contact') as do_not_contact,
        (select sms_capable from ringback.contact_phone where account_id = ${tx.accountId} and number = ${stored.caller}) as sms_capable
      from ringback.account a left join ringback.phone_number n on n.account_id = a.id and n.id = ${stored.numberId} where a.id = ${tx.accountId}`);
    const timeZone = line?.time_zone ?? "UTC";
    const usefulUntil = tx.now.add({ minutes: usefulMinutes });
    const promises = findPromises(command.body, line ? [line.business] : []);
    const decision = decideOutbound(
      { class: "staff", purpose: "staff-text", body: command.body, usefulUntil },
      {
        number: stored.caller,
        callerIdTrust: "none",
        optedOut: line?.opted_out ?? false,
        doNotContact: line?.do_not_contact ?? false,
        smsCapable: line?.sms_capable ?? null,
        isOwnNumber: false,
        isStaff: false,
      },
      {
        number: line?.number ?? null,
        connected: line?.connection_id != null,
        canText: canText(ctx, line?.provider ?? null),
        registration: line?.registration ?? "none",
        acknowledgementEnabled: true,
        timeZone,
      },
      { lastAcknowledgementAt: null, dedupeHours: 0, episodeAcknowledged: false, lineLastMinute: 0, lineLastDay: 0 },
      tx.now,
    );
    if (decision.decision === "block")
      return {
        ok: false,
        refusal: "may-not-text",
        why: `Not sent: ${decision.rules.map((rule) => outboundRuleWords[rule]).join("; ")}. Call instead.`,
      };
    const late = isOutsideTextingHours(timeZone, tx.now) ? `It is ${hourWords(timeZone, tx.now)}.` : null;
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
    const id = ctx.ids.next();
    await planMessage(tx, {
      id,
      purpose: "staff-text",
      class: "staff",
      state: "queued",
      connectionId: line?.connection_id ?? null,
      fromNumber: line?.number ?? null,
      toNumber: stored.caller,
      body: command.body,
      episodeId: stored.episodeId,
      contactId: stored.contactId,
      callbackId: stored.callback.id,
      memberId: command.actor.memberId,
      decision: { ...decision, promises: promises.map((promise) => promise.rule), outsideTextingHours: late !== null },
      reason: null,
      playbookVersion: stored.playbookVersion,
      usefulUntil,
    });
    saveCallback(tx, counted.state);
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
    tx.enqueue(sendMessageJob(tx.accountId, id, tx.now));
    tx.changed({ kind: "callback", id: stored.callback.id }, { kind: "message", id });
    return { ok: true, messageId: id, state: "queued", warnings };
  });
}

function hourWords(timeZone: string, now: Temporal.Instant): string {
  const words = now.toZonedDateTimeISO(timeZone).toLocaleString("en-US", { hour: "numeric", minute: "2-digit" });
  return `${words.replaceAll("\u202f", " ")} in ${timeZone}`;
}
