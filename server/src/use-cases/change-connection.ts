import { reconcileJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { loadConnection, saveConnection } from "#db/stores/connections.ts";
import { transaction } from "#db/transaction.ts";
import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { forgetConnection, type OpenConnection, openConnection, openStored, sealSecrets } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";
import { fieldsOf, type InvalidField, readConnectFields } from "./read-connect-fields.ts";

export interface ChangeConnection {
  readonly accountId: string;
  readonly by: string | null;
  readonly connectionId: string;
  readonly label?: string | undefined;
  /** What changes, by the names of the provider's form; a secret left empty stays as it is. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Makes a new secret, where secrets are ours to make. */
  readonly newSecret?: boolean;
  /** Ends the time in which the secret before still counts for webhooks. */
  readonly dropPrevious?: boolean;
}

export type ChangeConnectionResult =
  | {
      readonly ok: true;
      /** A secret that we made: told here and never again. */
      readonly madeSecret: string | null;
      readonly example: string | null;
    }
  | InvalidField
  | {
      readonly ok: false;
      readonly refusal: "connection-not-found" | "credentials-refused" | "provider-unreachable" | "provider-refused";
      readonly detail?: string;
    };

/**
 * Changes the label, settings or secrets of a connection. Providers go on signing with the old secret until the new one is
 * promoted there, so the old one stays valid for webhooks until `dropPrevious`. What the provider refuses is not stored.
 */
export async function changeConnection(ctx: Context, wanted: ChangeConnection): Promise<ChangeConnectionResult> {
  const open = await openConnection(ctx, wanted.connectionId);
  if (open === null || open.accountId !== wanted.accountId) return { ok: false, refusal: "connection-not-found" };
  const made = wanted.newSecret === true ? (open.provider.makeSecret?.() ?? null) : null;
  const first = changed(open, wanted, made);
  if (!first.ok) return first;
  if (first.asksProvider) {
    const checked = await askProvider(open.provider.checkCredentials(first.account));
    if (!checked.ok) return checked;
    if (!checked.answer.ok) return { ok: false, refusal: "credentials-refused", detail: checked.answer.note };
  }
  return await transaction(ctx.db, wanted.accountId, ctx.clock.now(), async (tx) => {
    const stored = await loadConnection(tx, wanted.connectionId);
    if (stored === null) return { ok: false, refusal: "connection-not-found" };
    const before = openStored(ctx, stored);
    const next = changed(before, wanted, made);
    if (!next.ok) return next;
    const { account } = next;
    const isSame = before.account.secret === account.secret;
    const sealed = sealSecrets(ctx, tx.accountId, account);
    saveConnection(tx, {
      ...stored,
      label: wanted.label?.trim() || stored.label,
      apiBaseUrl: account.apiBaseUrl,
      secret: isSame ? stored.secret : sealed.secret,
      previousSecret: wanted.dropPrevious === true ? null : isSame ? stored.previousSecret : stored.secret,
      credentials: sealed.credentials,
      settings: account.settings,
    });
    const action = isSame && wanted.dropPrevious !== true ? "connection-changed" : "connection-token-rotated";
    appendAuditEvent(tx, { id: ctx.ids.next(), by: wanted.by, action, subject: stored.id });
    // What a refused token kept from being compared is compared now.
    if (next.asksProvider && before.provider.abilities.callLog)
      tx.enqueue(reconcileJob(tx.accountId, stored.id, "catch-up"));
    forgetConnection(ctx, stored.id);
    const example = made === null ? null : (before.provider.exampleRequest?.(account) ?? null);
    return { ok: true, madeSecret: made, example };
  });
}

type Changed = { readonly ok: true; readonly account: TelephonyAccount; readonly asksProvider: boolean } | InvalidField;

/** The account as it would be. Its id stays: another account is another connection, with its own webhook URLs. */
function changed({ provider, account }: OpenConnection, wanted: ChangeConnection, made: string | null): Changed {
  const { connectForm } = provider;
  const held = fieldsOf(connectForm, account);
  const given = Object.entries(wanted.fields ?? {}).filter(([name, value]) => value !== "" || !isSecret(name));
  const moves = given.find(([name, value]) => keepOf(name) === "externalAccountId" && value.trim() !== held[name]);
  if (moves !== undefined) {
    const detail = "This is another account. Connect it as a connection of its own.";
    return { ok: false, refusal: "invalid-field", field: moves[0], detail };
  }
  // What was stored before a field's rule was made stricter, or without a secret of the form, need not pass again.
  if (given.length === 0)
    return { ok: true, account: { ...account, secret: made ?? account.secret }, asksProvider: false };
  const read = readConnectFields(connectForm, { ...held, ...Object.fromEntries(given) });
  if (!read.ok) return read;
  const next = { ...account, ...read.values, externalAccountId: account.externalAccountId };
  return { ok: true, account: { ...next, secret: made ?? (read.values.secret || account.secret) }, asksProvider: true };

  function keepOf(name: string) {
    return connectForm.fields.find((field) => field.name === name)?.keep;
  }
  function isSecret(name: string): boolean {
    const keep = keepOf(name);
    return keep === "secret" || keep === "credential";
  }
}
