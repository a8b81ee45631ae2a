// Events as a sender writes them, signed for tests. Only tests import this.
import { readFileSync } from "node:fs";
import type { RawWebhook, TelephonyAccount } from "#providers/telephony/provider.ts";
import { sign } from "./signature.ts";

/** The moment at which all of them are signed. */
export const signedAt = Temporal.Instant.from("2026-11-20T18:02:00Z");

const secret = `whsec_${Buffer.from("current secret of the fixtures.").toString("base64")}`;

export const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "front-desk",
  secret,
  previousSecret: `whsec_${Buffer.from("the secret before it, as it was").toString("base64")}`,
  credentials: {},
  settings: { country: "US" },
  apiBaseUrl: "",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};

const samples: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("./fixtures/events.json", import.meta.url), "utf8"),
);

/** An event by the kind of notice or call event it becomes, as in `fixtures/events.json`. */
export function sample(kind: string): unknown {
  if (!Object.hasOwn(samples, kind)) throw new Error(`No sample ${kind}`);
  return samples[kind];
}

/** A body posted to `/events`, signed. */
export function post(body: unknown, about: { id?: string; secret?: string; at?: Temporal.Instant } = {}): RawWebhook {
  const rawBody = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const { id = "msg_1", at = signedAt } = about;
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  return {
    method: "POST",
    pathAndQuery: "/events",
    rawBody,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": sign(about.secret ?? secret, { id, timestamp, body: rawBody }),
    },
  };
}

/** One event of each kind, by the kind of event or notice it is. */
export function recordedWebhooks(token: string): readonly (readonly [kind: string, RawWebhook])[] {
  return Object.entries(samples).map(([kind, body]) => [kind, post(body, { id: `msg_${kind}`, secret: token })]);
}
