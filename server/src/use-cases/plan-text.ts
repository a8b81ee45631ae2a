import { completeText } from "@ringback/core/acknowledgement/complete-text.ts";
import {
  decideOutbound,
  type OutboundDecision,
  outboundTables,
} from "@ringback/core/acknowledgement/decide-outbound.ts";
import type {
  MessageClass,
  MessagePurpose,
  OutboundQuestion,
} from "@ringback/core/acknowledgement/outbound-question.ts";
import type { OutboundRule } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { sql } from "kysely";
import { sendMessageJob } from "#db/jobs.ts";
import { keepDecision } from "#db/stores/decisions.ts";
import { writeMessage } from "#db/stores/messages.ts";
import { type OutboundFacts, outboundFactsSql } from "#db/stores/outbound-facts.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import type { Context } from "./context.ts";
import { canText } from "./line-abilities.ts";
import { outboundQuestion } from "./outbound-question.ts";
import { tellBudgetSpent } from "./tell-budget-spent.ts";

/** A text that somebody or something wants to send. */
export interface TextToPlan {
  readonly class: MessageClass;
  readonly purpose: MessagePurpose;
  /** null: withheld, or no phone. */
  readonly to: string | null;
  /** Our line: by its id, or as the number that was texted. */
  readonly from: { readonly numberId: string | null } | { readonly number: string };
  readonly body: string;
  /** Names that stand in the text as names, not as words; the business's own is among them anyway. */
  readonly names?: readonly string[] | undefined;
  readonly callbackId?: string | null | undefined;
  readonly episodeId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly escalationId?: string | null | undefined;
  readonly memberId?: string | null | undefined;
  /** The contact's own call or text that this answers; a `responsive` text that answers none counts as `service`. */
  readonly answersAt?: Temporal.Instant | null | undefined;
  readonly usefulUntil: Temporal.Instant;
  /** What else is kept with the message's decision, e.g. what it answers. */
  readonly about?: Readonly<Record<string, unknown>> | undefined;
}

/** A text with what the law says to it; nothing is written yet. */
export interface WeighedText {
  readonly text: TextToPlan;
  /** As it will be sent: completed by what the law asks it to say. */
  readonly body: string;
  readonly line: {
    readonly number: string | null;
    readonly connectionId: string | null;
    readonly provider: string | null;
  };
  readonly question: OutboundQuestion;
  readonly decision: OutboundDecision;
  readonly playbookVersion: number;
  readonly businessName: string;
}

export interface PlannedText {
  readonly messageId: string;
  /** `held`: it goes by itself at `heldUntil`, if the law still says yes then. */
  readonly state: "queued" | "held" | "suppressed";
  readonly heldUntil: Temporal.Instant | null;
  readonly decision: OutboundDecision;
}

/**
 * Plans a text: asks the sending law with all facts as of now, writes down the text with the decision, and enqueues it. The
 * one way for a text to leave, but for what answers a call or a text at once, with the facts loaded with that. What may
 * go only once (acknowledgement, emergency notice of an episode) is planned under the caller's lock.
 */
export async function planText(ctx: Context, tx: Transaction, text: TextToPlan): Promise<PlannedText> {
  return keepText(ctx, tx, await weighText(ctx, tx, text));
}

/** Asks the sending law what would become of a text, and writes nothing: for those who first ask a person. One question. */
export async function weighText(ctx: Context, tx: Transaction, text: TextToPlan): Promise<WeighedText> {
  const loaded = await tx.first<Loaded>(loadStatement(ctx, tx, text));
  if (loaded === null) throw new Error("The account does not exist.");
  const playbook = await loadPlaybook(tx, loaded.playbook_version);
  const question = outboundQuestion(
    { ...text, answersAt: text.answersAt ?? null },
    {
      number: loaded.number,
      connected: loaded.connection_id !== null,
      canText: canText(ctx, loaded.provider),
      registration: loaded.registration ?? "none",
    },
    loaded.facts,
    playbook,
    tx.now,
  );
  const decision = decideOutbound(question);
  const typed = "number" in text.from ? text.from.number : null;
  return {
    text,
    body: completeText(text.body, decision.mustAdd, playbook.businessName),
    line: { number: loaded.number ?? typed, connectionId: loaded.connection_id, provider: loaded.provider },
    question,
    decision,
    playbookVersion: loaded.playbook_version,
    businessName: playbook.businessName,
  };
}

