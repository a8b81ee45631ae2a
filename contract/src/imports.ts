import { z } from "zod";
import { done, id, idParams, instant } from "./common.ts";
import { route } from "./route.ts";

const word = z.string().max(80);
const column = z.union([z.string().max(200), z.int().min(0).max(500)]);
const oddTime = z.enum(["earlier", "later", "reject"]);

export const callField = z.enum([
  "id",
  "group",
  "startedAt",
  "date",
  "time",
  "answeredAt",
  "endedAt",
  "duration",
  "talk",
  "ring",
  "direction",
  "from",
  "to",
  "otherParty",
  "ownNumber",
  "result",
  "reason",
  "answeredBy",
  "callerName",
  "kind",
  "channel",
  "answeringChannel",
  "lastApp",
  "lastData",
]);
export const directionMeaning = z.enum(["inbound", "outbound", "leg", "internal", "leave-out"]);
export const resultMeaning = z.enum([
  "answered",
  "voicemail",
  "no-answer",
  "abandoned",
  "abandoned-in-queue",
  "abandoned-in-menu",
  "after-hours",
  "no-agent-on-duty",
  "busy",
  "failed",
  "by-time",
  "leave-out",
]);
export const importFormat = z.enum([
  "twilio",
  "asterisk",
  "ringcentral",
  "quo",
  "aircall",
  "callrail",
  "3cx",
  "custom",
]);

/** How a log is to be understood; `core/src/importing/mapping.ts` says what each part means. */
export const importMapping = z.object({
  format: importFormat,
  columns: z.partialRecord(callField, column),
  rowsPerCall: z.enum(["one", "many"]),
  timeZone: z.string().max(80),
  dateOrder: z.enum(["month-first", "day-first"]),
  ambiguousTimes: oddTime,
  missingTimes: oddTime,
  directions: z.record(word, directionMeaning),
  results: z.record(word, resultMeaning),
  otherwise: z.enum(["inbound", "outbound"]).nullable(),
  ownNumber: z.string().max(20).nullable(),
});
export type ImportMappingBody = z.infer<typeof importMapping>;

export const callImport = z.object({
  id,
  fileName: z.string(),
  fileBytes: z.number(),
  brings: z.enum(["calls", "contacts"]),
  state: z.enum(["uploading", "waiting", "running", "done", "failed", "removing", "canceled", "undone"]),
  format: importFormat.nullable(),
  bytesRead: z.number(),
  rowsRead: z.number(),
  inbound: z.number(),
  outbound: z.number(),
  /** Contacts that were new, and those known that learned something. */
  added: z.number(),
  changed: z.number(),
  /** Calls or contacts that were known already. */
  repeated: z.number(),
  rejected: z.number(),
  reasons: z.array(z.object({ reason: z.string(), words: z.string(), rows: z.number() })),
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  error: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type CallImportBody = z.infer<typeof callImport>;

const previewedRow = z.object({
  row: z.number(),
  fields: z.array(z.string()),
  reason: z.string().nullable(),
  words: z.string().nullable(),
});
const foundWord = z.object({ key: z.string(), word: z.string(), count: z.number(), meaning: z.string().nullable() });

export const importPreview = z.object({
  delimiter: z.string(),
  header: z.array(z.string()).nullable(),
  columns: z.number(),
  format: importFormat,
  title: z.string(),
  confidence: z.enum(["certain", "likely", "none"]),
  mapping: importMapping,
  savedName: z.string().nullable(),
  /** Whether the preview read the whole file, or only its beginning. */
  whole: z.boolean(),
  rows: z.number(),
  calls: z.number(),
  inbound: z.number(),
  outbound: z.number(),
  missed: z.number(),
  rejected: z.number(),
  reasons: z.array(z.object({ reason: z.string(), words: z.string(), rows: z.number() })),
  ambiguousTimes: z.number(),
  missingTimes: z.number(),
  firstCalls: z.array(
    z.object({
      row: z.number(),
      direction: z.enum(["inbound", "outbound"]),
      from: z.string().nullable(),
      to: z.string().nullable(),
      name: z.string().nullable(),
      at: instant,
      outcome: z.string(),
      missReason: z.string().nullable(),
    }),
  ),
  firstRows: z.array(previewedRow),
  firstRejected: z.array(previewedRow),
  directionWords: z.array(foundWord),
  resultWords: z.array(foundWord),
});
export type ImportPreviewBody = z.infer<typeof importPreview>;

export const importRoutes = {
  listImports: route({
    method: "GET",
    path: "/imports",
    access: "viewer",
    summary: "Call logs that were brought, newest first, and which logs are recognised",
    ok: z.object({
      imports: z.array(callImport),
      formats: z.array(z.object({ name: importFormat, title: z.string(), whereToFind: z.string() })),
      mappings: z.array(z.object({ id, name: z.string() })),
    }),
  }),
  getImport: route({
    method: "GET",
    path: "/imports/:id",
    access: "viewer",
    summary: "One import: how far it is, what it brought",
    params: idParams,
    ok: z.object({ import: callImport, timeZone: z.string() }),
  }),
  beginImport: route({
    method: "POST",
    path: "/imports",
    access: "coordinator",
    summary: "Begin an import; its file follows in pieces to PUT /imports/{id}/chunks/{number}",
    body: z.object({
      fileName: z.string().max(400),
      brings: z.enum(["calls", "contacts"]).default("calls"),
      /** Its size: an import whose pieces are not all here does not start. */
      bytes: z.number().int().min(0).optional(),
    }),
    ok: z.object({ id, chunkBytes: z.number().int() }),
  }),
  previewImport: route({
    method: "POST",
    path: "/imports/:id/preview",
    access: "coordinator",
    summary: "How the beginning of the file would be understood; changes nothing",
    params: idParams,
    body: z.object({ mapping: importMapping.optional(), savedMappingId: id.optional() }),
    ok: importPreview,
  }),
  startImport: route({
    method: "POST",
    path: "/imports/:id/start",
    access: "coordinator",
    summary: "Read the file into calls",
    params: idParams,
    body: z.object({
      mapping: importMapping,
      /** The connection whose calls these are. */
      connectionId: id.nullable().default(null),
      saveAs: z.object({ name: z.string().trim().min(1).max(80), header: z.array(z.string()).max(500) }).optional(),
    }),
    ok: done,
  }),
  undoImport: route({
    method: "DELETE",
    path: "/imports/:id",
    access: "coordinator",
    summary: "Stop an import that runs and take back every call it brought",
    params: idParams,
    ok: done,
  }),
  listImportRejects: route({
    method: "GET",
    path: "/imports/:id/rejects",
    access: "viewer",
    summary: "Rows that became no call, with the reason; the whole list is at …/rejects.csv",
    params: idParams,
    query: z.object({ after: z.coerce.number().int().min(0).default(0), reason: z.string().max(40).optional() }),
    ok: z.object({
      rows: z.array(z.object({ row: z.number(), reason: z.string(), words: z.string(), line: z.string() })),
      /** Give it as `after` for the next page; null: there is none. */
      next: z.number().nullable(),
    }),
  }),
  deleteImportMapping: route({
    method: "DELETE",
    path: "/import-mappings/:id",
    access: "coordinator",
    summary: "Forget a saved mapping",
    params: idParams,
    ok: done,
  }),
};
