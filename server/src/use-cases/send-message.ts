import { decideOutbound, type OutboundDecision } from "@ringback/core/acknowledgement/decide-outbound.ts";
import { advanceDelivery, type DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import type { OutboundQuestion } from "@ringback/core/acknowledgement/outbound-question.ts";
import { retryDelayMs } from "@ringback/core/acknowledgement/retry-delay.ts";
import { sql } from "kysely";
import { moveUpCallbackJob, sendMessageJob } from "#db/jobs.ts";
import { appendConsent, setSmsCapable } from "#db/stores/contacts.ts";
import { filesOfMessage } from "#db/stores/message-media.ts";
import { lockReports, takeReports } from "#db/stores/message-reports.ts";
import { changeMessage, knownTexts, lockLineTraffic, lockMessage, type StoredMessage } from "#db/stores/messages.ts";
import { type OutboundFacts, outboundFactsSql } from "#db/stores/outbound-facts.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { holdConversation } from "#db/stores/takeover.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { mediaToken } from "#media-link.ts";
import { numberKey } from "#number-key.ts";
import type { SendResult } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { heedDeliveryError } from "./heed-delivery-error.ts";
import { canText } from "./line-abilities.ts";
import { noteFailedText } from "./note-staff-text.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";
import { outboundQuestion } from "./outbound-question.ts";
import { keepOutboundDecision } from "./plan-text.ts";

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
    const hasPictures = claim.message.media_count > 0;
    await lookUp(ctx, job, claim.message, connection, { from, to, body, hasPictures });
    return;
  }
  const validitySeconds = claim.message.useful_until
    ? Math.max(60, secondsUntil(claim.message.useful_until, ctx.clock.now()))
    : 14_400;
  const mediaUrls = claim.files.map((mediaId) => linkTo(ctx, job.accountId, mediaId));
  const result = await connection.provider.sendMessage(connection.account, {
    from,
    to,
    body,
    validitySeconds,
    ...(mediaUrls.length > 0 && { mediaUrls }),
  });
  await settle(ctx, job, result);
}

/** So long the provider may take to fetch a picture. A later try gets a new address. */
const linkHours = 4;

/** A public address at which the provider, who has no credentials of ours, gets this one picture. */
function linkTo({ publicUrl, secretBox, clock }: Context, accountId: string, mediaId: string): string {
  const expiresAt = clock.now().add({ hours: linkHours });
  return `${publicUrl}/media/${mediaToken(secretBox, { accountId, mediaId, expiresAt })}`;
}

interface Claim {
  readonly do: "send" | "look-up";
  readonly message: StoredMessage;
  /** The pictures that go with it, in their order. */
  readonly files: readonly string[];
}

/** Decides under the row's lock who sends: whoever moves it to `sending`. The gate is asked again, now. */
async function claimMessage(ctx: Context, tx: Transaction, messageId: string): Promise<Claim | null> {
  const message = await lockMessage(tx, messageId);
  if (message === null || message.channel === "email") return null;
  if (message.state === "sending" || message.state === "unknown")
    return message.lookups >= lookupsMax ? null : { do: "look-up", message, files: [] };
  if (message.state !== "queued") return null;
  const asked = await askAgain(ctx, tx, message);
  if (asked === "caller-got-through") {
    changeMessage(tx, message.id, { state: "suppressed", reason: asked, heldUntil: null });
    tx.changed(...changesOf(message));
    return null;
  }
  const { decision } = asked;
  if (decision.decision !== "allow") {
    keepOutboundDecision(ctx, tx, { messageId: message.id, ...asked });
    notNow(tx, message, decision);
    tx.changed(...changesOf(message));
    return null;
  }
  changeMessage(tx, message.id, { state: "sending", claimedAt: tx.now, heldUntil: null });
  return { do: "send", message, files: message.media_count === 0 ? [] : await filesOfMessage(tx, message.id) };
}

/** A text that may not go is given up, or waits for its hour. */
function notNow(
  tx: Transaction,
  message: StoredMessage,
  decision: Exclude<OutboundDecision, { decision: "allow" }>,
): void {
  const [reason = null] = decision.rules;
  if (message.purpose === "acknowledgement" && message.callback_id !== null)
    tx.enqueue(moveUpCallbackJob(tx.accountId, message.callback_id));
  if (decision.decision === "hold") {
    changeMessage(tx, message.id, { state: "queued", reason, heldUntil: decision.until });
    tx.enqueue(sendMessageJob(tx.accountId, message.id, decision.until));
    return;
  }
  const isLate = decision.rules.includes("too-late-to-be-useful");
  changeMessage(tx, message.id, {
    state: isLate ? "expired" : "suppressed",
    reason: isLate ? "too-late-to-be-useful" : reason,
    heldUntil: null,
  });
}

interface AskedAgain {
  readonly question: OutboundQuestion;
  readonly decision: OutboundDecision;
  readonly playbookVersion: number;
}

/**
 * The same question to the same law as when the text was written down, with the facts of now: an opt-out, a person who
 * reached the caller or took over, the hour, the budget. What the owner has chosen since binds it too.
 */
