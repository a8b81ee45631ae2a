import type { Database } from "#db/database.ts";
import type { Listener } from "#db/listener.ts";
import { findConnectionById, type StoredConnection } from "#db/stores/connections.ts";
import type { TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";

/** A provider account, ready to be used: with its secrets in the clear, in memory only. */
export interface OpenConnection {
  readonly connectionId: string;
  readonly accountId: string;
  readonly account: TelephonyAccount;
  readonly provider: TelephonyProvider;
}

type Opening = Pick<Context, "db" | "secretBox" | "telephony" | "publicUrl" | "staticFallbackUrl">;

/** What the secrets of a connection are sealed for. */
export const telephonySecretPurpose = "telephony-secret";
/** How long an opened connection is believed without a look at the database, in milliseconds of the machine's clock. */
const believedMs = 5_000;
const mostRemembered = 1_000;

interface Remembered {
  readonly opened: Promise<OpenConnection | null>;
  readonly untilMs: number;
}
const caches = new WeakMap<Database, Map<string, Remembered>>();

/**
 * Opens a connection by its id; null when there is none. Every webhook asks this, so the answer is remembered for some
 * seconds and forgotten at once when a change is heard (`followConnectionChanges`).
 * @throws Error when its secret cannot be opened with this installation's key.
 */
export function openConnection(ctx: Opening, connectionId: string): Promise<OpenConnection | null> {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(connectionId))
    return Promise.resolve(null);
  const cache = caches.get(ctx.db) ?? new Map<string, Remembered>();
  caches.set(ctx.db, cache);
  const nowMs = performance.now();
  const remembered = cache.get(connectionId);
  if (remembered !== undefined && remembered.untilMs > nowMs) return remembered.opened;
  const opened = findConnectionById(ctx.db, connectionId).then((stored) => stored && openStored(ctx, stored));
  if (cache.size >= mostRemembered) cache.clear();
  const entry = { opened, untilMs: nowMs + believedMs };
  cache.set(connectionId, entry);
  // A failure is not believed: the next one asks again.
  opened.catch(() => {
    if (cache.get(connectionId) === entry) cache.delete(connectionId);
  });
  return opened;
}

/** Opens a connection that is at hand. @throws Error when its secret cannot be opened or its provider is unknown. */
export function openStored(ctx: Opening, stored: StoredConnection): OpenConnection {
  const provider = ctx.telephony[stored.provider];
  if (provider === undefined) throw new Error(`This release knows no phone provider ${stored.provider}.`);
  const open = (sealed: Buffer) =>
    ctx.secretBox.open(stored.accountId, telephonySecretPurpose, sealed).toString("utf8");
  return {
    connectionId: stored.id,
    accountId: stored.accountId,
    provider,
    account: {
      connectionId: stored.id,
      externalAccountId: stored.externalAccountId,
      secret: open(stored.secret),
      previousSecret: stored.previousSecret && open(stored.previousSecret),
      credentials: stored.credentials === null ? {} : JSON.parse(open(stored.credentials)),
      settings: stored.settings,
      apiBaseUrl: stored.apiBaseUrl,
      hookBaseUrl: hookBaseUrl(ctx, stored.id),
      staticFallbackUrl: ctx.staticFallbackUrl,
    },
  };
}

/** The secrets of a connection as they are stored. */
export function sealSecrets(
  ctx: Pick<Context, "secretBox">,
  accountId: string,
  { secret, credentials }: Pick<TelephonyAccount, "secret" | "credentials">,
): Pick<StoredConnection, "secret" | "credentials"> {
  const seal = (text: string) => ctx.secretBox.seal(accountId, telephonySecretPurpose, text);
  const none = Object.keys(credentials).length === 0;
  return { secret: seal(secret), credentials: none ? null : seal(JSON.stringify(credentials)) };
}

/** What all webhook URLs of a connection start with. */
export function hookBaseUrl(ctx: Pick<Context, "publicUrl">, connectionId: string): string {
  return `${ctx.publicUrl}/hooks/${connectionId}`;
}

/** Forgets opened connections as soon as any process changed one; answers how to stop. */
export function followConnectionChanges(
  ctx: Pick<Context, "db">,
  listener: Pick<Listener, "onChanges" | "onGap">,
): () => void {
  const stops = [
    listener.onChanges(({ events }) => {
      for (const event of events) if (event.kind === "connection") forgetConnection(ctx, event.id);
    }),
    listener.onGap(() => caches.get(ctx.db)?.clear()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Forgets one opened connection in this process: its row has just been changed here. */
export function forgetConnection(ctx: Pick<Context, "db">, connectionId: string): void {
  caches.get(ctx.db)?.delete(connectionId);
}
