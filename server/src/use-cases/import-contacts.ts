import { type ContactFact, type ContactFacts, sameFact, unknownContact } from "@ringback/core/contacts/contact.ts";
import type { ContactMapping } from "@ringback/core/contacts/contact-mapping.ts";
import type { ContactRejectReason } from "@ringback/core/contacts/contact-reject.ts";
import { changesOfRow, matchRow, type RowMatch } from "@ringback/core/contacts/match-contact.ts";
import { unmergedFacts } from "@ringback/core/contacts/merge-contacts.ts";
import { type ReadContact, type RowContext, readContactRow } from "@ringback/core/contacts/read-contact-row.ts";
import { CsvReader, type CsvRow } from "@ringback/core/importing/csv-reader.ts";
import type { ImportSession } from "#db/import-session.ts";
import type { StoredImport } from "#db/stores/call-imports.ts";
import {
  analyzeContacts,
  forgetChanges,
  type ImportChange,
  type KnownContact,
  lastChanges,
  lockKnown,
  noteContacts,
  removeContactRows,
  takeNumbers,
  untouched,
  type WrittenContact,
  type WrittenNumber,
  writeContacts,
} from "#db/stores/contact-imports.ts";
import { changeFacts, listPeople, loadContactSetup, lockContacts, lockNumbers } from "#db/stores/contact-records.ts";
import { readChunks } from "#db/stores/import-run.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { encodingOf, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";
import { type ImportRun, tellProgress } from "./import-log.ts";

/** Rows written at once. Each locks its callers for that long, and locks are few. */
const batchRows = 500;
/** After so many batches the tables have grown enough for the planner to be told. */
const batchesToAnalyze = 20;
const turnBytes = 48 * 1024;

/**
 * Reads a list into contacts. What a batch writes is written with how far the list is read: killed at any moment, the next run
 * goes on from there. Nobody is merged: a row about two known contacts is left out with its reason.
 */
export async function importContacts(
  ctx: Context,
  run: ImportRun,
  session: ImportSession,
  found: StoredImport,
): Promise<"done" | "cancel"> {
  const mapping = found.options.contacts;
  if (mapping === undefined) return "done";
  const context = await loadRowContext(ctx, run.accountId);
  let waiting: CsvRow[] = [];
  let isHead = mapping.header;
  let batches = 0;
  for await (const { rows, bytesRead, last } of readRows(session, run, mapping)) {
    for (const row of rows) {
      if (isHead && row.problem === undefined) {
        isHead = false;
        continue;
      }
      if (row.row > found.rowDone) waiting.push(row);
    }
    while (waiting.length >= (run.rowsAtOnce ?? batchRows) || (last && waiting.length > 0)) {
      const batch = waiting.slice(0, run.rowsAtOnce ?? batchRows);
      waiting = waiting.slice(batch.length);
      if (batches % batchesToAnalyze === 0) await analyzeContacts(session);
      batches += 1;
      const canceled = await writeBatch(ctx, run, { batch, mapping, context, bytesRead });
      await tellProgress(ctx, run);
      if (canceled) return "cancel";
    }
  }
  return "done";
}

