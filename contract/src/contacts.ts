import { z } from "zod";
import { done, e164, id, idParams, instant, pageQuery } from "./common.ts";
import { route } from "./route.ts";

const day = z.iso.date();
export const contactLane = z.enum(["lead", "customer", "vendor", "do-not-contact"]);
const factSource = z.enum(["call", "person", "import", "merge"]);
const fieldValues = z.record(z.string().max(40), z.union([z.string().max(500), z.number()]));
const text = (most: number) => z.string().trim().max(most).nullable();

/** What may be said of a contact. */
export const contactFacts = z.object({
  name: text(200),
  company: text(200),
  kind: contactLane,
  since: day.nullable(),
  note: text(4_000),
  openIssue: text(500),
  email: z.email().max(254).toLowerCase().nullable(),
  address: text(500),
  postalCode: text(20),
  region: text(60),
  timeZoneOverride: text(60),
  timeZoneReason: text(200),
  language: text(20),
  ownerId: id.nullable(),
  tier: z.string().max(40),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  fields: fieldValues,
});
export type ContactFactsBody = z.infer<typeof contactFacts>;

export const contactRow = z.object({
  id,
  name: z.string().nullable(),
  company: z.string().nullable(),
  kind: contactLane,
  tier: z.string(),
  tags: z.array(z.string()),
  ownerName: z.string().nullable(),
  number: z.string().nullable(),
  moreNumbers: z.number().int(),
  openCallbackId: id.nullable(),
  lastCallAt: instant.nullable(),
});
export type ContactRow = z.infer<typeof contactRow>;

export const lead = z.object({
  id,
  title: z.string(),
  state: z.enum(["open", "won", "lost"]),
  valueCents: z.number().int().nullable(),
  source: z.string().nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  version: z.number().int(),
});
export type LeadBody = z.infer<typeof lead>;

export const mergeCause = z.enum(["called-from-another-number", "typed-twice", "imported-twice", "household", "other"]);
const duplicateReason = z.enum(["same-email", "same-name-same-number", "same-name-similar-number"]);

export const contactBody = z.object({
  id,
  version: z.number().int(),
  facts: contactFacts.extend({ email: z.string().nullable(), since: z.string().nullable() }),
  /** Whence each fact is, where that was kept. */
  sources: z.record(z.string(), z.object({ source: factSource, at: instant, by: z.string().nullable() })),
  createdAt: instant,
  enteredBy: z.enum(["call", "import", "person"]),
  mergedInto: id.nullable(),
  numbers: z.array(
    z.object({
      number: z.string(),
      label: z.string().nullable(),
      source: z.enum(["call", "person", "import"]),
      /** false: somebody else was first known by it; calls from it are matched to them. */
      firstKnown: z.boolean(),
      canText: z.boolean().nullable(),
      consent: z.enum(["opted-out", "opted-in", "none"]),
      consentWords: z.string(),
      sharedWith: z.array(z.object({ id, name: z.string().nullable() })),
    }),
  ),
  leads: z.array(lead),
  ownerName: z.string().nullable(),
  duplicates: z.array(
    z.object({ id, name: z.string().nullable(), number: z.string().nullable(), reasons: z.array(duplicateReason) }),
  ),
  merges: z.array(
    z.object({
      id,
      goneName: z.string().nullable(),
      cause: mergeCause,
      at: instant,
      by: z.string(),
      undoUntil: instant,
      undoneAt: instant.nullable(),
    }),
  ),
});
export type ContactBody = z.infer<typeof contactBody>;

export const contactSetup = z.object({
  tiers: z
    .array(z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), label: z.string().trim().min(1).max(40) }))
    .min(1)
    .max(12),
  fields: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9-]{1,40}$/),
        label: z.string().trim().min(1).max(60),
        type: z.enum(["text", "number", "date", "choice"]),
        choices: z.array(z.string().trim().min(1).max(60)).max(40),
      }),
    )
    .max(30),
});
export type ContactSetupBody = z.infer<typeof contactSetup>;

