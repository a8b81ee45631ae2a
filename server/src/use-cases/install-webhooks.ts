import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { noteConnectionError } from "#db/stores/connections.ts";
import { lockNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { NumberSettings, ProviderNumber } from "#providers/telephony/provider.ts";
import { isLoopback } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { openNumber } from "./open-number.ts";
import { askProvider } from "./provider-problem.ts";
import { type SettingChange, settingChanges } from "./setting-changes.ts";

export type InstallWebhooksResult =
  | { readonly ok: true; readonly changes: readonly SettingChange[]; readonly warnings: readonly string[] }
  | {
      readonly ok: false;
      readonly refusal:
        | "number-not-found"
        | "number-not-connected"
        | "number-not-at-provider"
        | "provider-unreachable"
        | "provider-refused";
      readonly detail?: string;
    };

type Asked = { readonly accountId: string; readonly by: string | null; readonly numberId: string };

/**
 * Writes our webhook URLs to a number at its provider. What stood there before is kept first, so that it can be put back
 * even if we die in between.
 */
export async function installWebhooks(ctx: Context, asked: Asked): Promise<InstallWebhooksResult> {
  const opened = await openNumber(ctx, asked);
  if (!opened.ok) return opened;
  const { connection, number } = opened;
  const found = await askProvider(connection.provider.findNumber(connection.account, number.number));
  if (!found.ok) return await failed(ctx, asked, connection.connectionId, found);
  if (found.answer === null) return { ok: false, refusal: "number-not-at-provider" };
  await keepPrevious(ctx, asked, found.answer);
  const written = await askProvider(connection.provider.installWebhooks(connection.account, found.answer));
  if (!written.ok) return await failed(ctx, asked, connection.connectionId, written);
  const { before, after } = written.answer;
  await keepInstalled(ctx, asked, connection.connectionId, after);
  return {
    ok: true,
    changes: settingChanges(before, after),
    warnings: warningsOf(ctx, connection.account.apiBaseUrl, found.answer),
  };
}

async function keepPrevious(ctx: Context, { accountId, numberId }: Asked, found: ProviderNumber): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const number = await lockNumber(tx, numberId);
    if (number === null) return;
    const previousSettings = previousOf(found.settings, number.installedSettings, number.previousSettings);
    saveNumber(tx, { ...number, providerNumberId: found.providerNumberId, previousSettings });
  });
}

/** A setting that we wrote ourselves is not what stood there before us. */
function previousOf(
  found: NumberSettings,
  installed: NumberSettings | null,
  known: NumberSettings | null,
): NumberSettings {
  if (known === null) return found;
  const names = Object.keys(found).map((name): [string, string] => {
    const isOurs = installed === null || found[name] === installed[name];
    return [name, (isOurs ? known[name] : found[name]) ?? ""];
  });
  return Object.fromEntries(names);
}

async function keepInstalled(ctx: Context, asked: Asked, connectionId: string, after: NumberSettings): Promise<void> {
  await transaction(ctx.db, asked.accountId, ctx.clock.now(), async (tx) => {
    const number = await lockNumber(tx, asked.numberId);
    if (number === null) return;
    saveNumber(tx, { ...number, installedSettings: after, webhooks: "installed" });
    noteConnectionError(tx, connectionId, null);
    appendAuditEvent(tx, { id: ctx.ids.next(), by: asked.by, action: "webhooks-installed", subject: number.id });
  });
}

async function failed<Problem extends { detail?: string }>(
  ctx: Context,
  { accountId }: Asked,
  connectionId: string,
  problem: Problem,
): Promise<Problem> {
  const note = problem.detail ?? null;
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => noteConnectionError(tx, connectionId, note));
  return problem;
}

function warningsOf(ctx: Context, apiBaseUrl: string, { warnings }: ProviderNumber): string[] {
  const unreachable = isLoopback(new URL(ctx.publicUrl).hostname) && !isLoopback(new URL(apiBaseUrl).hostname);
  const ours = "Our public URL leads to this machine only, so the provider cannot reach it. Set RINGBACK_PUBLIC_URL.";
  return unreachable ? [...warnings, ours] : [...warnings];
}
