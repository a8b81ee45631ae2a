import type { TelephonyAccount } from "#providers/telephony/provider.ts";

/** An event for a first try: it is taken and changes nothing. */
const harmless = { type: "ping", data: {} };

const call = { call_id: "example-1", from: "+13125550199", to: "+13125550117" };
const examples: Readonly<Record<string, object>> = {
  ping: harmless,
  "call.missed": { type: "call.missed", data: { ...call, reason: "no-answer", ring_seconds: 25 } },
  "call.completed": { type: "call.completed", data: { ...call, answered_by: "Ana", talk_seconds: 185 } },
  "text.received": { type: "text.received", data: { from: call.from, to: call.to, body: "Please call me back" } },
};

/**
 * A shell script that signs and posts one event, by openssl and curl, with this connection's secret. It signs when it
 * runs, so it does not grow stale like a signature printed once.
 */
export function exampleRequest({ hookBaseUrl, secret }: TelephonyAccount, type = "ping"): string {
  const body = JSON.stringify(examples[type] ?? { type, data: call });
  return [
    `secret='${secret}'`,
    `body='${body}'`,
    `id="msg_$(openssl rand -hex 12)"`,
    `now="$(date +%s)"`,
    `key="$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')"`,
    `signature="$(printf %s "$id.$now.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"`,
    `curl -sS '${hookBaseUrl}/events' -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" \\`,
    `  --data-raw "$body"`,
    "",
  ].join("\n");
}
