import { forgetPushSubscription, keepPushSubscription, pushSubscriptionsOf } from "#db/stores/push-subscriptions.ts";
import { transaction } from "#db/transaction.ts";
import type { PushTarget } from "#providers/push/provider.ts";
import { hashToken } from "#token-hash.ts";
import type { Context } from "./context.ts";

interface Who {
  readonly accountId: string;
  readonly memberId: string;
}

/** By this a browser knows its own subscription in a list: the endpoint itself is never answered. */
export function endpointMark(endpoint: string): string {
  return Buffer.from(hashToken(endpoint), "hex").toString("base64url");
}

/** Keeps a browser as a way to this person. Who signed in there last is told there. */
export async function subscribePush(
  ctx: Context,
  who: Who,
  target: PushTarget & { readonly device: string },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: "push-not-possible" }> {
  if (!ctx.push?.maySubscribe(target)) return { ok: false, refusal: "push-not-possible" };
  await transaction(ctx.db, who.accountId, ctx.clock.now(), async (tx) => {
    keepPushSubscription(tx, { id: ctx.ids.next(), memberId: who.memberId, ...target });
    tx.changed({ kind: "team", id: who.memberId });
  });
  return { ok: true };
}

/** Forgets one of the person's own browsers; nothing happens when there is none. */
export async function unsubscribePush(ctx: Context, who: Who, mark: string): Promise<void> {
  await transaction(ctx.db, who.accountId, ctx.clock.now(), async (tx) => {
    const device = (await pushSubscriptionsOf(tx, who.memberId)).find(
      ({ endpoint }) => endpointMark(endpoint) === mark,
    );
    if (device === undefined) return;
    forgetPushSubscription(tx, device.id);
    tx.changed({ kind: "team", id: who.memberId });
  });
}
