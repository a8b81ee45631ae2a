import type { Keyword } from "@ringback/core/classification/opt-out.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { appendCallbackEvent, openHold } from "#db/stores/callbacks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { keepConsents } from "./keep-consents.ts";
import type { TextToHandle } from "./place-text.ts";
import { planAround } from "./plan-around.ts";

type ControlKeyword = Exclude<Keyword, "yes">;

/** docs/rules.md S5–S12. The opt-out is written in this transaction; the one confirmation only where the provider gives none. */
export function answerKeyword(ctx: Context, tx: Transaction, inbound: TextToHandle, keyword: ControlKeyword): void {
  keepConsents(ctx, tx, inbound);
  const callbackId = inbound.episode?.callback_id;
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
  if (!inbound.providerReplies) reply(ctx, tx, inbound, keyword);
}

/** The same confirmation for who asked in words of their own, which no provider understands. */
export function confirmStop(ctx: Context, tx: Transaction, inbound: TextToHandle): void {
  if (inbound.providerReplies && inbound.keyword !== null) return;
  reply(ctx, tx, inbound, "stop");
}

function reply(ctx: Context, tx: Transaction, inbound: TextToHandle, keyword: ControlKeyword): void {
  const { number, playbook, around } = inbound;
  const line = around.number?.number ?? inbound.to;
  planAround(ctx, tx, inbound, {
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

const keywordReplies: Record<ControlKeyword, (business: string, line: string) => string> = {
  stop: (business) => `${business}: you're unsubscribed and will get no more texts. Reply START to resume.`,
  start: (business) => `${business}: you will get texts from us again. Reply STOP to opt out, HELP for help.`,
  help: (business, line) =>
    `${business}: help at ${formatNumber(line)}. Msg freq varies. Msg & data rates may apply. Reply STOP to opt out.`,
};
