import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockNumber, type StoredNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { NumberSettings } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import type { OpenConnection } from "./open-connection.ts";
import { openNumber } from "./open-number.ts";
import { askProvider, type ProviderProblem } from "./provider-problem.ts";
import { type SettingChange, settingChanges } from "./setting-changes.ts";

export type UndoWebhooksResult =
  | { readonly ok: true; readonly changes: readonly SettingChange[] }
  | {
      readonly ok: false;
      readonly refusal:
        | "number-not-found"
        | "number-not-connected"
        | "number-not-at-provider"
        | "nothing-to-undo"
        | ProviderProblem["refusal"];
      readonly detail?: string;
    };

/** Puts a number's settings back as they were before us. What somebody else has changed since then is left alone. */
export async function undoWebhooks(
  ctx: Context,
  asked: { readonly accountId: string; readonly by: string | null; readonly numberId: string },
): Promise<UndoWebhooksResult> {
  const opened = await openNumber(ctx, asked);
  if (!opened.ok) return opened;
  if (opened.number.previousSettings === null) return { ok: false, refusal: "nothing-to-undo" };
  const restored = await restore(opened.connection, opened.number);
  if (!restored.ok) return restored;
  await transaction(ctx.db, asked.accountId, ctx.clock.now(), async (tx) => {
    const number = await lockNumber(tx, asked.numberId);
    if (number === null) return;
    saveNumber(tx, { ...number, installedSettings: null, previousSettings: null, webhooks: "not-installed" });
    appendAuditEvent(tx, { id: ctx.ids.next(), by: asked.by, action: "webhooks-restored", subject: number.id });
  });
  return restored;
}

async function restore({ provider, account }: OpenConnection, number: StoredNumber): Promise<UndoWebhooksResult> {
  const found = await askProvider(provider.findNumber(account, number.number));
  if (!found.ok) return found;
  if (found.answer === null) return { ok: false, refusal: "number-not-at-provider" };
  const { settings, providerNumberId } = found.answer;
  const back = ourOwn(settings, number.installedSettings, number.previousSettings ?? {});
  const written = await askProvider(provider.restoreSettings(account, providerNumberId, back));
  return written.ok ? { ok: true, changes: settingChanges(settings, { ...settings, ...back }) } : written;
}

/** The former values of those settings that still are as we wrote them. */
function ourOwn(current: NumberSettings, installed: NumberSettings | null, previous: NumberSettings): NumberSettings {
  const names = Object.entries(previous).filter(([name]) => installed === null || current[name] === installed[name]);
  return Object.fromEntries(names);
}
