import { z } from "zod";
import { done, e164, id, idParams, instant } from "./common.ts";
import { route } from "./route.ts";

export const webhookUrls = z.object({
  voice: z.string(),
  voiceFallback: z.string(),
  voiceStatus: z.string(),
  messages: z.string(),
});

/** What a number is for. */
export const numberRole = z.enum(["main", "tracking", "overflow", "after-hours", "direct", "fax", "texts", "test"]);
/** What may be recorded of its calls. */
export const recordingPolicy = z.enum(["nothing", "voicemail"]);

export const phoneNumber = z.object({
  id,
  number: e164,
  label: z.string(),
  source: z.string().nullable(),
  lineOfService: z.string().nullable(),
  /** `answers`: Ringback answers this number. `forwarded`: calls arrive here only when nobody answered elsewhere. */
  mode: z.enum(["answers", "forwarded"]),
  registration: z.enum(["none", "pending", "approved", "exempt"]),
  connectionId: id.nullable(),
  /** Whether the provider sends this number's calls here: installed by us, changed by somebody, or never checked. */
  webhooks: z.enum(["installed", "not-installed", "changed", "unknown"]),
  canUndo: z.boolean(),
  lastCallAt: instant.nullable(),
  callsLast30Days: z.number().int(),
});
export type PhoneNumberBody = z.infer<typeof phoneNumber>;

/** What a phone system can do; screens respect it. */
export const abilities = z.object({
  bridgedFlag: z.boolean(),
  sms: z.boolean(),
  /** It sends pictures with a text. */
  mms: z.boolean(),
  recordings: z.boolean(),
  repliesToStop: z.boolean(),
  /** It asks Ringback what to do with a call; else it routes calls itself and Ringback looks on. */
  answersCalls: z.boolean(),
  startsCalls: z.boolean(),
  callLog: z.boolean(),
  numbers: z.boolean(),
  events: z.enum(["webhooks", "stream"]),
});
export type Abilities = z.infer<typeof abilities>;

/** One thing to ask whoever connects a phone system. */
export const connectField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(["text", "url", "host", "number", "path", "time-zone"]),
  /** Never shown again once it is given. */
  secret: z.boolean(),
  required: z.boolean(),
  help: z.string(),
  example: z.string(),
  fallback: z.string().nullable(),
  pattern: z.string().nullable(),
});
export type ConnectField = z.infer<typeof connectField>;

/** A phone system that can be connected. */
export const provider = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  fields: z.array(connectField),
  /** What to do at its side, in order. */
  steps: z.array(z.string()),
  buyUrl: z.string().nullable(),
  /** Ringback makes the secret when none is given. */
  makesSecret: z.boolean(),
  abilities,
});
export type Provider = z.infer<typeof provider>;

/** What was given for a provider's fields, by their names. */
const fieldValues = z
  .record(z.string().max(64), z.string().max(4_000))
  .refine((fields) => Object.keys(fields).length <= 40, "Give the fields of this phone system only.");

/** A secret that Ringback made, told once, and a script that sends a first event with it. */
const madeSecret = { madeSecret: z.string().nullable(), example: z.string().nullable() };

export const connection = z.object({
  id,
  /** The adapter's name, as `listProviders` describes it. */
  provider: z.string(),
  /** The phone system's name as people write it. */
  title: z.string(),
  abilities,
  label: z.string(),
  externalAccountId: z.string(),
  apiBaseUrl: z.string(),
  simulated: z.boolean(),
  health: z.enum(["healthy", "waiting", "failing"]),
  healthNote: z.string(),
  lastEventAt: instant.nullable(),
  lastError: z.string().nullable(),
  lastErrorAt: instant.nullable(),
  /** Why the provider's call log could not be read when it was last tried; null when it could. */
  logError: z.string().nullable(),
  logErrorAt: instant.nullable(),
  /** Up to when the provider's call log was compared with ours. */
  logReadUntil: instant.nullable(),
  /** Since when the connection for events stands open, where it is one that Ringback holds. */
  liveSince: instant.nullable(),
  /** What was given when it was connected and is no secret, by field name. */
  settings: z.record(z.string(), z.string()),
  refusedWebhooks: z.number().int(),
  hasPreviousToken: z.boolean(),
  webhookUrls,
});
export type Connection = z.infer<typeof connection>;

const change = z.object({ setting: z.string(), before: z.string().nullable(), after: z.string().nullable() });

