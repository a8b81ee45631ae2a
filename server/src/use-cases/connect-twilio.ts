import { type ConnectProviderResult, connectProvider } from "./connect-provider.ts";
import type { Context } from "./context.ts";

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
  /** The service texts from US long codes are sent through. */
  readonly messagingServiceSid?: string | undefined;
  /** Stores the connection although the provider cannot be asked now. */
  readonly evenIfUnreachable?: boolean;
  /** It leads to a simulated phone network. */
  readonly simulated?: boolean;
}

export type ConnectTwilioResult =
  | Extract<ConnectProviderResult, { ok: true }>
  | {
      readonly ok: false;
      readonly refusal:
        | Exclude<Extract<ConnectProviderResult, { ok: false }>["refusal"], "invalid-field" | "unknown-provider">
        | "invalid-account-sid"
        | "invalid-api-base-url"
        | "invalid-messaging-service";
      readonly detail?: string;
    };

/** Connects a Twilio account, under the names that Twilio gives its fields. See `connectProvider`. */
export async function connectTwilio(ctx: Context, wanted: ConnectTwilio): Promise<ConnectTwilioResult> {
  const { accountSid, authToken, apiBaseUrl = "", messagingServiceSid = "", ...rest } = wanted;
  const fields = { externalAccountId: accountSid, secret: authToken, apiBaseUrl, messagingServiceSid };
  const connected = await connectProvider(ctx, { ...rest, provider: "twilio", fields });
  if (connected.ok) return connected;
  const { refusal } = connected;
  if (refusal === "unknown-provider") throw new Error("The phone provider twilio is not set up.");
  if (refusal !== "invalid-field") return { ...connected, refusal };
  if (connected.field === "apiBaseUrl") return { ok: false, refusal: "invalid-api-base-url" };
  if (connected.field === "messagingServiceSid") return { ok: false, refusal: "invalid-messaging-service" };
  if (connected.field === "externalAccountId") return { ok: false, refusal: "invalid-account-sid" };
  return { ok: false, refusal: "credentials-refused", detail: connected.detail };
}
