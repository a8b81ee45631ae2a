import { decideOutbound, type MessageClass } from "@ringback/core/acknowledgement/decide-outbound.ts";
import { retryDelayMs } from "@ringback/core/acknowledgement/retry-delay.ts";
import { sql } from "kysely";
import { sendMessageJob } from "#db/jobs.ts";
import { appendConsent, setSmsCapable } from "#db/stores/contacts.ts";
import { changeMessage, knownTexts, lockLineTraffic, lockMessage, type StoredMessage } from "#db/stores/messages.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { SendResult } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { canText } from "./line-abilities.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";

/** How often a text with unknown outcome is looked up before it stays unknown: after 5 s, then 15 s, 45 s, … (×3). */
const lookupsMax = 6;
const firstLookupMs = 5_000;

/**
 * Sends a text that was written down before, exactly once (promise 3): claim and commit, send, note the outcome. If the
 * process dies or the answer is lost in between, the text is in `sending`; then it is only ever looked up at the
 * provider, never sent again.
 */
export async function sendMessage(ctx: Context, job: { accountId: string; messageId: string }): Promise<void> {
  const claim = await transaction(ctx.db, job.accountId, ctx.clock.now(), (tx) => claimMessage(ctx, tx, job.messageId));
  if (claim === null) return;
  const connection =
    claim.message.connection_id === null ? null : await openConnection(ctx, claim.message.connection_id);
  const { from_number: from, to_number: to, body } = claim.message;
  if (connection === null || from === null || to === null) {
    await settle(ctx, job, { outcome: "refused", errorCode: "no-line", means: "configuration" });
    return;
  }
  if (claim.do === "look-up") {
    await lookUp(ctx, job, claim.message, connection, { from, to, body });
    return;
  }
  const validitySeconds = claim.message.useful_until
    ? Math.max(60, secondsUntil(claim.message.useful_until, ctx.clock.now()))
    : 14_400;
  const result = await connection.provider.sendMessage(connection.account, { from, to, body, validitySeconds });
  await settle(ctx, job, result);
}

type Claim = { readonly do: "send" | "look-up"; readonly message: StoredMessage };

/** Decides under the row's lock who sends: whoever moves it to `sending`. The gate is asked again, now. */
async function claimMessage(ctx: Context, tx: Transaction, messageId: string): Promise<Claim | null> {
  const message = await lockMessage(tx, messageId);
  if (message === null) return null;
  if (message.state === "sending" || message.state === "unknown")
    return message.lookups >= lookupsMax ? null : { do: "look-up", message };
  if (message.state !== "queued") return null;
  const stop = await reasonToStop(ctx, tx, message);
  if (stop !== null) {
    changeMessage(tx, message.id, { state: stop === "too-late-to-be-useful" ? "expired" : "suppressed", reason: stop });
    tx.changed(...changesOf(message));
    return null;
  }
  changeMessage(tx, message.id, { state: "sending", claimedAt: tx.now });
  return { do: "send", message };
}

/** What may have changed since the text was written down: an opt-out, a person who reached the caller, the time. */
async function reasonToStop(ctx: Context, tx: Transaction, message: StoredMessage): Promise<string | null> {
  const about = await tx.first<{
    opted_out: boolean;
    episode_closed: boolean;
    registration: "none" | "pending" | "approved" | "exempt";
    time_zone: string;
    business: string;
    provider: string | null;
    sms_capable: boolean | null;
    do_not_contact: boolean;
  }>(sql`
    select
      coalesce((select kind = 'opt_out' from ringback.consent_event where account_id = ${tx.accountId} and number = ${message.to_number} and kind in ('opt_out', 'opt_in') order by at desc, id desc limit 1), false) as opted_out,
      coalesce((select closed_at is not null from ringback.episode where account_id = ${tx.accountId} and id = ${message.episode_id}), false) as episode_closed,
      coalesce((select registration from ringback.phone_number where account_id = ${tx.accountId} and number = ${message.from_number}), 'none') as registration,
      (select time_zone from ringback.account where id = ${tx.accountId}) as time_zone,
      (select name from ringback.account where id = ${tx.accountId}) as business,
      (select provider from ringback.connection where account_id = ${tx.accountId} and id = ${message.connection_id}) as provider,
      exists (select from ringback.contact_phone p join ringback.contact c on c.account_id = p.account_id and c.id = p.contact_id
        where p.account_id = ${tx.accountId} and p.number = ${message.to_number} and c.kind = 'do-not-contact') as do_not_contact,
      (select sms_capable from ringback.contact_phone where account_id = ${tx.accountId} and number = ${message.to_number}) as sms_capable`);
  if (about === null) return "no-line";
  if (message.purpose === "acknowledgement" && about.episode_closed) return "caller-got-through";
  const traffic = await lineTraffic(tx, message);
  const decision = decideOutbound(
    {
      class: message.class as MessageClass,
      purpose: message.purpose,
      body: message.body,
      names: [about.business],
      usefulUntil: message.useful_until,
    },
    {
      number: message.to_number,
      callerIdTrust: "none",
      optedOut: about.opted_out,
      smsCapable: about.sms_capable,
      doNotContact: about.do_not_contact,
      isOwnNumber: false,
      isStaff: false,
    },
    {
      number: message.from_number,
      connected: message.connection_id !== null,
      canText: canText(ctx, about.provider),
      registration: about.registration,
      acknowledgementEnabled: true,
      timeZone: about.time_zone,
    },
    {
      lastAcknowledgementAt: null,
      dedupeHours: 0,
      episodeAcknowledged: false,
      lineLastMinute: traffic.lastMinute,
      lineLastDay: traffic.lastDay,
    },
    tx.now,
  );
  return decision.decision === "block" ? (decision.rules[0] ?? "blocked") : null;
}

