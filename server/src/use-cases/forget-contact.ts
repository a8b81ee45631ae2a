import {
  type ForgettingRefusal,
  type ForgottenKind,
  mayForget,
  wordsToConfirm,
} from "@ringback/core/contacts/forget-contact.ts";
import { sql } from "kysely";
import { forgetContactJob } from "#db/jobs.ts";
import { type PersonCounts, personCounts } from "#db/queries/person-counts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockNumbers } from "#db/stores/contact-records.ts";
import {
  eraseCallbacks,
  eraseCalls,
  eraseContact,
  eraseCopies,
  eraseEpisodes,
  eraseMessages,
  eraseNumbers,
  eraseOutboundCalls,
  eraseReports,
} from "#db/stores/erase-person.ts";
import {
  finishForgetting,
  forgettingOf,
  insertForgetting,
  loadPerson,
  lockForgetting,
  noteGone,
  type Person,
  type StoredForgetting,
} from "#db/stores/forgetting.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import { close } from "./act-on-callback.ts";
import type { Context } from "./context.ts";

/** Bounds one transaction: a webhook that waits for it waits some hundredths of a second. */
const atOnce = 100;
/** Whoever rings again and again meanwhile is met by the next run. */
const roundsMax = 10;

export interface ForgettingPreview extends PersonCounts {
  /** What is to be typed. */
  readonly toType: string;
  /** What runs now, or ran last. */
  readonly forgetting: StoredForgetting | null;
}

/** Everything that would be deleted of a person; changes nothing. A contact that is gone still answers what was done. */
export async function previewForgetting(
  ctx: Context,
  accountId: string,
  contactId: string,
): Promise<({ ok: true } & ForgettingPreview) | { ok: false; refusal: "contact-not-found" }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const [found, forgetting] = await Promise.all([look(tx, contactId), forgettingOf(tx, contactId)]);
    if (found !== null) return { ok: true, ...found.counted, toType: found.toType, forgetting };
    if (forgetting === null) return { ok: false, refusal: "contact-not-found" };
    return {
      ok: true,
      counts: noCounts,
      openCallbacks: [],
      isOnThePhone: false,
      sharedWith: [],
      toType: "",
      forgetting,
    };
  });
}

export interface ForgettingCommand {
  readonly accountId: string;
  /** null: by command, at the machine itself. */
  readonly memberId: string | null;
  readonly contactId: string;
  readonly typed: string;
  readonly closesCallbacks: boolean;
}

export type ForgettingAnswer =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly refusal: ForgettingRefusal | "contact-not-found" };

/**
 * Begins to delete all that is kept of a person (P3). Their open callbacks are closed first, under the asker's name, so that
 * no clock runs for somebody nobody knows any more. The rest is done by a job, which can be killed at any moment.
 */
export async function forgetContact(ctx: Context, command: ForgettingCommand): Promise<ForgettingAnswer> {
  const { accountId, memberId, contactId } = command;
  const run = <Answer>(work: (tx: Transaction) => Promise<Answer>) =>
    transaction(ctx.db, accountId, ctx.clock.now(), work);
  const before = await run((tx) => weigh(tx, command));
  if ("refusal" in before) return { ok: false, refusal: before.refusal };
  await closeTheirs(ctx, accountId, memberId, before.openCallbacks);
  return await run(async (tx) => {
    lockNumbers(tx, [...before.person.own, ...before.person.shared]);
    const found = await weigh(tx, command);
    if ("refusal" in found) return { ok: false, refusal: found.refusal };
    const id = ctx.ids.next();
    insertForgetting(tx, { id, contactId, by: memberId, found: before.counts });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: memberId,
      action: "forgetting-started",
      subject: contactId,
      detail: before.counts,
    });
    tx.enqueue(forgetContactJob(accountId, id));
    tx.changed({ kind: "contact", id: contactId });
    return { ok: true, id };
  });
}

/**
 * Deletes what is left of a person, some records a transaction, and the contact last of all. Killed at any moment, the next
 * run goes on with what still names them. While they are on the phone it waits.
 */
export async function runForgetting(
  ctx: Context,
  { accountId, forgettingId }: { accountId: string; forgettingId: string },
): Promise<void> {
  const step = <Answer>(work: (tx: Transaction, person: Person, row: StoredForgetting) => Promise<Answer>) =>
    transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
      const row = await lockForgetting(tx, forgettingId);
      if (row === null || row.state === "done") return null;
      const person = await loadPerson(tx, row.contactId);
      return person === null ? null : await work(tx, person, row);
    });
  for (let round = 0; round < roundsMax; round++) {
    const state = await step(async (tx, person, row) => ({
      ...(await personCounts(tx, person)),
      askedBy: row.askedBy,
    }));
    if (state === null) return;
    if (state.isOnThePhone) return await later(ctx, accountId, forgettingId);
    await closeTheirs(ctx, accountId, state.askedBy, state.openCallbacks);
    await step(eraseReports);
    for (const erase of batches)
      while ((await step((tx, person) => counted(tx, person, forgettingId, erase))) === "more");
    const last = await step((tx, person, row) => finish(ctx, tx, person, row));
    if (last !== "again") return;
  }
  throw new Error("New records of a person who is deleted keep coming in.");
}

