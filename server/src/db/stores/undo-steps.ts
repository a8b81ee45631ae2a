import type { UndoableAction, UndoMemory } from "@ringback/core/callbacks/undo-action.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface NewUndoStep {
  readonly token: string;
  readonly callbackId: string;
  readonly memberId: string;
  readonly action: UndoableAction;
  readonly before: UndoMemory;
  readonly after: UndoMemory;
}

/** Keeps what an action changed, for taking it back. */
export function keepUndoStep(tx: Transaction, step: NewUndoStep): void {
  tx.write(sql`insert into ringback.undo_step (account_id, token, callback_id, member_id, action, at, before, after)
    values (${tx.accountId}, ${step.token}, ${step.callbackId}, ${step.memberId}, ${step.action}, ${tx.now}, ${step.before}, ${step.after})`);
}

export interface StoredUndoStep {
  readonly token: string;
  readonly callback_id: string;
  readonly member_id: string;
  readonly action: UndoableAction;
  readonly at: Temporal.Instant;
  readonly before: UndoMemory;
  readonly after: UndoMemory;
}

const columns = sql`token, callback_id, member_id, action, at, before, after`;

/** What of a token is not taken back yet. */
export async function undoStepsOf(tx: Transaction, token: string): Promise<StoredUndoStep[]> {
  return await tx.rows(sql<StoredUndoStep>`select ${columns} from ringback.undo_step
    where account_id = ${tx.accountId} and token = ${token} and undone_at is null order by callback_id`);
}

/** The person's last action on a callback that is not taken back yet, or the one of this token. */
export async function undoStepOn(
  tx: Transaction,
  callbackId: string,
  memberId: string,
  token: string | null,
): Promise<StoredUndoStep | null> {
  const which = token === null ? sql`member_id = ${memberId}` : sql`token = ${token}`;
  return await tx.first(sql<StoredUndoStep>`select ${columns} from ringback.undo_step
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and ${which} and undone_at is null order by at desc, token desc limit 1`);
}

export function markUndone(tx: Transaction, { token, callback_id }: StoredUndoStep): void {
  tx.write(sql`update ringback.undo_step set undone_at = ${tx.now}
    where account_id = ${tx.accountId} and token = ${token} and callback_id = ${callback_id}`);
}
