import { sql } from "kysely";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { appendCallbackEvent } from "#db/stores/callbacks.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { clearTextingPlace, setTextingPlace } from "#db/stores/texting-places.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

interface By {
  readonly accountId: string;
  readonly memberId: string;
}

type Done = { readonly ok: true };

/**
 * Notes what a person told us about texts: no more of them, again, agreed by word or in writing. Appended with the person
 * and their reason as evidence; queued texts ask again when they leave.
 */
export async function setConsent(
  ctx: Context,
  { accountId, memberId }: By,
  said: {
    readonly number: string;
    readonly kind: "opt_out" | "opt_in" | "verbal" | "written_marketing";
    readonly reason: string;
    readonly callbackId?: string | undefined;
  },
): Promise<Done | { readonly ok: false; readonly refusal: "not-found" }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (said.callbackId !== undefined) {
      const theirs = await tx.first(
        sql`select 1 from ringback.callback where account_id = ${accountId} and id = ${said.callbackId} and caller = ${said.number}`,
      );
      if (theirs === null) return { ok: false, refusal: "not-found" };
    }
    const id = ctx.ids.next();
    appendConsent(tx, {
      id,
      number: said.number,
      kind: said.kind,
      source: "person",
      sourceId: said.callbackId ?? null,
      by: memberId,
      quote: said.reason,
    });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: memberId,
      action: "consent-noted",
      subject: id,
      detail: { kind: said.kind },
    });
    if (said.callbackId !== undefined) {
      appendCallbackEvent(tx, {
        id: ctx.ids.next(),
        callbackId: said.callbackId,
        kind: said.kind === "opt_out" ? "opted-out" : "consent-noted",
        by: memberId,
        detail: { kind: said.kind },
      });
      tx.changed({ kind: "callback", id: said.callbackId });
    }
    return { ok: true };
  });
}

/** Says where whoever has a number is, instead of what the area code says (docs/rules.md S14). */
export async function overridePlace(
  ctx: Context,
  { accountId, memberId }: By,
  place: {
    readonly number: string;
    readonly timeZone: string;
    readonly region: string | null;
    readonly reason: string;
  },
): Promise<Done | { readonly ok: false; readonly refusal: "invalid-time-zone" }> {
  if (!isTimeZone(place.timeZone)) return { ok: false, refusal: "invalid-time-zone" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    setTextingPlace(tx, { ...place, by: memberId });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: memberId,
      action: "texting-place-set",
      detail: { region: place.region, timeZone: place.timeZone },
    });
    return { ok: true };
  });
}

/** Goes by the area code and the address again. */
export async function forgetPlace(ctx: Context, { accountId, memberId }: By, number: string): Promise<Done> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    clearTextingPlace(tx, number);
    appendAuditEvent(tx, { id: ctx.ids.next(), by: memberId, action: "texting-place-cleared" });
    return { ok: true };
  });
}

function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return timeZone.includes("/");
  } catch {
    return false;
  }
}
