import type { Answer, ReadRequest } from "./http-io.ts";
import type { NetworkCore } from "./network-core.ts";
import { type FormFields, twilioSignature } from "./signature.ts";
import type { Account, WebhookKind } from "./state.ts";
import type { TwimlElement } from "./twiml-parser.ts";

/** A webhook as it goes out. */
export interface SentWebhook {
  /** Exactly what was configured, with the query of a GET. */
  readonly url: string;
  readonly fields: FormFields;
  /** Undefined for GET. */
  readonly body: string | undefined;
  readonly at: Temporal.Instant;
}

/** A webhook before it is written down. */
export interface UnsentWebhook {
  readonly kind: WebhookKind;
  readonly url: string;
  readonly fields: FormFields;
  readonly at: Temporal.Instant;
}

/** How one vendor of the TwiML family speaks; Twilio's way is the network's own, so only differences are made here. */
export interface Dialect {
  readonly name: string;
  /** Where the REST API begins; `/Accounts/{AccountSid}` follows. */
  readonly restRoot: string;
  /** The vendor's form of an id of ours (two letters and 32 digits). */
  readonly id: (id: string) => string;
  /** What signs an account's webhooks. */
  readonly signingKey: (account: Account) => string;
  /** The headers that sign a webhook. */
  readonly sign: (key: string, webhook: SentWebhook) => Record<string, string>;
  /** The fields of a webhook as the vendor sends them. */
  readonly fields: (kind: WebhookKind, fields: FormFields) => FormFields;
  /** A call as the vendor's REST API shows it. */
  readonly call: (resource: Record<string, unknown>) => Record<string, unknown>;
  /** Whether it blocks and answers those who text STOP. */
  readonly managesOptOuts: boolean;
  /** The body of a webhook that is sent otherwise than as a form. */
  readonly encode?: (webhook: UnsentWebhook) => { readonly contentType: string; readonly body: string } | undefined;
  /** An element of a document in the words the engine knows. */
  readonly element?: (written: TwimlElement) => TwimlElement;
  /** A REST API of quite another kind. */
  readonly answer?: (core: NetworkCore, request: ReadRequest) => Answer;
  /** Where it gives out a file of a text, if not at its REST API. */
  readonly mediaUrl?: (core: NetworkCore, sid: string) => string;
  /** Whether a call that comes in is answered before its first document is asked for. */
  readonly answersBeforeAsking?: boolean;
}

/** Twilio, as the rest of this folder speaks. */
export const twilioDialect: Dialect = {
  name: "twilio",
  restRoot: "/2010-04-01",
  id: (id) => id,
  signingKey: ({ authToken }) => authToken,
  sign: (key, { url, fields }) => ({ "x-twilio-signature": twilioSignature(key, url, fields) }),
  fields: (_kind, fields) => fields,
  call: (resource) => resource,
  managesOptOuts: true,
};
