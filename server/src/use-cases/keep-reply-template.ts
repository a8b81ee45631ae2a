import {
  insertReplyTemplate,
  type ReplyTemplate,
  removeReplyTemplate,
  updateReplyTemplate,
} from "#db/stores/reply-templates.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

type Kept =
  | { readonly ok: true; readonly template: ReplyTemplate }
  | { readonly ok: false; readonly refusal: "not-found" };

/** Keeps an answer for everybody; with the id of one that is there, in its place. */
export async function keepReplyTemplate(
  ctx: Context,
  accountId: string,
  { id, ...words }: Omit<ReplyTemplate, "id"> & { readonly id?: string },
): Promise<Kept> {
  const template = { id: id ?? ctx.ids.next(), ...words };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<Kept> => {
    if (id === undefined) insertReplyTemplate(tx, template);
    else if (!(await updateReplyTemplate(tx, template))) return { ok: false, refusal: "not-found" };
    return { ok: true, template };
  });
}

/** Removes one; texts that were written with it stay as they are. */
export async function dropReplyTemplate(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: "not-found" }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    (await removeReplyTemplate(tx, id)) ? { ok: true as const } : { ok: false as const, refusal: "not-found" as const },
  );
}