type Batch = (tx: Transaction, person: Person) => Promise<Partial<Record<ForgottenKind, number>>>;

const batches: readonly Batch[] = [
  (tx, person) => eraseCalls(tx, person, atOnce),
  async (tx, person) => ({ outboundCalls: await eraseOutboundCalls(tx, person, atOnce) }),
  (tx, person) => eraseMessages(tx, person, atOnce),
  (tx, person) => eraseCallbacks(tx, person, atOnce),
];

async function counted(tx: Transaction, person: Person, id: string, erase: Batch): Promise<"more" | "none"> {
  const gone = Object.entries(await erase(tx, person)) as [ForgottenKind, number][];
  for (const [kind, count] of gone) noteGone(tx, id, kind, count);
  tx.changed({ kind: "contact", id: person.contactId });
  return gone.some(([, count]) => count > 0) ? "more" : "none";
}

/** The last step, with their callers locked: whatever came in meanwhile is seen, and nothing comes in between. */
async function finish(ctx: Context, tx: Transaction, person: Person, row: StoredForgetting): Promise<"done" | "again"> {
  lockNumbers(tx, [...person.own, ...person.shared]);
  const { counts, openCallbacks } = await personCounts(tx, person);
  const { leads, ...others } = counts;
  if (openCallbacks.length > 0 || Object.values(others).some((count) => count > 0)) return "again";
  await eraseEpisodes(tx, person);
  eraseNumbers(tx, person, {
    consentIds: person.own.map(() => ctx.ids.next()),
    numberKey: numberKey(ctx.secretBox, tx.accountId),
  });
  eraseCopies(tx, person);
  await eraseContact(tx, person);
  noteGone(tx, row.id, "leads", leads);
  finishForgetting(tx, row.id);
  appendAuditEvent(tx, { id: ctx.ids.next(), by: row.askedBy, action: "contact-forgotten", subject: person.contactId });
  tx.changed({ kind: "contact", id: person.contactId });
  return "done";
}

const againAfterMinutes = 2;

async function later(ctx: Context, accountId: string, forgettingId: string): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    tx.enqueue(forgetContactJob(accountId, forgettingId, tx.now.add({ minutes: againAfterMinutes }))),
  );
}

interface Looked {
  readonly person: Person;
  readonly counted: PersonCounts;
  readonly toType: string;
  readonly isMergedAway: boolean;
}

async function look(tx: Transaction, contactId: string): Promise<Looked | null> {
  const person = await loadPerson(tx, contactId);
  if (person === null) return null;
  const [counted, contact] = await Promise.all([
    personCounts(tx, person),
    tx.first<{
      name: string | null;
      merged: boolean;
    }>(sql`select coalesce(name, company) as name, merged_into is not null as merged
      from ringback.contact where account_id = ${tx.accountId} and id = ${contactId}`),
  ]);
  const toType = wordsToConfirm(contact?.name ?? null, person.own[0] ?? null);
  return { person, counted, toType, isMergedAway: contact?.merged ?? false };
}

async function weigh(
  tx: Transaction,
  { contactId, typed, closesCallbacks }: ForgettingCommand,
): Promise<{ refusal: ForgettingRefusal | "contact-not-found" } | (PersonCounts & { person: Person })> {
  const [found, forgetting] = await Promise.all([look(tx, contactId), forgettingOf(tx, contactId)]);
  if (found === null) return { refusal: "contact-not-found" };
  const { counted, person, toType, isMergedAway } = found;
  const refusal = mayForget({
    isMergedAway,
    isRunning: forgetting?.state === "running",
    isOnThePhone: counted.isOnThePhone,
    openCallbacks: counted.openCallbacks.length,
    closesCallbacks,
    typed,
    toType,
  });
  return refusal === null ? { ...counted, person } : { refusal };
}

/** With the outcome that says they want no contact; a playbook without it has another that recovers nobody. */
async function closeTheirs(
  ctx: Context,
  accountId: string,
  by: string | null,
  callbackIds: readonly string[],
): Promise<void> {
  if (callbackIds.length === 0) return;
  const { owner, disposition } = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const { playbook } = await currentPlaybook(tx);
    const row = await tx.first<{
      id: string;
    }>(sql`select id from ringback.member where account_id = ${accountId} and removed_at is null
      and (id = ${by} or role = 'owner') order by id = ${by} desc nulls last, created_at limit 1`);
    const outcomes = playbook.dispositions;
    const wanted = outcomes.find(({ key }) => key === "do-not-contact") ?? outcomes.find(({ recovered }) => !recovered);
    return { owner: row?.id, disposition: wanted?.key };
  });
  if (owner === undefined || disposition === undefined) throw new Error("Nobody can close the callbacks of a person.");
  for (const callbackId of callbackIds)
    await close(ctx, { accountId, actor: { memberId: owner, role: "owner" }, callbackId, disposition });
}

const noCounts: PersonCounts["counts"] = {
  calls: 0,
  recordings: 0,
  transcripts: 0,
  outboundCalls: 0,
  texts: 0,
  files: 0,
  callbacks: 0,
  notes: 0,
  leads: 0,
};
