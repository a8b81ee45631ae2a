import { formatNumber } from "@ringback/core/phone-number.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { findSameConnection, insertConnection, type StoredConnection, saveConnection } from "#db/stores/connections.ts";
import { findNumberRow, insertNumber, type StoredNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { ProviderNumber, TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import { isInTheHouse } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { forgetConnection, hookBaseUrl, openStored, sealSecrets } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";
import { type ConnectValues, type InvalidField, readConnectFields } from "./read-connect-fields.ts";

export interface ConnectProvider {
  readonly accountId: string;
  /** The member who connects; null for the command line. */
  readonly by: string | null;
  /** The adapter's name. */
  readonly provider: string;
  readonly label?: string | undefined;
  /** By the names of the provider's `connectForm`. */
  readonly fields: Readonly<Record<string, string>>;
  /** E.164. */
  readonly number?: string | undefined;
  /** Stores the connection although the provider cannot be asked now. */
  readonly evenIfUnreachable?: boolean;
  /** It leads to a simulated phone network. */
  readonly simulated?: boolean;
}

export type ConnectProviderResult =
  | {
      readonly ok: true;
      readonly connectionId: string;
      readonly numberId: string | null;
      readonly webhookUrls: ReturnType<TelephonyProvider["webhookUrls"]>;
      /** What the person should know: not checked, number's URLs ignored, … */
      readonly warnings: readonly string[];
      /** A secret that we made: told here and never again. */
      readonly madeSecret: string | null;
      /** A script that sends one harmless event with that secret. */
      readonly example: string | null;
    }
  | InvalidField
  | {
      readonly ok: false;
      readonly refusal:
        | "unknown-provider"
        | "credentials-refused"
        | "provider-unreachable"
        | "provider-refused"
        | "number-not-at-provider"
        | "number-taken";
      readonly detail?: string;
    };
type Refused = Extract<ConnectProviderResult, { ok: false }>;

/**
 * Connects an account at a phone provider, and one of its numbers if given: asks the provider first and stores only what
 * it confirmed. Connecting an account again renews its secrets and settings and keeps its webhook URLs.
 */
export async function connectProvider(ctx: Context, wanted: ConnectProvider): Promise<ConnectProviderResult> {
  const provider = Object.hasOwn(ctx.telephony, wanted.provider) ? ctx.telephony[wanted.provider] : undefined;
  if (provider === undefined) return { ok: false, refusal: "unknown-provider" };
  const read = readConnectFields(provider.connectForm, wanted.fields);
  if (!read.ok) return read;
  const madeSecret = read.values.secret === "" ? (provider.makeSecret?.() ?? null) : null;
  const values = { ...read.values, secret: madeSecret ?? read.values.secret };
  const newId = ctx.ids.next();
  const confirmed = await confirm(provider, accountOf(ctx, values, newId), wanted);
  if (!confirmed.ok) return confirmed;
  return await transaction(ctx.db, wanted.accountId, ctx.clock.now(), async (tx) => {
    const taken = wanted.number === undefined ? null : await findNumberRow(tx, wanted.number);
    const same = await findSameConnection(tx, { provider: provider.name, ...values });
    if (taken?.connectionId != null && taken.connectionId !== same?.id) return { ok: false, refusal: "number-taken" };
    const connectionId = same?.id ?? newId;
    if (same === null) addConnection(ctx, tx, wanted, provider, values, newId);
    else renewConnection(ctx, tx, same, wanted.label, values);
    const numberId = keepNumber(ctx, tx, wanted, { taken, connectionId, found: confirmed.number, values });
    appendAuditEvent(tx, { id: ctx.ids.next(), by: wanted.by, action: "connection-added", subject: connectionId });
    forgetConnection(ctx, connectionId);
    const account = accountOf(ctx, values, connectionId);
    const webhookUrls = provider.webhookUrls(account);
    const example = madeSecret === null ? null : (provider.exampleRequest?.(account) ?? null);
    return { ok: true, connectionId, numberId, webhookUrls, warnings: confirmed.warnings, madeSecret, example };
  });
}

type Confirmed = { ok: true; number: ProviderNumber | null; warnings: readonly string[] };

/** Asks the provider whether all this is so. */
async function confirm(
  provider: TelephonyProvider,
  account: TelephonyAccount,
  wanted: ConnectProvider,
): Promise<Confirmed | Refused> {
  const checked = await askProvider(provider.checkCredentials(account));
  if (!checked.ok) return unreachable(checked, wanted);
  if (!checked.answer.ok) return { ok: false, refusal: "credentials-refused", detail: checked.answer.note };
  if (wanted.number === undefined || !provider.abilities.numbers) return { ok: true, number: null, warnings: [] };
  const found = await askProvider(provider.findNumber(account, wanted.number));
  if (!found.ok) return unreachable(found, wanted);
  if (found.answer === null) return { ok: false, refusal: "number-not-at-provider" };
  return { ok: true, number: found.answer, warnings: found.answer.warnings };
}

function unreachable(problem: Refused, { evenIfUnreachable = false }: ConnectProvider): Confirmed | Refused {
  if (problem.refusal !== "provider-unreachable" || !evenIfUnreachable) return problem;
  return { ok: true, number: null, warnings: [`Stored without a check. ${problem.detail ?? ""}`.trim()] };
}

function accountOf(ctx: Context, values: ConnectValues, connectionId: string): TelephonyAccount {
  return {
    ...values,
    connectionId,
    previousSecret: null,
    hookBaseUrl: hookBaseUrl(ctx, connectionId),
    staticFallbackUrl: ctx.staticFallbackUrl,
  };
}

function addConnection(
  ctx: Context,
  tx: Transaction,
  { label, simulated = false }: ConnectProvider,
  { name, connectForm, makeSecret }: TelephonyProvider,
  values: ConnectValues,
  id: string,
): void {
  const { externalAccountId, apiBaseUrl, settings } = values;
  // There may be several of a kind that is a name for anything.
  const usualLabel = makeSecret === undefined ? connectForm.title : externalAccountId;
  insertConnection(tx, {
    id,
    provider: name,
    label: label?.trim() || usualLabel,
    externalAccountId,
    apiBaseUrl,
    settings,
    simulated,
    ...sealSecrets(ctx, tx.accountId, values),
  });
}

/** A new secret takes the old one's place; the old one still counts for webhooks. */
function renewConnection(
  ctx: Context,
  tx: Transaction,
  same: StoredConnection,
  label: string | undefined,
  values: ConnectValues,
): void {
  const keepsSecret = openStored(ctx, same).account.secret === values.secret;
  const sealed = sealSecrets(ctx, tx.accountId, values);
  saveConnection(tx, {
    ...same,
    label: label?.trim() || same.label,
    secret: keepsSecret ? same.secret : sealed.secret,
    previousSecret: keepsSecret ? same.previousSecret : same.secret,
    credentials: sealed.credentials,
    settings: values.settings,
  });
}

function keepNumber(
  ctx: Context,
  tx: Transaction,
  { number }: ConnectProvider,
  about: { taken: StoredNumber | null; connectionId: string; found: ProviderNumber | null; values: ConnectValues },
): string | null {
  if (number === undefined) return null;
  const { taken, connectionId, found, values } = about;
  const providerNumberId = found?.providerNumberId ?? taken?.providerNumberId ?? null;
  const exempted = isInTheHouse(values.apiBaseUrl) ? ({ registration: "exempt" } as const) : {};
  if (taken !== null) {
    saveNumber(tx, { ...taken, ...exempted, connectionId, providerNumberId });
    return taken.id;
  }
  const id = ctx.ids.next();
  const usual = { label: formatNumber(number), source: null, lineOfService: null, mode: "answers" } as const;
  insertNumber(tx, { ...usual, id, number, connectionId, providerNumberId, ...exempted });
  return id;
}
