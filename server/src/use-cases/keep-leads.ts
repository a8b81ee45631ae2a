import { type ContactSetup, type ContactSetupRefusal, refuseSetup } from "@ringback/core/contacts/contact-setup.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { keepApart } from "#db/stores/contact-merges.ts";
import {
  changeLead,
  insertLead,
  type LeadChange,
  letGoOfTiers,
  loadContactSetup,
  lockContacts,
  lockLead,
  saveContactSetup,
} from "#db/stores/contact-records.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Opens a lead of a contact. */
export async function addLead(
  ctx: Context,
  actor: AccountActor,
  lead: { contactId: string; title: string; valueCents: number | null; source: string | null },
): Promise<{ ok: true; id: string } | { ok: false; refusal: "contact-not-found" | "contact-merged-away" }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const found = (await lockContacts(tx, [lead.contactId])).get(lead.contactId);
    if (found === undefined) return { ok: false, refusal: "contact-not-found" };
    if (found.mergedInto !== null) return { ok: false, refusal: "contact-merged-away" };
    const id = ctx.ids.next();
    insertLead(tx, { id, ...lead });
    tx.changed({ kind: "contact", id: lead.contactId });
    return { ok: true, id };
  });
}

/** Changes a lead that nobody else has changed since it was read. */
export async function setLead(
  ctx: Context,
  actor: AccountActor,
  asked: { leadId: string; version: number; change: LeadChange },
): Promise<{ ok: true; version: number } | { ok: false; refusal: "lead-not-found" | "contact-changed-since" }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const found = await lockLead(tx, asked.leadId);
    if (found === null) return { ok: false, refusal: "lead-not-found" };
    if (found.version !== asked.version) return { ok: false, refusal: "contact-changed-since" };
    changeLead(tx, asked.leadId, asked.change);
    tx.changed({ kind: "contact", id: found.contactId });
    return { ok: true, version: asked.version + 1 };
  });
}

/** Says that two contacts which look alike are two; they are not proposed again. */
export async function sayApart(
  ctx: Context,
  actor: AccountActor,
  { one, other }: { one: string; other: string },
): Promise<{ ok: true } | { ok: false; refusal: "contact-not-found" | "same-contact" }> {
  if (one === other) return { ok: false, refusal: "same-contact" };
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    if ((await lockContacts(tx, [one, other])).size !== 2) return { ok: false, refusal: "contact-not-found" };
    keepApart(tx, one, other, actor.memberId);
    return { ok: true };
  });
}

/** The account's tiers and own fields. */
export async function findContactSetup(ctx: Context, accountId: string): Promise<ContactSetup> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await loadContactSetup(tx));
}

/**
 * Sets them. Contacts of a tier that is gone have the first one again; what they hold of a field that is gone stays with them,
 * unseen, and is there again with the field.
 */
export async function setContactSetup(
  ctx: Context,
  actor: AccountActor,
  setup: ContactSetup,
): Promise<{ ok: true } | { ok: false; refusal: ContactSetupRefusal }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const refusal = refuseSetup(setup, await loadContactSetup(tx));
    if (refusal !== null) return { ok: false, refusal };
    saveContactSetup(tx, setup);
    letGoOfTiers(
      tx,
      setup.tiers.map(({ id }) => id),
    );
    appendAuditEvent(tx, { id: ctx.ids.next(), by: actor.memberId, action: "contact-setup-changed" });
    return { ok: true };
  });
}
