import type { ConnectForm, RawWebhook, TelephonyAbilities, TelephonyAccount } from "#providers/telephony/provider.ts";
import type { XmlElement } from "./xml.ts";

/**
 * What one vendor of the family does in its own way. All of them write TwiML, call webhooks with Twilio's fields and have
 * a REST API with Twilio's resources; whatever differs is said here, by the vendor's own folder.
 */
export interface Dialect {
  /** What `connection.provider` holds. */
  readonly name: string;
  readonly connectForm: ConnectForm;
  readonly abilities: TelephonyAbilities;
  /** The address of the account's resources, e.g. `https://api.twilio.com/2010-04-01/Accounts/AC…`; no slash at its end. */
  readonly accountUrl: (account: TelephonyAccount) => string;
  /** The `authorization` header of a request to it. */
  readonly authorization: (account: TelephonyAccount) => string;
  /** Whether the vendor signed this request for this account. */
  readonly isSigned: (account: TelephonyAccount, request: SignedWebhook) => boolean;
  /** Stands behind every URL the vendor is given: its settings for trying again, or nothing. */
  readonly retryFragment: string;
  /** So much longer than a Dial's `timeout` its phones ring, in seconds. */
  readonly dialBufferSeconds: number;
  /** The longest a text may wait to be sent, in seconds. */
  readonly longestValiditySeconds: number;
  /** Hosts besides the API's own where it keeps the pictures and files of texts. */
  readonly mediaHosts?: RegExp;
  /** How a moment is written in a query of the call log. */
  readonly queryTime: (moment: Temporal.Instant) => string;
  /** Whether our URLs shall name the call they belong to, because the vendor's webhooks of a rung phone do not. */
  readonly namesCall?: boolean;
  /** One element of a document in this vendor's spelling; its children are spelled before it. */
  readonly spell?: (written: XmlElement) => XmlElement;
}

/** A webhook whose signature is asked for. */
export interface SignedWebhook {
  readonly raw: RawWebhook;
  /** The configured public address it was sent to, with the raw path and query. */
  readonly url: string;
  /** The fields of a form body; empty for GET and for other bodies. */
  readonly form: URLSearchParams;
  /** The body where it is no form. */
  readonly otherBody: Buffer | null;
  readonly now: Temporal.Instant;
}

/** `Basic id:token`, as Twilio and most of the family ask for. */
export function basicAuthorization({ externalAccountId, secret }: TelephonyAccount): string {
  return `Basic ${Buffer.from(`${externalAccountId}:${secret}`).toString("base64")}`;
}

/** The account's API base without slashes at its end. */
export function apiBase({ apiBaseUrl }: TelephonyAccount): string {
  return apiBaseUrl.replace(/\/+$/, "");
}