/** Only automatic texts are measured; nobody waits in line to answer STOP or to alarm the team. */
async function lineTraffic(tx: Transaction, message: StoredMessage): Promise<{ lastMinute: number; lastDay: number }> {
  const automatic = message.class === "responsive" || message.class === "service";
  return automatic && message.from_number !== null
    ? await lockLineTraffic(tx, message.from_number)
    : { lastMinute: 0, lastDay: 0 };
}

async function settle(ctx: Context, job: { accountId: string; messageId: string }, result: SendResult): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const message = await lockMessage(tx, job.messageId);
    if (message === null || (message.state !== "sending" && message.state !== "unknown")) return;
    noteResult(ctx, tx, message, result);
    tx.changed(...changesOf(message));
  });
}

/** A text stands on the screen of its case. */
function changesOf({ id, callback_id }: StoredMessage): Parameters<Transaction["changed"]> {
  return [{ kind: "message", id }, ...(callback_id === null ? [] : [{ kind: "callback", id: callback_id } as const])];
}

function noteResult(ctx: Context, tx: Transaction, message: StoredMessage, result: SendResult): void {
  const settled = (state: string) =>
    ctx.events.messageSettled({ accountId: tx.accountId, messageId: message.id, purpose: message.purpose, state });
  switch (result.outcome) {
    case "accepted":
      changeMessage(tx, message.id, { state: result.state, providerMessageId: result.messageId });
      settled(result.state);
      return;
    case "refused":
      changeMessage(tx, message.id, { state: "failed", errorCode: result.errorCode, reason: result.means });
      noteWhatTheProviderKnows(ctx, tx, message, result.means);
      settled("failed");
      return;
    case "not-sent":
      // Nothing left the house, so trying again is not sending twice.
      changeMessage(tx, message.id, {
        state: "queued",
        claimedAt: null,
        reason: result.reason,
        failures: message.failures + 1,
      });
      tx.enqueue(sendMessageJob(tx.accountId, message.id, nextTryAt(message, result.retryAfterMs, tx.now)));
      return;
    case "unknown":
      changeMessage(tx, message.id, { state: "unknown", reason: result.reason });
      tx.enqueue(sendMessageJob(tx.accountId, message.id, tx.now.add({ milliseconds: firstLookupMs })));
      settled("unknown");
      return;
  }
}

/** Not after the text is of no use: then it is looked at once more, to say so. */
function nextTryAt(message: StoredMessage, askedForMs: number | null, now: Temporal.Instant): Temporal.Instant {
  const at = now.add({ milliseconds: retryDelayMs(message.failures, askedForMs) });
  return message.useful_until !== null && Temporal.Instant.compare(at, message.useful_until) > 0
    ? message.useful_until
    : at;
}

/** The provider knows an opt-out or a landline before we do; it becomes our own knowledge. */
function noteWhatTheProviderKnows(ctx: Context, tx: Transaction, message: StoredMessage, means: string): void {
  if (message.to_number === null) return;
  if (means === "opted-out")
    appendConsent(tx, {
      id: ctx.ids.next(),
      number: message.to_number,
      kind: "opt_out",
      source: "provider",
      sourceId: message.id,
    });
  if (means === "not-sms-capable") setSmsCapable(tx, message.to_number, false);
}

async function lookUp(
  ctx: Context,
  job: { accountId: string; messageId: string },
  message: StoredMessage,
  connection: OpenConnection,
  sent: { from: string; to: string; body: string },
): Promise<void> {
  const since = (message.claimed_at ?? message.created_at).subtract({ minutes: 2 });
  const except = await transaction(ctx.db, job.accountId, ctx.clock.now(), (tx) => knownTexts(tx, sent, since));
  const found = await connection.provider
    .findSentMessage(connection.account, { ...sent, since, except })
    .catch((error: unknown) => {
      ctx.events.failed("message look-up failed", error, { messageId: message.id });
      return null;
    });
  if (found) return await settle(ctx, job, { outcome: "accepted", messageId: found.messageId, state: found.state });
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const current = await lockMessage(tx, job.messageId);
    if (current === null || (current.state !== "sending" && current.state !== "unknown")) return;
    changeMessage(tx, current.id, {
      state: "unknown",
      lookups: current.lookups + 1,
      reason: current.lookups + 1 >= lookupsMax ? "outcome-never-known" : "outcome-unknown",
    });
    if (current.lookups + 1 < lookupsMax)
      tx.enqueue(
        sendMessageJob(
          tx.accountId,
          current.id,
          tx.now.add({ milliseconds: firstLookupMs * 3 ** (current.lookups + 1) }),
        ),
      );
    tx.changed({ kind: "message", id: current.id });
  });
}

function secondsUntil(instant: Temporal.Instant, now: Temporal.Instant): number {
  return Math.floor((instant.epochMilliseconds - now.epochMilliseconds) / 1000);
}