const contactColumn = z.string().regex(/^([a-z-]{2,20}|field:[a-z0-9-]{1,40})$/);
export const contactMapping = z.object({
  delimiter: z.enum([",", ";", "\t"]),
  header: z.boolean(),
  columns: z.array(contactColumn.nullable()).max(500),
  country: z.enum(["US", "CA", "GB", "AU"]),
  lane: contactLane,
  whenKnown: z.enum(["fill", "overwrite", "skip"]),
});
export type ContactMappingBody = z.infer<typeof contactMapping>;

const previewContact = z.object({
  row: z.number(),
  name: z.string().nullable(),
  numbers: z.array(z.string()),
  email: z.string().nullable(),
  kind: z.string(),
  becomes: z.enum(["new", "new-at-known-number", "known", "rejected"]),
  words: z.string().nullable(),
});

const historyEntry = z.object({
  kind: z.enum(["call", "text", "callback", "outbound-call"]),
  id,
  at: instant,
  direction: z.enum(["in", "out"]),
  words: z.string(),
  detail: z.string().nullable(),
  callbackId: id.nullable(),
  number: z.string().nullable(),
});
export type ContactHistoryEntry = z.infer<typeof historyEntry>;

const counts = z.record(z.string(), z.number().int());
/** How far the deletion of a person is. */
const forgetting = z.object({
  state: z.enum(["running", "done"]),
  askedAt: instant,
  finishedAt: instant.nullable(),
  /** What there was when it was asked for, and what is gone so far, by kind. */
  found: counts,
  gone: counts,
});
export const forgettingPreview = z.object({
  /** What is kept of them, by kind: calls, recordings, transcripts, outboundCalls, texts, files, callbacks, notes, leads. */
  counts,
  openCallbacks: z.number().int(),
  isOnThePhone: z.boolean(),
  /** Who else is behind their numbers: their part stays. */
  sharedWith: z.array(z.object({ number: z.string(), name: z.string().nullable() })),
  /** What is to be typed to confirm. */
  toType: z.string(),
  forgetting: forgetting.nullable(),
});
export type ForgettingPreviewBody = z.infer<typeof forgettingPreview>;

