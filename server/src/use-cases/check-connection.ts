import { noteConnectionError } from "#db/stores/connections.ts";
import { listNumbersOf, lockNumber, type StoredNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { ProviderNumber } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";

export type CheckConnectionResult =
  | { readonly ok: true; readonly healthy: boolean; readonly findings: readonly string[] }
  | { readonly ok: false; readonly refusal: "connection-not-found" };

/** Asks the provider whether the credentials work and the numbers' calls come here, and keeps the answer. */
export async function checkConnection(
  ctx: Context,
  asked: { readonly accountId: string; readonly connectionId: string },
): Promise<CheckConnectionResult> {
  const { accountId, connectionId } = asked;
  const open = await openConnection(ctx, connectionId);
  if (open === null || open.accountId !== accountId) return { ok: false, refusal: "connection-not-found" };
  const numbers = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => listNumbersOf(tx, connectionId));
  const seen = await look(open, numbers);
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    noteConnectionError(tx, connectionId, seen.problem);
    for (const [id, found] of seen.found) {
      const number = await lockNumber(tx, id);
      if (number === null) continue;
      const providerNumberId = found?.providerNumberId ?? null;
      saveNumber(tx, { ...number, providerNumberId, webhooks: found?.webhooks ?? "unknown" });
    }
  });
  return { ok: true, healthy: seen.problem === null && seen.findings.length === 0, findings: seen.all };
}

interface Seen {
  /** What keeps us from working with the provider at all. */
  readonly problem: string | null;
  /** What is wrong with numbers. */
  readonly findings: readonly string[];
  readonly all: readonly string[];
  readonly found: readonly (readonly [numberId: string, ProviderNumber | null])[];
}

async function look({ provider, account }: OpenConnection, numbers: readonly StoredNumber[]): Promise<Seen> {
  const found: [string, ProviderNumber | null][] = [];
  const findings: string[] = [];
  const stopped = (problem: string): Seen => ({ problem, findings, all: [problem, ...findings], found });
  const checked = await askProvider(provider.checkCredentials(account));
  if (!checked.ok) return stopped(checked.detail);
  if (!checked.answer.ok) return stopped(checked.answer.note);
  for (const { id, number } of provider.abilities.numbers ? numbers : []) {
    const asked = await askProvider(provider.findNumber(account, number));
    if (!asked.ok) return stopped(asked.detail);
    found.push([id, asked.answer]);
    findings.push(...findingsOf(number, asked.answer));
  }
  return { problem: null, findings, all: [checked.answer.note, ...findings], found };
}

function findingsOf(number: string, found: ProviderNumber | null): string[] {
  if (found === null) return [`${number} is not in this account at the provider.`];
  const warnings = found.warnings.map((warning) => `${number}: ${warning}`);
  if (found.webhooks === "not-installed") return [`${number} sends its calls elsewhere.`, ...warnings];
  if (found.webhooks === "changed") return [`${number}: somebody changed a part of its webhook URLs.`, ...warnings];
  return warnings;
}