/** Writes a weighed text down with its decision, and enqueues it unless it is blocked. See `planText`. */
export function keepText(ctx: Context, tx: Transaction, weighed: WeighedText): PlannedText {
  const { text, decision, body, line } = weighed;
  const messageId = ctx.ids.next();
  writeMessage(tx, {
    id: messageId,
    purpose: text.purpose,
    class: decision.class,
    ...placement(decision),
    connectionId: line.connectionId,
    fromNumber: line.number,
    toNumber: text.to,
    body,
    episodeId: text.episodeId ?? null,
    contactId: text.contactId ?? null,
    callbackId: text.callbackId ?? null,
    escalationId: text.escalationId ?? null,
    memberId: text.memberId ?? null,
    decision: { ...decision, ...text.about },
    playbookVersion: weighed.playbookVersion,
    answersAt: text.answersAt ?? null,
    usefulUntil: text.usefulUntil,
  });
  keepOutboundDecision(ctx, tx, { messageId, ...weighed });
  const heldUntil = decision.decision === "hold" ? decision.until : null;
  if (decision.decision !== "block") tx.enqueue(sendMessageJob(tx.accountId, messageId, heldUntil ?? tx.now));
  tx.changed({ kind: "message", id: messageId });
  const state = decision.decision === "block" ? "suppressed" : heldUntil === null ? "queued" : "held";
  return { messageId, state, heldUntil, decision };
}

/** How a decided text stands in the table: a held one is queued, with the moment and the rule. */
export function placement(decision: OutboundDecision): {
  readonly state: "queued" | "suppressed";
  readonly reason: OutboundRule | null;
  readonly heldUntil: Temporal.Instant | null;
} {
  return {
    state: decision.decision === "block" ? "suppressed" : "queued",
    reason: decision.rules[0] ?? null,
    heldUntil: decision.decision === "hold" ? decision.until : null,
  };
}

/**
 * Keeps what the law was asked and what it said (promise 12). The words of the text are not among it. A text that the day's
 * budget forbade tells the owners: most are stopped here, when they are planned, and few when they are claimed.
 */
export function keepOutboundDecision(
  ctx: Pick<Context, "ids" | "email" | "publicUrl">,
  tx: Transaction,
  decided: {
    readonly messageId: string;
    readonly question: OutboundQuestion;
    readonly decision: OutboundDecision;
    readonly playbookVersion: number | null;
  },
): void {
  const { messageId, question, decision, playbookVersion } = decided;
  keepDecision(tx, {
    id: ctx.ids.next(),
    kind: "outbound",
    subjectId: messageId,
    playbookVersion,
    rulesVersion: decision.rulesVersion,
    inputs: { ...question, tables: outboundTables },
    outcome: decision,
    rules: decision.rules,
  });
  if (decision.rules.includes("spend-cap")) tellBudgetSpent(ctx, tx);
}

interface Loaded {
  readonly playbook_version: number;
  readonly number: string | null;
  readonly connection_id: string | null;
  readonly provider: string | null;
  readonly registration: OutboundQuestion["line"]["registration"] | null;
  readonly facts: OutboundFacts;
}

function loadStatement(ctx: Context, tx: Transaction, { from, to, episodeId }: TextToPlan) {
  const isLine = "number" in from ? sql`n.number = ${from.number}` : sql`n.id = ${from.numberId}::uuid`;
  const facts = outboundFactsSql(tx, {
    to: sql`${to}::text`,
    line: sql`n.number`,
    episodeId: sql`${episodeId ?? null}::uuid`,
    messageId: null,
    numberKey: numberKey(ctx.secretBox, tx.accountId),
  });
  return sql<Loaded>`
    select a.playbook_version, n.number, n.connection_id, n.registration,
      (select provider from ringback.connection where account_id = a.id and id = n.connection_id) as provider, ${facts} as facts
    from ringback.account a left join ringback.phone_number n on n.account_id = a.id and ${isLine} where a.id = ${tx.accountId}`;
}
