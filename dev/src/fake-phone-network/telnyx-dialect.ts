import type { Dialect } from "./dialect.ts";
import type { FormFields } from "./signature.ts";
import type { Account, WebhookKind } from "./state.ts";
import { answerTelnyx } from "./telnyx-api.ts";
import { TelnyxBooks } from "./telnyx-books.ts";
import { telnyxPublicKey, telnyxSignature } from "./telnyx-keys.ts";
import { encodeMessageEvent } from "./telnyx-message-events.ts";
import type { TwimlElement } from "./twiml-parser.ts";

/** Fields that Telnyx's reference does not have. */
const unknownFields =
  /^(ApiVersion|Direction|Caller|Called|CallToken|ForwardedFrom|StirVerstat|DialBridged|(From|To)(City|State|Zip|Country))$/;
/** Requests whose documented fields do not name the parent call. */
const withoutParent: ReadonlySet<WebhookKind> = new Set(["dial-screening", "gather-action"]);
/** The network rings so much longer than a Dial says, as Twilio does; Telnyx is not known to. */
const ringBufferSeconds = 5;

/**
 * Telnyx (docs/rules.md T4.3 to T4.6), after its documentation: TeXML and its form webhooks, JSON for everything else, all
 * signed by Ed25519. One a network: it has books of applications and profiles.
 */
export function telnyxDialect(books: TelnyxBooks = new TelnyxBooks()): Dialect & { readonly books: TelnyxBooks } {
  return {
    books,
    name: "telnyx",
    restRoot: "/v2/texml",
    id: (id) => {
      if (id.startsWith("CA")) return `v3:${Buffer.from(id.slice(2), "hex").toString("base64url")}_${id.slice(2, 8)}`;
      return id.replace(/^[A-Z]{2}(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
    signingKey: telnyxSeed,
    sign: (seed, { body, at }) => telnyxSignature(seed, body ?? "", at),
    fields: telnyxFields,
    encode: ({ kind, url, fields, at }) =>
      kind.startsWith("message") ? encodeMessageEvent(kind, url, fields, at) : undefined,
    call: ({ parent_call_sid: _parent, api_version: _version, ...resource }) => ({
      ...resource,
      direction: resource.direction === "inbound" ? "inbound" : "outbound",
      status: resource.status === "queued" ? "ringing" : resource.status,
    }),
    element: texmlAsTwiml,
    answer: (core, request) => answerTelnyx(core, books, request),
    mediaUrl: (core, sid) => `${core.url}/telnyx-storage/media/${sid}`,
    answersBeforeAsking: true,
    managesOptOuts: true,
  };
}

/** The account's public key, for the one who checks its webhooks. */
export function telnyxPublicKeyOf(account: Account): string {
  return telnyxPublicKey(telnyxSeed(account));
}

/** The key pair stays when the API key is exchanged. */
function telnyxSeed({ signingKey, sid }: Account): string {
  return signingKey ?? `signs for ${sid}`;
}

function telnyxFields(kind: WebhookKind, fields: FormFields): FormFields {
  const kept = fields.filter(
    ([name]) => !unknownFields.test(name) && !(name === "ParentCallSid" && withoutParent.has(kind)),
  );
  const value = (name: string) => fields.find(([other]) => other === name)?.[1];
  const callSid = value("CallSid");
  const attested = /^TN-Validation-(Passed|Failed)-([ABC])/.exec(value("StirVerstat") ?? "");
  const more: [string, string][] = [
    ...(callSid === undefined ? [] : [["CallSidLegacy", callSid] as [string, string]]),
    ...(attested === null
      ? []
      : ([
          ["ShakenStirAttestation", attested[2] ?? ""],
          ["ShakenStirValidated", String(attested[1] === "Passed")],
        ] as [string, string][])),
  ];
  return [
    ...kept.map(([name, text]): [string, string] => [name, name === "Timestamp" ? new Date(text).toISOString() : text]),
    ...more,
  ];
}

/** TeXML's attributes, as the engine knows them; what TeXML does not have is as if it were not written. */
function texmlAsTwiml(element: TwimlElement): TwimlElement {
  const {
    answerOnBridge: _bridge,
    transcribe: _transcribe,
    transcribeCallback: _callback,
    ...attributes
  } = element.attributes;
  if (element.name === "Dial") {
    const seconds = Math.min(120, Number(attributes.timeout ?? 30)) - ringBufferSeconds;
    return { ...element, attributes: { ...attributes, timeout: String(Math.max(5, seconds)) } };
  }
  if (element.name === "Record") {
    const { transcription, transcriptionCallback, ...others } = attributes;
    return {
      ...element,
      attributes: {
        ...others,
        ...(transcription === undefined ? {} : { transcribe: transcription }),
        ...(transcriptionCallback === undefined ? {} : { transcribeCallback: transcriptionCallback }),
      },
    };
  }
  return { ...element, attributes };
}
