import { completeText } from "@ringback/core/acknowledgement/complete-text.ts";
import { decideOutbound } from "@ringback/core/acknowledgement/decide-outbound.ts";
import type { SendingLine } from "@ringback/core/acknowledgement/outbound-question.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import type { InboundText } from "./inbound-text.ts";
import { factsAfter } from "./keep-consents.ts";
import { canText } from "./line-abilities.ts";
import { outboundQuestion } from "./outbound-question.ts";
import { keepText, type TextToPlan, type WeighedText } from "./plan-text.ts";

/** A text that goes back to who wrote: by the line that they wrote to. */
type TextBack = TextToPlan & { readonly to: string; readonly from: { readonly number: string } };

/** As `planText` for a text back to whoever wrote, with the facts that were loaded with what they wrote: asks nothing. */
export function planAround(ctx: Context, tx: Transaction, inbound: InboundText, text: TextBack): void {
  keepText(ctx, tx, weighAround(ctx, inbound, text, tx.now));
}

/** Asks the sending law about a text back, and writes nothing. */
export function weighAround(ctx: Context, inbound: InboundText, text: TextBack, now: Temporal.Instant): WeighedText {
  const { around, playbook } = inbound;
  const question = outboundQuestion(
    { ...text, answersAt: text.answersAt ?? null },
    lineAround(ctx, around),
    factsAfter(inbound, now),
    playbook,
    now,
  );
  const decision = decideOutbound(question);
  return {
    text,
    body: completeText(text.body, decision.mustAdd, playbook.businessName),
    line: {
      number: text.from.number,
      connectionId: around.number === null ? null : inbound.connectionId,
      provider: around.provider,
    },
    question,
    decision,
    playbookVersion: around.playbook_version,
    businessName: playbook.businessName,
  };
}

/** Our line that was called or texted, as the sending law looks at it. */
export function lineAround(
  ctx: Context,
  { number, provider }: Surroundings,
): Pick<SendingLine, "number" | "connected" | "canText" | "registration"> {
  return {
    number: number?.number ?? null,
    connected: number !== null,
    canText: canText(ctx, provider),
    registration: number?.registration ?? "none",
  };
}
