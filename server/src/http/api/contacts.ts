import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import {
  type ContactColumn,
  type ContactMapping,
  contactColumnWords,
} from "@ringback/core/contacts/contact-mapping.ts";
import { contactHistory } from "#db/queries/contact-history.ts";
import { contactPage, duplicatePairs, tagsInUse } from "#db/queries/contact-page.ts";
import { contactSetupUse } from "#db/queries/contact-setup-use.ts";
import { findAnything } from "#db/queries/find-anything.ts";
import { listContacts, readNamePlace } from "#db/queries/list-contacts.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { wordsOfReject } from "#importing/reject-words.ts";
import { numberKey } from "#number-key.ts";
import { findContactImports, previewContacts, startContacts } from "#use-cases/bring-contacts.ts";
import { changeContact, enterContact, giveNumber, takeNumber } from "#use-cases/enter-contact.ts";
import { forgetContact, previewForgetting } from "#use-cases/forget-contact.ts";
import { addLead, findContactSetup, sayApart, setContactSetup, setLead } from "#use-cases/keep-leads.ts";
import { mergeContacts, previewMerge, undoMerge } from "#use-cases/merge-contacts.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** Contacts and leads. Files of them go through `contacts-export.ts` and `import-files.ts`. */
export function contactHandlers({ context }: ApiParts) {
  const keyOf = ({ accountId }: { readonly accountId: string }) => numberKey(context.secretBox, accountId);
  return {
    listContacts: async ({ session, query, now }) => {
      const { cursor, ...asked } = query;
      return await listContacts(context.db, session.accountId, now, {
        ...asked,
        after: placeFrom(cursor, readNamePlace),
      });
    },
    find: async ({ session, query, now }) => await findAnything(context.db, session.accountId, now, query.words),
    getContact: async ({ session, params, now }) => {
      const found = await contactPage(context.db, session.accountId, now, params.id, keyOf(session));
      if (found === null) throw new Refused("contact-not-found");
      return found;
    },
    getContactHistory: async ({ session, params, query, now }) =>
      await contactHistory(context.db, session.accountId, now, {
        contactId: params.id,
        before: query.before === undefined ? null : instantOf(query.before),
        limit: query.limit,
      }),
    createContact: async ({ session, body }) => {
      const { numbers, shares, ...facts } = body;
      const given = numbers.map(({ number, label }) => ({ number, label: label || null }));
      const { id, existed } = accepted(
        await enterContact(context, session, { facts: factsFrom(facts), numbers: given, shares }),
      );
      return { id, existed };
    },
    changeContact: async ({ session, params, body }) => {
      const { version, ...facts } = body;
      const changed = accepted(
        await changeContact(context, session, { contactId: params.id, version, facts: factsFrom(facts) }),
      );
      return { version: changed.version };
    },
    previewForgetting: async ({ session, params }) => {
      const found = accepted(await previewForgetting(context, session.accountId, params.id));
      return {
        counts: found.counts,
        openCallbacks: found.openCallbacks.length,
        isOnThePhone: found.isOnThePhone,
        sharedWith: [...found.sharedWith],
        toType: found.toType,
        forgetting: found.forgetting && {
          state: found.forgetting.state,
          askedAt: found.forgetting.askedAt.toString(),
          finishedAt: found.forgetting.finishedAt?.toString() ?? null,
          found: found.forgetting.found,
          gone: found.forgetting.gone,
        },
      };
    },
    forgetContact: async ({ session, params, body }) => {
      const { accountId, memberId } = session;
      return { id: accepted(await forgetContact(context, { accountId, memberId, contactId: params.id, ...body })).id };
    },
    addContactNumber: async ({ session, params, body }) => {
      const { shared } = accepted(
        await giveNumber(context, session, { contactId: params.id, number: body.number, label: body.label || null }),
      );
      return { shared };
    },
    removeContactNumber: async ({ session, params }) => {
      accepted(await takeNumber(context, session, { contactId: params.id, number: params.number }));
      return { ok: true };
    },
    addLead: async ({ session, params, body }) => {
      const { id } = accepted(await addLead(context, session, { contactId: params.id, ...body }));
      return { id };
    },
    changeLead: async ({ session, params, body }) => {
      const { version, ...change } = body;
      return { version: accepted(await setLead(context, session, { leadId: params.id, version, change })).version };
    },
    listDuplicates: async ({ session, now }) => await duplicatePairs(context.db, session.accountId, now),
    keepApart: async ({ session, body }) => {
      accepted(await sayApart(context, session, body));
      return { ok: true };
    },
    previewMerge: async ({ session, params, now }) => {
      const asked = { keptId: params.id, goneId: params.otherId };
      const { kept, gone, result, disputed } = accepted(await previewMerge(context, session.accountId, asked));
      const other = await contactPage(context.db, session.accountId, now, params.otherId, keyOf(session));
      const history = await contactHistory(context.db, session.accountId, now, {
        contactId: params.otherId,
        before: null,
        limit: 100,
      });
      return {
        ...asked,
        kept: factsBody(kept),
        gone: factsBody(gone),
        result: factsBody(result),
        disputed: [...disputed],
        numbers: other?.numbers.map(({ number }) => number) ?? [],
        callbacks: history.entries.filter(({ kind }) => kind === "callback").length,
        leads: other?.leads.length ?? 0,
      };
    },
    mergeContacts: async ({ session, params, body }) => {
      const { goneId, cause, choices } = body;
      const { mergeId } = accepted(
        await mergeContacts(context, session, { keptId: params.id, goneId, cause, choices }),
      );
      return { mergeId };
    },
    undoMerge: async ({ session, params }) => ({
      goneId: accepted(await undoMerge(context, session, params.id)).goneId,
    }),
    getContactSetup: async ({ session, now }) => {
      const { tiers, fields } = await findContactSetup(context, session.accountId);
      return {
        tiers: [...tiers],
        fields: fields.map((field) => ({ ...field, choices: [...field.choices] })),
        tags: await tagsInUse(context.db, session.accountId, now),
      };
    },
    getContactSetupUse: async ({ session, now }) => await contactSetupUse(context.db, session.accountId, now),
    putContactSetup: async ({ session, body }) => {
      accepted(await setContactSetup(context, session, body));
      return { ok: true };
    },
    listContactImports: async ({ session }) => ({
      imports: (await findContactImports(context, session.accountId)).map((found) => ({
        id: found.id,
        fileName: found.fileName,
        state: found.state,
        added: found.added,
        changed: found.changed,
        repeated: found.repeated,
        rejected: found.rejected,
        createdAt: found.createdAt.toString(),
      })),
    }),
    previewContactImport: async ({ session, params, body }) => {
      const mapping = body.mapping as ContactMapping | undefined; // the contract's shape is the mapping's
      const { accountId } = session;
      const shown = accepted(await previewContacts(context, { accountId, importId: params.id, mapping }));
      const reasons = Object.entries(shown.reasons).map(([reason, rows]) => ({
        reason,
        rows,
        words: wordsOfReject(reason),
      }));
      return {
        mapping: { ...shown.mapping, columns: [...shown.mapping.columns] } as typeof body.mapping & object, // as above
        header: shown.header === null ? null : [...shown.header],
        samples: shown.samples.map((values) => values.map((value) => value.slice(0, 80))),
        columns: [
          ...Object.entries(contactColumnWords).map(([value, label]) => ({ value, label })),
          ...shown.context.setup.fields.map(({ id, label }) => ({
            value: `field:${id}` satisfies ContactColumn,
            label,
          })),
        ],
        whole: shown.whole,
        rows: shown.rows,
        added: shown.added,
        known: shown.known,
        rejected: reasons.reduce((sum, { rows }) => sum + rows, 0),
        reasons,
        first: shown.first.map(({ row, contact, becomes, reason }) => ({
          row,
          name: contact?.facts.name ?? contact?.facts.company ?? null,
          numbers: [...(contact?.numbers ?? [])],
          email: contact?.facts.email ?? null,
          kind: contact?.facts.kind ?? shown.mapping.lane,
          becomes,
          words: reason === null ? null : wordsOfReject(reason),
        })),
      };
    },
    startContactImport: async ({ session, params, body }) => {
      const { accountId, memberId } = session;
      const mapping = body.mapping as ContactMapping; // the contract's shape is the mapping's
      accepted(await startContacts(context, { accountId, by: memberId, importId: params.id, mapping }));
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}

/** What was left out of a body is left out of the facts. */
function factsFrom(
  body: { readonly [Fact in keyof ContactFacts]?: ContactFacts[Fact] | undefined },
): Partial<ContactFacts> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function factsBody(facts: ContactFacts) {
  return { ...facts, tags: [...facts.tags], fields: { ...facts.fields } };
}

function instantOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new Refused("bad-cursor");
  }
}
