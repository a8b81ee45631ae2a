import { formatNumber } from "@ringback/core/phone-number.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { findSameConnection, insertConnection, type StoredConnection, saveSecrets } from "#db/stores/connections.ts";
import { findNumberRow, insertNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { ProviderNumber, TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import { isInTheHouse, readApiBaseUrl, twilioApiBaseUrl } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { forgetConnection, hookBaseUrl, openStored, telephonySecretPurpose } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";

export interface ConnectTwilio {
  readonly accountId: string;
  /** The member who connects; null for the command line. */
  readonly by: string | null;
  readonly label?: string | undefined;
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164. */
  readonly number?: string | undefined;
  readonly apiBaseUrl?: string | undefined;
  /** Stores the connection although the provider cannot be asked now. */
  readonly evenIfUnreachable?: boolean;
  /** It leads to a simulated phone network. */
  readonly simulated?: boolean;
}

export type ConnectTwilioResult =
  | {
      readonly ok: true;
      readonly connectionId: string;
      readonly numberId: string | null;
      readonly webhookUrls: ReturnType<TelephonyProvider["webhookUrls"]>;
      /** What the person should know: not checked, number's URLs ignored, … */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      readonly refusal:
        | "invalid-account-sid"
        | "invalid-api-base-url"
        | "credentials-refused"
        | "provider-unreachable"
        | "provider-refused"
        | "number-not-at-provider"
        | "number-taken";
      readonly detail?: string;
    };

/**
 * Connects a Twilio account, and one of its numbers if given: asks the provider first and stores only what it confirmed.
 * Connecting an account again renews its token and keeps its webhook URLs.
 */
export async function connectTwilio(ctx: Context, wanted: ConnectTwilio): Promise<ConnectTwilioResult> {
  const provider = ctx.telephony["twilio"];
  if (provider === undefined) throw new Error("The phone provider twilio is not set up.");
  if (!/^[A-Za-z0-9_-]{2,64}$/.test(wanted.accountSid)) return { ok: false, refusal: "invalid-account-sid" };
  const apiBaseUrl = readApiBaseUrl(wanted.apiBaseUrl ?? twilioApiBaseUrl);
  if (apiBaseUrl === null) return { ok: false, refusal: "invalid-api-base-url" };
  const newId = ctx.ids.next();
  const confirmed = await confirm(provider, accountOf(ctx, wanted, apiBaseUrl, newId), wanted);
  if (!confirmed.ok) return confirmed;
  return await transaction(ctx.db, wanted.accountId, ctx.clock.now(), async (tx) => {
    const taken = wanted.number === undefined ? null : await findNumberRow(tx, wanted.number);
    const same = await findSameConnection(tx, {
      provider: provider.name,
      externalAccountId: wanted.accountSid,
      apiBaseUrl,
    });
    if (taken?.connectionId != null && taken.connectionId !== same?.id) return { ok: false, refusal: "number-taken" };
    const connectionId = same?.id ?? newId;
    if (same === null) addConnection(ctx, tx, wanted, { id: newId, apiBaseUrl, provider: provider.name });
    else renewSecret(ctx, tx, same, wanted.authToken);
    const providerNumberId = confirmed.number?.providerNumberId ?? taken?.providerNumberId ?? null;
    const numberId = taken?.id ?? (wanted.number === undefined ? null : ctx.ids.next());
    const exempted = isInTheHouse(apiBaseUrl) ? ({ registration: "exempt" } as const) : {};
    if (taken !== null) saveNumber(tx, { ...taken, ...exempted, connectionId, providerNumberId });
    else if (wanted.number !== undefined && numberId !== null) {
      const { number } = wanted;
      insertNumber(tx, {
        id: numberId,
        number,
        label: formatNumber(number),
        source: null,
        lineOfService: null,
        mode: "answers",
        connectionId,
        providerNumberId,
        ...exempted,
      });
    }
    appendAuditEvent(tx, { id: ctx.ids.next(), by: wanted.by, action: "connection-added", subject: connectionId });
    forgetConnection(ctx, connectionId);
    const webhookUrls = provider.webhookUrls(accountOf(ctx, wanted, apiBaseUrl, connectionId));
    return { ok: true, connectionId, numberId, webhookUrls, warnings: confirmed.warnings };
  });
}

type Confirmed = { ok: true; number: ProviderNumber | null; warnings: readonly string[] };

/** Asks the provider whether all this is so. */
async function confirm(
  provider: TelephonyProvider,
  account: TelephonyAccount,
  wanted: ConnectTwilio,
): Promise<Confirmed | Extract<ConnectTwilioResult, { ok: false }>> {
  const checked = await askProvider(provider.checkCredentials(account));
  if (!checked.ok) return unreachable(checked, wanted);
  if (!checked.answer.ok) return { ok: false, refusal: "credentials-refused", detail: checked.answer.note };
  if (wanted.number === undefined) return { ok: true, number: null, warnings: [] };
  const found = await askProvider(provider.findNumber(account, wanted.number));
  if (!found.ok) return unreachable(found, wanted);
  if (found.answer === null) return { ok: false, refusal: "number-not-at-provider" };
  return { ok: true, number: found.answer, warnings: found.answer.warnings };
}

function unreachable(
  problem: Extract<ConnectTwilioResult, { ok: false }>,
  { evenIfUnreachable = false }: ConnectTwilio,
): Confirmed | Extract<ConnectTwilioResult, { ok: false }> {
  if (problem.refusal !== "provider-unreachable" || !evenIfUnreachable) return problem;
  return { ok: true, number: null, warnings: [`Stored without a check. ${problem.detail ?? ""}`.trim()] };
}

function accountOf(ctx: Context, wanted: ConnectTwilio, apiBaseUrl: string, connectionId: string): TelephonyAccount {
  return {
    connectionId,
    externalAccountId: wanted.accountSid,
    secret: wanted.authToken,
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl,
    hookBaseUrl: hookBaseUrl(ctx, connectionId),
    staticFallbackUrl: ctx.staticFallbackUrl,
  };
}

function addConnection(
  ctx: Context,
  tx: Transaction,
  wanted: ConnectTwilio,
  about: { id: string; apiBaseUrl: string; provider: string },
): void {
  insertConnection(tx, {
    ...about,
    label: wanted.label?.trim() || "Twilio",
    externalAccountId: wanted.accountSid,
    secret: ctx.secretBox.seal(tx.accountId, telephonySecretPurpose, wanted.authToken),
    credentials: null,
    settings: {},
    simulated: wanted.simulated ?? false,
  });
}

/** A new token takes the old one's place; the old one still counts for webhooks. */
function renewSecret(ctx: Context, tx: Transaction, same: StoredConnection, authToken: string): void {
  if (openStored(ctx, same).account.secret === authToken) return;
  const secret = ctx.secretBox.seal(tx.accountId, telephonySecretPurpose, authToken);
  saveSecrets(tx, same.id, { secret, previousSecret: same.secret });
}
