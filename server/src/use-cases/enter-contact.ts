import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import { readFieldValue } from "@ringback/core/contacts/contact-setup.ts";
import { readTag } from "@ringback/core/contacts/read-contact-row.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import {
  addNumber,
  changeFacts,
  holdersOf,
  insertContact,
  isMember,
  loadContactSetup,
  lockContacts,
  lockNumbers,
  numbersOfContacts,
  removeNumber,
} from "#db/stores/contact-records.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

export type ContactRefusal =
  | "contact-not-found"
  | "contact-changed-since"
  | "contact-merged-away"
  | "nothing-to-know-by"
  | "unknown-tier"
  | "unknown-field"
  | "invalid-field"
  | "invalid-time-zone"
  | "member-not-found";
type Outcome<Result> = ({ readonly ok: true } & Result) | { readonly ok: false; readonly refusal: ContactRefusal };

/**
 * Enters a contact by hand. It is looked for first, under the lock of its numbers: whoever has one of them already is
 * answered instead, unless this is said to be another person behind the same number.
 */
export async function enterContact(
  ctx: Context,
  actor: AccountActor,
  asked: {
    facts: Partial<ContactFacts>;
    numbers: readonly { number: string; label: string | null }[];
    shares: boolean;
  },
): Promise<Outcome<{ id: string; existed: boolean }>> {
  const given = tidy(asked.facts);
  if (asked.numbers.length === 0 && !given.name && !given.company && !given.email)
    return { ok: false, refusal: "nothing-to-know-by" };
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const facts = await readFacts(tx, given);
    if (typeof facts === "string") return { ok: false, refusal: facts };
    const numbers = asked.numbers.map(({ number }) => number);
    lockNumbers(tx, numbers);
    const holders = await holdersOf(tx, numbers);
    const known = holders.find(({ firstKnown }) => firstKnown) ?? holders[0];
    if (known !== undefined && !asked.shares) return { ok: true, id: known.contactId, existed: true };
    const id = ctx.ids.next();
    insertContact(tx, { id, facts, source: "person", by: actor.memberId });
    for (const { number, label } of asked.numbers)
      addNumber(tx, {
        contactId: id,
        number,
        label,
        source: "person",
        shared: holders.some((holder) => holder.number === number),
      });
    appendAuditEvent(tx, { id: ctx.ids.next(), by: actor.memberId, action: "contact-entered", subject: id });
    tx.changed({ kind: "contact", id });
    return { ok: true, id, existed: false };
  });
}

/** Changes facts of a contact that nobody else has changed since it was read (`version`). */
export async function changeContact(
  ctx: Context,
  actor: AccountActor,
  asked: { contactId: string; version: number; facts: Partial<ContactFacts> },
): Promise<Outcome<{ version: number }>> {
  const { contactId, version } = asked;
  const given = tidy(asked.facts);
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const found = (await lockContacts(tx, [contactId])).get(contactId);
    if (found === undefined) return { ok: false, refusal: "contact-not-found" };
    if (found.mergedInto !== null) return { ok: false, refusal: "contact-merged-away" };
    if (found.version !== version) return { ok: false, refusal: "contact-changed-since" };
    const facts = await readFacts(tx, given);
    if (typeof facts === "string") return { ok: false, refusal: facts };
    changeFacts(tx, contactId, facts, { source: "person", by: actor.memberId });
    const detail = { facts: Object.keys(facts), ...(facts.kind === undefined ? {} : { lane: facts.kind }) };
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "contact-changed",
      subject: contactId,
      detail,
    });
    tx.changed({ kind: "contact", id: contactId });
    return { ok: true, version: version + (Object.keys(facts).length > 0 ? 1 : 0) };
  });
}

/** Gives a contact a number. One that somebody else has is shared with them: calls stay matched to whom it was first known by. */
export async function giveNumber(
  ctx: Context,
  actor: AccountActor,
  asked: { contactId: string; number: string; label: string | null },
): Promise<Outcome<{ shared: boolean }>> {
  const { contactId, number, label } = asked;
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    lockNumbers(tx, [number]);
    const found = (await lockContacts(tx, [contactId])).get(contactId);
    if (found === undefined) return { ok: false, refusal: "contact-not-found" };
    if (found.mergedInto !== null) return { ok: false, refusal: "contact-merged-away" };
    const holders = await holdersOf(tx, [number]);
    if (holders.some((holder) => holder.contactId === contactId)) return { ok: true, shared: holders.length > 1 };
    addNumber(tx, { contactId, number, label, source: "person", shared: holders.length > 0 });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "contact-changed",
      subject: contactId,
      detail: { facts: ["numbers"] },
    });
    tx.changed({ kind: "contact", id: contactId });
    return { ok: true, shared: holders.length > 0 };
  });
}

/** Takes a number from a contact; whoever shares it keeps it. The last thing it is known by stays. */
export async function takeNumber(
  ctx: Context,
  actor: AccountActor,
  asked: { contactId: string; number: string },
): Promise<Outcome<object>> {
  const { contactId, number } = asked;
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    lockNumbers(tx, [number]);
    const found = (await lockContacts(tx, [contactId])).get(contactId);
    if (found === undefined) return { ok: false, refusal: "contact-not-found" };
    const { name, company, email } = found.facts;
    const others = (await numbersOfContacts(tx, [contactId])).filter((one) => one !== number);
    if (others.length === 0 && !name && !company && !email) return { ok: false, refusal: "nothing-to-know-by" };
    await removeNumber(tx, contactId, number);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "contact-changed",
      subject: contactId,
      detail: { facts: ["numbers"] },
    });
    tx.changed({ kind: "contact", id: contactId });
    return { ok: true };
  });
}

/** Empty texts say nothing; tags are kept in one form. */
function tidy(facts: Partial<ContactFacts>): Partial<ContactFacts> {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  const tidied = Object.fromEntries(
    given.map(([fact, value]) => [fact, value === "" ? null : value]),
  ) as Partial<ContactFacts>;
  if (tidied.tags === undefined) return tidied;
  return { ...tidied, tags: [...new Set(tidied.tags.map(readTag).filter((tag) => tag !== ""))].toSorted() };
}

/** The facts as they are kept; why not, where the account knows no such tier, field, zone or person. */
async function readFacts(
  tx: Transaction,
  facts: Partial<ContactFacts>,
): Promise<Partial<ContactFacts> | ContactRefusal> {
  const { tier, ownerId, timeZoneOverride } = facts;
  if (typeof timeZoneOverride === "string" && !isTimeZone(timeZoneOverride)) return "invalid-time-zone";
  if (typeof ownerId === "string" && !(await isMember(tx, ownerId))) return "member-not-found";
  if (tier === undefined && facts.fields === undefined) return facts;
  const setup = await loadContactSetup(tx);
  if (tier !== undefined && !setup.tiers.some(({ id }) => id === tier)) return "unknown-tier";
  if (facts.fields === undefined) return facts;
  const fields: Record<string, string | number> = {};
  for (const [id, given] of Object.entries(facts.fields)) {
    const field = setup.fields.find((one) => one.id === id);
    if (field === undefined) return "unknown-field";
    const value = readFieldValue(field, String(given));
    if (value === null) return "invalid-field";
    fields[id] = value;
  }
  return { ...facts, fields };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