/** The rows of a list, a few milliseconds of work at a time. */
async function* readRows(session: ImportSession, run: ImportRun, mapping: ContactMapping) {
  const reader = new CsvReader(mapping.delimiter);
  let text: TextPieces | null = null;
  let bytesRead = 0;
  for await (const { bytes, last } of readChunks(session, run)) {
    text ??= new TextPieces(encodingOf(bytes));
    for (let at = 0; at < bytes.length || (last && at === 0); at += turnBytes) {
      const piece = bytes.subarray(at, at + turnBytes);
      const isLast = last && at + turnBytes >= bytes.length;
      bytesRead += piece.length;
      yield { rows: reader.push(text.push(piece, isLast), isLast), bytesRead, last: isLast };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** What rows may name: tiers, own fields, people. */
export async function loadRowContext(ctx: Context, accountId: string): Promise<RowContext> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => ({
    setup: await loadContactSetup(tx),
    members: await listPeople(tx),
  }));
}

interface Batch {
  readonly batch: readonly CsvRow[];
  readonly mapping: ContactMapping;
  readonly context: RowContext;
  readonly bytesRead: number;
}

async function writeBatch(
  ctx: Context,
  run: ImportRun,
  { batch, mapping, context, bytesRead }: Batch,
): Promise<boolean> {
  const read = batch.map((row) => ({ row, read: row.problem ?? readContactRow(row.fields, mapping, context) }));
  const good = read.flatMap((one) => (typeof one.read === "string" ? [] : [one.read]));
  return await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => {
    const numbers = [...new Set(good.flatMap((contact) => contact.numbers))];
    lockNumbers(tx, numbers);
    const merge = new BatchMerge(await lockKnown(tx, numbers, emailsOf(good)), mapping, () => ctx.ids.next());
    const rejected = read.flatMap(({ row, read: contact }) => {
      const reason = typeof contact === "string" ? contact : merge.take(row.row, contact);
      return reason === null ? [] : [{ row: row.row, reason, line: row.line }];
    });
    writeContacts(tx, run.importId, merge.written());
    tx.changed({ kind: "contact", id: run.importId });
    return await noteContacts(tx, run.importId, {
      bytesRead,
      rowDone: batch.at(-1)?.row ?? 0,
      rows: batch.length,
      ...merge.counts,
      rejected,
    });
  });
}

function emailsOf(contacts: readonly ReadContact[]): string[] {
  return [...new Set(contacts.flatMap(({ facts: { email } }) => email ?? []))];
}

/** A batch as it comes together: what is known, and what its own rows made known since. */
export class BatchMerge {
  readonly counts = { added: 0, changed: 0, repeated: 0 };
  readonly #mapping: ContactMapping;
  readonly #nextId: () => string;
  readonly #facts = new Map<string, ContactFacts>();
  readonly #byNumber = new Map<string, string[]>();
  readonly #byEmail = new Map<string, string[]>();
  readonly #entered = new Map<string, Set<string>>();
  readonly #touched = new Map<string, Set<string>>();
  readonly #numbers: WrittenNumber[] = [];
  readonly #changes: ImportChange[] = [];

  constructor(known: readonly KnownContact[], mapping: ContactMapping, nextId: () => string) {
    this.#mapping = mapping;
    this.#nextId = nextId;
    for (const { id, facts, numbers } of known) this.#know(id, facts, numbers);
  }

