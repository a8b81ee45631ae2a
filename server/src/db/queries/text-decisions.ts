import type { consentRoutes, TextDecision } from "@ringback/contract/consent.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import { explainOutbound } from "@ringback/core/acknowledgement/explain-outbound.ts";
import type { MessageClass } from "@ringback/core/acknowledgement/outbound-question.ts";
import { outboundRuleRemedies, outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { plainWords } from "@ringback/core/callbacks/label-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

interface MessageRow {
  readonly id: string;
  readonly purpose: string;
  readonly class: MessageClass;
  readonly state: string;
  readonly held_until: Temporal.Instant | null;
  readonly created_at: Temporal.Instant;
  readonly time_zone: string;
}

interface DecisionRow {
  readonly subject_id: string;
  readonly at: Temporal.Instant;
  readonly playbook_version: number | null;
  readonly rules_version: string;
  readonly inputs: { readonly tables?: Readonly<Record<string, string>> };
  readonly outcome: {
    readonly decision: TextDecision["decision"];
    readonly until?: string;
    readonly class: MessageClass;
  };
  readonly rules: readonly string[];
}

type TextDecisions = AnswerOf<typeof consentRoutes.listTextDecisions>;

/** Each text of a case to its caller, with every time the sending law was asked and what it looked at. Null: no such case. */
export async function textDecisions(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  callbackId: string,
): Promise<TextDecisions | null> {
  const found = await transaction(db, accountId, now, async (tx) => {
    const callback = await tx.first(
      sql`select 1 from ringback.callback where account_id = ${accountId} and id = ${callbackId}`,
    );
    if (callback === null) return null;
    const messages = await tx.rows<MessageRow>(sql`
      select m.id, m.purpose, m.class, m.state, m.held_until, m.created_at, a.time_zone from ringback.message m join ringback.account a on a.id = m.account_id
      where m.account_id = ${accountId} and m.callback_id = ${callbackId} and m.direction = 'out' and m.class <> 'internal' order by m.created_at, m.id limit 200`);
    const since = messages[0]?.created_at;
    const decisions =
      since === undefined
        ? []
        : await tx.rows<DecisionRow>(sql`select subject_id, at, playbook_version, rules_version, inputs, outcome, rules from ringback.decision
            where account_id = ${accountId} and subject_id = any(${messages.map(({ id }) => id)}::uuid[]) and kind = 'outbound' and at >= ${since}
            order by at, id limit 1000`);
    return { messages, decisions };
  });
  if (found === null) return null;
  return {
    texts: found.messages.map((message) => ({
      messageId: message.id,
      purpose: message.purpose,
      state: message.state,
      heldUntil: message.held_until?.toString() ?? null,
      createdAt: message.created_at.toString(),
      decisions: found.decisions
        .filter((decision) => decision.subject_id === message.id)
        .map((decision) => inWords(decision, message.time_zone)),
    })),
  };
}

function inWords(decision: DecisionRow, timeZone: string): TextDecision {
  const words: Readonly<Record<string, string>> = outboundRuleWords;
  const remedies: Readonly<Record<string, string | null>> = outboundRuleRemedies;
  const { outcome, inputs } = decision;
  return {
    at: decision.at.toString(),
    decision: outcome.decision,
    until: outcome.until ?? null,
    rules: decision.rules.map((rule) => ({
      rule,
      words: words[rule] ?? plainWords(rule),
      remedy: remedies[rule] ?? null,
    })),
    facts: [...(explainOutbound(inputs, outcome.class, timeZone) ?? [])],
    rulesVersion: decision.rules_version,
    tables: Object.entries(inputs.tables ?? {}).map(([table, version]) => ({ table, version })),
    playbookVersion: decision.playbook_version,
  };
}