export const connectionRoutes = {
  listConnections: route({
    method: "GET",
    path: "/connections",
    access: "viewer",
    summary: "Phone providers, numbers and their health",
    ok: z.object({
      connections: z.array(connection),
      numbers: z.array(phoneNumber),
      publicUrl: z.string(),
      publicUrlReachable: z.enum(["loopback", "configured"]),
    }),
  }),
  listProviders: route({
    method: "GET",
    path: "/providers",
    access: "viewer",
    summary: "Phone systems that can be connected: what each asks for and what it can do",
    ok: z.object({ providers: z.array(provider) }),
  }),
  connectProvider: route({
    method: "POST",
    path: "/connections",
    access: "owner",
    summary: "Connect a phone system; the same account again renews its secrets and keeps its webhook URLs",
    body: z.object({
      provider: z.string().max(40),
      label: z.string().max(80).optional(),
      fields: fieldValues,
      number: e164.optional(),
      evenIfUnreachable: z.boolean().default(false),
    }),
    ok: z.object({
      connectionId: id,
      numberId: id.nullable(),
      webhookUrls,
      warnings: z.array(z.string()),
      ...madeSecret,
    }),
  }),
  changeConnection: route({
    method: "PATCH",
    path: "/connections/:id",
    access: "owner",
    summary:
      "Change a connection's name, settings or secrets; the secret before stays valid for webhooks until dropped",
    params: idParams,
    body: z.object({
      label: z.string().max(80).optional(),
      fields: fieldValues.optional(),
      newSecret: z.boolean().default(false),
      dropPrevious: z.boolean().default(false),
    }),
    ok: z.object(madeSecret),
  }),
  connectTwilio: route({
    method: "POST",
    path: "/connections/twilio",
    access: "owner",
    summary: "Connect a Twilio account (or a peer that speaks like it) and one of its numbers",
    body: z.object({
      label: z.string().max(80).optional(),
      accountSid: z.string().min(2).max(64),
      authToken: z.string().min(1).max(200),
      number: e164.optional(),
      apiBaseUrl: z.url().optional(),
    }),
    ok: z.object({ connectionId: id, numberId: id.nullable(), webhookUrls }),
  }),
  rotateToken: route({
    method: "POST",
    path: "/connections/:id/token",
    access: "owner",
    summary: "Replace the auth token; the one before stays valid for webhooks until it is dropped",
    params: idParams,
    body: z.object({ authToken: z.string().min(1).max(200), dropPrevious: z.boolean().default(false) }),
    ok: done,
  }),
  checkConnection: route({
    method: "POST",
    path: "/connections/:id/check",
    access: "coordinator",
    summary: "Ask the provider whether the credentials and the numbers' webhooks are right",
    params: idParams,
    ok: z.object({ ok: z.boolean(), findings: z.array(z.string()) }),
  }),
  removeConnection: route({
    method: "DELETE",
    path: "/connections/:id",
    access: "owner",
    summary: "Disconnect; webhooks written by us are put back",
    params: idParams,
    ok: done,
  }),
  addNumber: route({
    method: "POST",
    path: "/numbers",
    access: "owner",
    summary: "Add a number of the business",
    body: z.object({
      number: z.string().max(40),
      label: z.string().max(80),
      connectionId: id.nullable(),
      mode: z.enum(["answers", "forwarded"]),
      source: z.string().max(80).nullable().default(null),
      lineOfService: z.string().max(80).nullable().default(null),
    }),
    ok: z.object({ id }),
  }),
  changeNumber: route({
    method: "PATCH",
    path: "/numbers/:id",
    access: "owner",
    summary: "Change a number's label, source, mode or registration",
    params: idParams,
    body: z
      .object({
        label: z.string().max(80),
        mode: z.enum(["answers", "forwarded"]),
        source: z.string().max(80).nullable(),
        lineOfService: z.string().max(80).nullable(),
        registration: z.enum(["none", "pending", "approved", "exempt"]),
        connectionId: id.nullable(),
        role: numberRole,
        team: z.string().max(80).nullable(),
        recordingPolicy,
        note: z.string().max(500).nullable(),
        retired: z.boolean(),
      })
      .partial(),
    ok: done,
  }),
  installWebhooks: route({
    method: "POST",
    path: "/numbers/:id/webhooks",
    access: "owner",
    summary: "Write our webhook URLs to the number at the provider",
    params: idParams,
    ok: z.object({ changes: z.array(change), warnings: z.array(z.string()) }),
  }),
  undoWebhooks: route({
    method: "DELETE",
    path: "/numbers/:id/webhooks",
    access: "owner",
    summary: "Put the number's webhook URLs back as they were",
    params: idParams,
    ok: z.object({ changes: z.array(change) }),
  }),
};
