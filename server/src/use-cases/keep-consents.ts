import type { ConsentKind } from "@ringback/core/consent/ledger.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { type OutboundFacts, withConsent } from "#db/stores/outbound-facts.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { controlKeyword, type InboundText } from "./inbound-text.ts";

interface GivenConsent {
  readonly kind: ConsentKind;
  readonly source: "keyword" | "text";
  readonly detail?: Record<string, unknown>;
  readonly quote?: string;
}

/** What a text says about texting its sender, in its order. */
function consentsIn(inbound: InboundText & { readonly wantsTexts?: boolean }): GivenConsent[] {
  const { text, stopWish } = inbound;
  const keyword = controlKeyword(inbound);
  if (keyword === "help") return [];
  if (keyword !== null) return [{ kind: keyword === "stop" ? "opt_out" : "opt_in", source: "keyword", quote: text }];
  const given: GivenConsent[] = [{ kind: "inbound_sms", source: "text" }];
  if (inbound.wantsTexts) given.push({ kind: "opt_in", source: "text" });
  if (stopWish !== null)
    given.push({
      kind: "opt_out",
      source: "text",
      detail: { rule: stopWish.rule },
      quote: text.slice(stopWish.start, stopWish.end),
    });
  return given;
}

/** Writes down what a text says about texting its sender. */
export function keepConsents(
  ctx: Context,
  tx: Transaction,
  inbound: InboundText & { readonly number: string; readonly wantsTexts: boolean },
): void {
  for (const given of consentsIn(inbound))
    appendConsent(tx, { id: ctx.ids.next(), number: inbound.number, sourceId: inbound.id, ...given });
}

/** What the sending law has to know of a text back: what was loaded, and what this text says itself. */
export function factsAfter(inbound: InboundText, now: Temporal.Instant): OutboundFacts {
  return consentsIn(inbound).reduce((facts, { kind }) => withConsent(facts, kind, now), inbound.around.outbound);
}