  /** Whom a row is about. */
  match(row: ReadContact): RowMatch {
    const candidate = (by: "number" | "email") => (id: string) => ({
      id,
      by,
      facts: this.#facts.get(id) ?? unknownContact,
    });
    return matchRow(row, [
      ...row.numbers.flatMap((number) => this.#byNumber.get(number) ?? []).map(candidate("number")),
      ...(this.#byEmail.get(row.facts.email ?? "") ?? []).map(candidate("email")),
    ]);
  }

  /** Takes a row in; answers why it cannot be, null when it is. */
  take(row: number, read: ReadContact): ContactRejectReason | null {
    const match = this.match(read);
    if (match.kind === "two-contacts") return "two-contacts";
    if (match.kind === "known") this.#change(row, match.id, read);
    else this.#enter(row, read);
    return null;
  }

  #enter(row: number, read: ReadContact): void {
    const id = this.#nextId();
    const given = { kind: this.#mapping.lane, ...read.facts };
    this.#give(id, read.numbers);
    this.#know(id, { ...unknownContact, ...given }, read.numbers);
    this.#entered.set(id, new Set(Object.keys(read.facts)));
    this.#changes.push({ row, contactId: id, kind: "created", before: {}, after: given, numbers: read.numbers });
    this.counts.added += 1;
  }

  #change(row: number, id: string, read: ReadContact): void {
    const known = this.#facts.get(id) ?? unknownContact;
    const after = changesOfRow(known, read.facts, this.#mapping.whenKnown);
    const has = (number: string) => this.#byNumber.get(number)?.includes(id) === true;
    const numbers = this.#mapping.whenKnown === "skip" ? [] : read.numbers.filter((number) => !has(number));
    const changed = Object.keys(after) as ContactFact[];
    if (changed.length === 0 && numbers.length === 0) {
      this.counts.repeated += 1;
      return;
    }
    const before = Object.fromEntries(changed.map((fact) => [fact, known[fact]]));
    this.#give(id, numbers);
    this.#know(id, { ...known, ...after }, numbers);
    const touched = this.#entered.has(id) ? this.#entered : this.#touched;
    touched.set(id, new Set([...(touched.get(id) ?? []), ...changed]));
    this.#changes.push({ row, contactId: id, kind: "changed", before, after, numbers });
    this.counts.changed += 1;
  }

  #give(id: string, numbers: readonly string[]): void {
    for (const number of numbers) this.#numbers.push({ number, contactId: id, shared: this.#byNumber.has(number) });
  }

  #know(id: string, facts: ContactFacts, numbers: readonly string[]): void {
    this.#facts.set(id, facts);
    for (const number of numbers) this.#byNumber.set(number, [...(this.#byNumber.get(number) ?? []), id]);
    const { email } = facts;
    if (email !== null && this.#byEmail.get(email)?.includes(id) !== true)
      this.#byEmail.set(email, [...(this.#byEmail.get(email) ?? []), id]);
  }

  /** What is to be written. */
  written() {
    const rows = (of: ReadonlyMap<string, Set<string>>): WrittenContact[] =>
      [...of].map(([id, given]) => ({ id, facts: this.#facts.get(id) ?? unknownContact, given: [...given] }));
    return {
      entered: rows(this.#entered),
      changed: rows(this.#touched).filter(({ given }) => given.length > 0),
      numbers: this.#numbers,
      changes: this.#changes,
    };
  }
}

const removedAtOnce = 500;

/**
 * Takes back what a list did, the last first. A contact that has called, was texted or was changed since stays; of known ones
 * what somebody changed since stays.
 */
export async function removeContacts(ctx: Context, { accountId, importId }: ImportRun): Promise<void> {
  for (let more = true; more; )
    more = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
      const changes = await lastChanges(tx, importId, removedAtOnce);
      if (changes.length === 0) return false;
      lockNumbers(
        tx,
        changes.flatMap(({ numbers }) => numbers),
      );
      const facts = await lockContacts(tx, [...new Set(changes.map(({ contactId }) => contactId))]);
      const now = new Map([...facts].map(([id, record]) => [id, record.facts]));
      const created: ImportChange[] = [];
      for (const change of changes) {
        const held = now.get(change.contactId);
        if (held === undefined) continue;
        if (change.kind === "created") {
          created.push(change);
          continue;
        }
        const restored = unmergedFacts({ before: change.before, changes: change.after }, held);
        now.set(change.contactId, { ...held, ...restored });
        changeFacts(tx, change.contactId, restored, { source: "import", by: null });
        takeNumbers(tx, [change.contactId], change.numbers);
      }
      await removeCreated(tx, created, now);
      tx.changed({ kind: "contact", id: importId });
      forgetChanges(
        tx,
        importId,
        changes.map(({ row }) => row),
      );
      return true;
    });
}

async function removeCreated(
  tx: Transaction,
  created: readonly ImportChange[],
  now: ReadonlyMap<string, ContactFacts>,
): Promise<void> {
  const as = ({ contactId, after }: ImportChange) => {
    const held = now.get(contactId);
    const then: ContactFacts = { ...unknownContact, ...after };
    return held !== undefined && (Object.keys(then) as ContactFact[]).every((fact) => sameFact(held[fact], then[fact]));
  };
  const free = await untouched(
    tx,
    created.filter(as).map(({ contactId }) => contactId),
  );
  removeContactRows(tx, [...free]);
}