export const contactRoutes = {
  listContacts: route({
    method: "GET",
    path: "/contacts",
    access: "viewer",
    summary: "Contacts by name; with `search` those that fit it best",
    query: pageQuery.extend({
      search: z.string().max(100).optional(),
      lane: contactLane.optional(),
      tag: z.string().max(40).optional(),
      tier: z.string().max(40).optional(),
      owner: id.optional(),
    }),
    ok: z.object({ contacts: z.array(contactRow), nextCursor: z.string().nullable() }),
  }),
  find: route({
    method: "GET",
    path: "/find",
    access: "viewer",
    summary: "Contacts, open callbacks and calls by half-remembered words or digits",
    query: z.object({ words: z.string().max(100) }),
    ok: z.object({
      contacts: z.array(
        z.object({
          id,
          name: z.string().nullable(),
          company: z.string().nullable(),
          kind: contactLane,
          number: z.string().nullable(),
        }),
      ),
      callbacks: z.array(
        z.object({
          id,
          name: z.string().nullable(),
          number: z.string().nullable(),
          urgency: z.string(),
          dueAt: instant,
        }),
      ),
      calls: z.array(
        z.object({
          id,
          name: z.string().nullable(),
          number: z.string().nullable(),
          arrivedAt: instant,
          outcome: z.string().nullable(),
        }),
      ),
    }),
  }),
  getContact: route({
    method: "GET",
    path: "/contacts/:id",
    access: "viewer",
    summary: "One contact: facts with their sources, numbers, leads, possible duplicates, merges",
    params: idParams,
    ok: contactBody,
  }),
  getContactHistory: route({
    method: "GET",
    path: "/contacts/:id/history",
    access: "viewer",
    summary: "Calls, texts and callbacks of a contact, newest first",
    params: idParams,
    query: z.object({ before: instant.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    ok: z.object({ entries: z.array(historyEntry), next: instant.nullable() }),
  }),
  createContact: route({
    method: "POST",
    path: "/contacts",
    access: "agent",
    summary:
      "Enter a contact; one that has the number already is answered instead, unless it is another person of a household",
    body: contactFacts.partial().extend({
      numbers: z
        .array(z.object({ number: e164, label: text(40).optional() }))
        .max(10)
        .default([]),
      /** Another person behind a number that is known. */
      shares: z.boolean().default(false),
    }),
    ok: z.object({ id, existed: z.boolean() }),
  }),
  changeContact: route({
    method: "PATCH",
    path: "/contacts/:id",
    access: "agent",
    summary: "Change facts of a contact; what is left out stays",
    params: idParams,
    body: contactFacts.partial().extend({ version: z.number().int() }),
    ok: z.object({ version: z.number().int() }),
  }),
  previewForgetting: route({
    method: "GET",
    path: "/contacts/:id/forgetting",
    access: "owner",
    summary: "How much is kept of a person, and how far its deletion is; changes nothing",
    params: idParams,
    ok: forgettingPreview,
  }),
  forgetContact: route({
    method: "POST",
    path: "/contacts/:id/forgetting",
    access: "owner",
    summary:
      "Delete all that is kept of a person. It cannot be taken back; a keyed hash of the number stays, so that they are never texted again",
    params: idParams,
    body: z.object({
      /** Their name, or what the preview says is to be typed. */
      typed: z.string().max(200),
      /** Close their open callbacks with it; else those stand in the way. */
      closesCallbacks: z.boolean().default(false),
    }),
    ok: z.object({ id }),
  }),
  addContactNumber: route({
    method: "POST",
    path: "/contacts/:id/numbers",
    access: "agent",
    summary: "Give a contact another number; one that others have is shared with them",
    params: idParams,
    body: z.object({ number: e164, label: text(40).default(null) }),
    ok: z.object({ shared: z.boolean() }),
  }),
  removeContactNumber: route({
    method: "DELETE",
    path: "/contacts/:id/numbers/:number",
    access: "agent",
    summary: "Take a number from a contact; who else has it keeps it",
    params: z.object({ id, number: e164 }),
    ok: done,
  }),
  addLead: route({
    method: "POST",
    path: "/contacts/:id/leads",
    access: "agent",
    summary: "Open a lead",
    params: idParams,
    body: z.object({
      title: z.string().trim().min(1).max(200),
      valueCents: z.int().min(0).max(100_000_000_000).nullable().default(null),
      source: text(80).default(null),
    }),
    ok: z.object({ id }),
  }),
  changeLead: route({
    method: "PATCH",
    path: "/leads/:id",
    access: "agent",
    summary: "Change a lead: its title, worth, source, or how it ended",
    params: idParams,
    body: z.object({
      version: z.number().int(),
      title: z.string().trim().min(1).max(200).optional(),
      valueCents: z.int().min(0).max(100_000_000_000).nullable().optional(),
      source: text(80).optional(),
      state: z.enum(["open", "won", "lost"]).optional(),
    }),
    ok: z.object({ version: z.number().int() }),
  }),
  listDuplicates: route({
    method: "GET",
    path: "/contact-duplicates",
    access: "viewer",
    summary: "Contacts that may be one, with what speaks for it, and merges counted by cause",
    ok: z.object({
      pairs: z.array(
        z.object({
          one: z.object({ id, name: z.string().nullable(), number: z.string().nullable(), kind: contactLane }),
          other: z.object({ id, name: z.string().nullable(), number: z.string().nullable(), kind: contactLane }),
          reasons: z.array(duplicateReason),
        }),
      ),
      causes: z.array(z.object({ cause: mergeCause, merges: z.number().int() })),
    }),
  }),
  keepApart: route({
    method: "POST",
    path: "/contact-duplicates/apart",
    access: "agent",
    summary: "Say that two contacts that look alike are two",
    body: z.object({ one: id, other: id }),
    ok: done,
  }),
  previewMerge: route({
    method: "GET",
    path: "/contacts/:id/merge/:otherId",
    access: "viewer",
    summary: "What merging two contacts would do; changes nothing",
    params: z.object({ id, otherId: id }),
    ok: z.object({
      keptId: id,
      goneId: id,
      kept: contactFacts.extend({ email: z.string().nullable(), since: z.string().nullable() }),
      gone: contactFacts.extend({ email: z.string().nullable(), since: z.string().nullable() }),
      result: contactFacts.extend({ email: z.string().nullable(), since: z.string().nullable() }),
      disputed: z.array(z.string()),
      numbers: z.array(z.string()),
      callbacks: z.number().int(),
      leads: z.number().int(),
    }),
  }),
  mergeContacts: route({
    method: "POST",
    path: "/contacts/:id/merge",
    access: "agent",
    summary: "Two records are one: the other's numbers and history come to this one; can be taken back for thirty days",
    params: idParams,
    body: z.object({
      goneId: id,
      cause: mergeCause,
      choices: z.record(z.string(), z.enum(["kept", "gone"])).default({}),
    }),
    ok: z.object({ mergeId: id }),
  }),
  undoMerge: route({
    method: "POST",
    path: "/contact-merges/:id/undo",
    access: "agent",
    summary: "Two again: numbers and history go back; what was changed since stays where it is",
    params: idParams,
    ok: z.object({ goneId: id }),
  }),
  getContactSetup: route({
    method: "GET",
    path: "/contact-setup",
    access: "viewer",
    summary: "The account's tiers, own fields and the tags in use",
    ok: contactSetup.extend({ tags: z.array(z.object({ tag: z.string(), contacts: z.number().int() })) }),
  }),
  getContactSetupUse: route({
    method: "GET",
    path: "/contact-setup/use",
    access: "owner",
    summary: "How many contacts have each tier and hold each own field",
    ok: z.object({ tiers: counts, fields: counts }),
  }),
  putContactSetup: route({
    method: "PUT",
    path: "/contact-setup",
    access: "owner",
    summary: "Set tiers and own fields; contacts of a tier that is gone go back to the first",
    body: contactSetup,
    ok: done,
  }),
  listContactImports: route({
    method: "GET",
    path: "/contact-imports",
    access: "viewer",
    summary: "Lists of contacts that were brought, newest first",
    ok: z.object({
      imports: z.array(
        z.object({
          id,
          fileName: z.string(),
          state: z.string(),
          added: z.number(),
          changed: z.number(),
          repeated: z.number(),
          rejected: z.number(),
          createdAt: instant,
        }),
      ),
    }),
  }),
  previewContactImport: route({
    method: "POST",
    path: "/contact-imports/:id/preview",
    access: "coordinator",
    summary: "How the beginning of a list would be understood and whom it would meet; changes nothing",
    params: idParams,
    body: z.object({ mapping: contactMapping.optional() }),
    ok: z.object({
      mapping: contactMapping,
      header: z.array(z.string()).nullable(),
      samples: z.array(z.array(z.string())),
      columns: z.array(z.object({ value: z.string(), label: z.string() })),
      whole: z.boolean(),
      rows: z.number(),
      added: z.number(),
      known: z.number(),
      rejected: z.number(),
      reasons: z.array(z.object({ reason: z.string(), words: z.string(), rows: z.number() })),
      first: z.array(previewContact),
    }),
  }),
  startContactImport: route({
    method: "POST",
    path: "/contact-imports/:id/start",
    access: "coordinator",
    summary: "Read the list into contacts",
    params: idParams,
    body: z.object({ mapping: contactMapping }),
    ok: done,
  }),
};
