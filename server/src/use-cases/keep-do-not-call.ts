import {
  type DoNotCallList,
  type ListStanding,
  lastDayOf,
  readNumberList,
  standingOfNational,
} from "@ringback/core/acknowledgement/law/do-not-call.ts";
import { accountTimeZone } from "#db/stores/accounts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { addToList, closeList, loadLists, openList, removeList, type StoredList } from "#db/stores/do-not-call.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

export interface ListWithStanding extends StoredList {
  readonly standing: ListStanding;
  /** The last day (ISO) on which it counts; null: it does not end. */
  readonly countsUntil: string | null;
}

/** The account's lists as they stand today. */
export async function findDoNotCall(ctx: Context, accountId: string): Promise<ListWithStanding[]> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const today = tx.now.toZonedDateTimeISO(await accountTimeZone(tx)).toPlainDate();
    return (await loadLists(tx)).map((list) => ({
      ...list,
      standing: list.list === "internal" ? "fresh" : standingOfNational(list.asOf, today),
      countsUntil: list.asOf === null ? null : lastDayOf(list.asOf),
    }));
  });
}

export interface BroughtNumbers {
  readonly list: DoNotCallList;
  /** Instead of what is there; else besides it. */
  readonly replaces: boolean;
  /** The day (ISO) a national list is of. */
  readonly asOf: string | null;
  /** A plain list or a table. */
  readonly text: string;
}

export type DoNotCallRefusal = "list-needs-a-day" | "day-in-the-future" | "no-numbers";

/** Takes a list in, all of it or none. What cannot be read as a number is counted and left out. */
export async function bringDoNotCall(
  ctx: Context,
  actor: AccountActor,
  { list, replaces, asOf, text }: BroughtNumbers,
): Promise<
  { ok: true; added: number; known: number; unread: number; numbers: number } | { ok: false; refusal: DoNotCallRefusal }
> {
  const { numbers, unread } = readNumberList(text);
  if (numbers.length === 0) return { ok: false, refusal: "no-numbers" };
  if (list === "national" && asOf === null) return { ok: false, refusal: "list-needs-a-day" };
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const today = tx.now.toZonedDateTimeISO(await accountTimeZone(tx)).toPlainDate();
    if (asOf !== null && Temporal.PlainDate.compare(Temporal.PlainDate.from(asOf), today) > 0)
      return { ok: false, refusal: "day-in-the-future" };
    openList(tx, list, replaces);
    const added = await addToList(tx, list, numbers);
    const all = await closeList(tx, list, { asOf: list === "national" ? asOf : null, by: actor.memberId });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "do-not-call-brought",
      subject: list,
      detail: { replaces, added, numbers: all },
    });
    return { ok: true, added, known: numbers.length - added, unread, numbers: all };
  });
}

/** Lets a list go. */
export async function dropDoNotCall(ctx: Context, actor: AccountActor, list: DoNotCallList): Promise<void> {
  await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    removeList(tx, list);
    appendAuditEvent(tx, { id: ctx.ids.next(), by: actor.memberId, action: "do-not-call-removed", subject: list });
  });
}
