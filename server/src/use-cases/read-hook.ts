import { hookKindOf } from "#providers/telephony/hook-kind.ts";
import type { HookKind, ReadWebhook, WebhookProblem } from "#providers/telephony/provider.ts";
import type { OpenConnection } from "./open-connection.ts";

export { type HookKind, hookKindOf, type WebhookProblem };

/** Hands a raw request to the connection's adapter, which checks the signature and translates it. */
export function readHook(
  { provider, account }: OpenConnection,
  hook: HookKind,
  request: {
    readonly method: string;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  },
  pathAndQuery: string,
  now: Temporal.Instant,
): ReadWebhook {
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
  return provider.readWebhook(account, hook, { method: request.method, pathAndQuery, rawBody, headers }, now);
}