async function askAgain(
  ctx: Context,
  tx: Transaction,
  message: StoredMessage,
): Promise<AskedAgain | "caller-got-through"> {
  if (isAutomatic(message) && message.to_number !== null) holdConversation(tx, message.to_number);
  const [traffic, about] = await Promise.all([
    lineTraffic(tx, message),
    tx.first<About>(aboutStatement(ctx, tx, message)),
  ]);
  if (about === null) throw new Error("The account of a text does not exist.");
  if (message.purpose === "acknowledgement" && about.episode_closed) return "caller-got-through";
  const playbook = await loadPlaybook(tx, about.playbook_version);
  const asked = outboundQuestion(
    {
      class: message.class,
      purpose: message.purpose,
      to: message.to_number,
      body: message.body,
      answersAt: message.answers_at ?? message.created_at,
      usefulUntil: message.useful_until,
      isDrill: about.is_drill,
    },
    {
      number: message.from_number,
      connected: message.connection_id !== null,
      canText: canText(ctx, about.provider),
      registration: about.registration,
    },
    about.facts,
    playbook,
    tx.now,
  );
  const question = {
    ...asked,
    traffic: { ...asked.traffic, lineLastMinute: traffic.lastMinute, lineLastDay: traffic.lastDay },
  };
  return { question, decision: decideOutbound(question), playbookVersion: about.playbook_version };
}

interface About {
  readonly playbook_version: number;
  readonly episode_closed: boolean;
  readonly is_drill: boolean;
  readonly registration: OutboundQuestion["line"]["registration"];
  readonly provider: string | null;
  readonly facts: OutboundFacts;
}

function aboutStatement(ctx: Context, tx: Transaction, message: StoredMessage) {
  const facts = outboundFactsSql(tx, {
    to: sql`${message.to_number}::text`,
    line: sql`${message.from_number}::text`,
    episodeId: sql`${message.episode_id}::uuid`,
    messageId: message.id,
    numberKey: numberKey(ctx.secretBox, tx.accountId),
  });
  return sql<About>`
    select a.playbook_version, ${facts} as facts,
      coalesce((select closed_at is not null from ringback.episode where account_id = a.id and id = ${message.episode_id}), false) as episode_closed,
      coalesce((select drill_id is not null from ringback.callback where account_id = a.id and id = ${message.callback_id}), false) as is_drill,
      coalesce((select registration from ringback.phone_number where account_id = a.id and number = ${message.from_number}), 'none') as registration,
      (select provider from ringback.connection where account_id = a.id and id = ${message.connection_id}) as provider
    from ringback.account a where a.id = ${tx.accountId}`;
}

/** Nobody typed it and nobody waits for it. */
function isAutomatic({ class: kind }: StoredMessage): boolean {
  return kind === "responsive" || kind === "service" || kind === "marketing";
}

/** Only automatic texts are measured; nobody waits in line to answer STOP or to alarm the team. */
async function lineTraffic(tx: Transaction, message: StoredMessage): Promise<{ lastMinute: number; lastDay: number }> {
  return isAutomatic(message) && message.from_number !== null
    ? await lockLineTraffic(tx, message.from_number)
    : { lastMinute: 0, lastDay: 0 };
}

async function settle(ctx: Context, job: { accountId: string; messageId: string }, result: SendResult): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const message = await lockMessage(tx, job.messageId);
    if (message === null || (message.state !== "sending" && message.state !== "unknown")) return;
    await noteResult(ctx, tx, message, result);
    if (result.outcome === "refused" || result.outcome === "not-sent") await noteFailedText(ctx, tx, message);
    tx.changed(...changesOf(message));
  });
}

/** A text stands on the screen of its case. */
function changesOf({ id, callback_id }: StoredMessage): Parameters<Transaction["changed"]> {
  return [{ kind: "message", id }, ...(callback_id === null ? [] : [{ kind: "callback", id: callback_id } as const])];
}

async function noteResult(ctx: Context, tx: Transaction, message: StoredMessage, result: SendResult): Promise<void> {
  const settled = (state: string) =>
    ctx.events.messageSettled({ accountId: tx.accountId, messageId: message.id, purpose: message.purpose, state });
  switch (result.outcome) {
    case "accepted":
      await noteAccepted(ctx, tx, message, result);
      return;
    case "refused":
      changeMessage(tx, message.id, { state: "failed", errorCode: result.errorCode, reason: result.means });
      noteWhatTheProviderKnows(ctx, tx, message, result.means);
      if (message.purpose === "acknowledgement" && message.callback_id !== null)
        tx.enqueue(moveUpCallbackJob(tx.accountId, message.callback_id));
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

/** The provider has it, under an id: what was reported of that id before we knew it counts now. */
async function noteAccepted(
  ctx: Context,
  tx: Transaction,
  message: StoredMessage,
  result: Extract<SendResult, { outcome: "accepted" }>,
): Promise<void> {
  const { connection_id: connectionId, callback_id: callbackId, purpose } = message;
  if (connectionId !== null) lockReports(tx, connectionId, result.messageId);
  const reports = connectionId === null ? [] : await takeReports(tx, connectionId, result.messageId);
  const state = reports.reduce<DeliveryState>(
    (reached, report) => advanceDelivery(reached, report.state),
    result.state,
  );
  const errorCode = reports.find((report) => report.error_code !== null)?.error_code ?? null;
  changeMessage(tx, message.id, { state, providerMessageId: result.messageId, errorCode });
  heedDeliveryError(ctx, tx, message, errorCode);
  if (purpose === "acknowledgement" && callbackId !== null && (state === "undelivered" || state === "failed"))
    tx.enqueue(moveUpCallbackJob(tx.accountId, callbackId));
  ctx.events.messageSettled({ accountId: tx.accountId, messageId: message.id, purpose, state });
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
  sent: { from: string; to: string; body: string; hasPictures: boolean },
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
