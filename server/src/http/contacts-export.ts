import { Readable } from "node:stream";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { stringify } from "csv-stringify/sync";
import type { FastifyInstance } from "fastify";
import { contactHistory } from "#db/queries/contact-history.ts";
import { contactPage } from "#db/queries/contact-page.ts";
import { type ExportedContact, exportedContacts } from "#db/queries/contacts-export.ts";
import { numberKey } from "#number-key.ts";
import type { Context } from "#use-cases/context.ts";
import { allowExport, noteContactExport } from "#use-cases/export-contacts.ts";
import { findContactSetup } from "#use-cases/keep-leads.ts";
import type { MemberSession } from "./access.ts";
import { csvCell } from "./csv-cell.ts";
import type { Guard } from "./mount.ts";
import { personFiles } from "./person-files.ts";
import { accepted, Refused } from "./refused.ts";
import { zip } from "./zip.ts";

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * `GET /api/v1/contacts/export.csv`: every contact, three times an hour, noted in the audit trail; safe to open in a
 * spreadsheet and readable by the import. Of one person (P3): `GET /api/v1/contacts/:id/export.zip`, all that is kept with
 * recordings and pictures, and `…/export.json`, the record and its history alone.
 */
export function installContactsExport(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get("/api/v1/contacts/export.csv", {
    schema: { hide: true },
    preParsing: async (request) => await guard("coordinator")(request),
    handler: async (request, reply) => {
      const session = request.session as MemberSession; // of an account route, so a member
      accepted(await allowExport(context, session));
      const { accountId } = session;
      const { fields } = await findContactSetup(context, accountId);
      const pages = exportedContacts(context.db, accountId, context.clock.now());
      return reply
        .header("cache-control", "private, no-store")
        .header("content-disposition", 'attachment; filename="ringback-contacts.csv"')
        .type("text/csv; charset=utf-8")
        .send(Readable.from(toTable(pages, fields)));
    },
  });
  server.get<{ Params: { id: string } }>("/api/v1/contacts/:id/export.zip", {
    schema: { hide: true },
    preParsing: async (request) => await guard("coordinator")(request),
    handler: async (request, reply) => {
      const session = request.session as MemberSession; // of an account route, so a member
      const { id } = request.params;
      if (!uuid.test(id)) throw new Refused("contact-not-found");
      accepted(await noteContactExport(context, session, id));
      return reply
        .header("cache-control", "private, no-store")
        .header("content-disposition", `attachment; filename="contact-${id}.zip"`)
        .type("application/zip")
        .send(Readable.from(zip(personFiles(context, session.accountId, id)), { objectMode: false }));
    },
  });
  server.get<{ Params: { id: string } }>("/api/v1/contacts/:id/export.json", {
    schema: { hide: true },
    preParsing: async (request) => await guard("coordinator")(request),
    handler: async (request, reply) => {
      const session = request.session as MemberSession; // of an account route, so a member
      const { id } = request.params;
      if (!uuid.test(id)) throw new Refused("contact-not-found");
      accepted(await noteContactExport(context, session, id));
      return reply
        .header("cache-control", "private, no-store")
        .header("content-disposition", `attachment; filename="contact-${id}.json"`)
        .type("application/json; charset=utf-8")
        .send(Readable.from(toFile(context, session.accountId, id)));
    },
  });
}

const head = [
  "Name",
  "Company",
  "Phone",
  "Phone as written",
  "More phones",
  "E-mail",
  "Address",
  "Postal code",
  "State",
  "Lane",
  "Tier",
  "Tags",
  "Owner",
  "Customer since",
  "Language",
  "Open issue",
  "Note",
];

async function* toTable(
  pages: AsyncGenerator<readonly ExportedContact[]>,
  fields: readonly { readonly id: string; readonly label: string }[],
): AsyncGenerator<string> {
  // The mark tells spreadsheets that names are UTF-8.
  yield `\uFEFF${stringify([[...head, ...fields.map(({ label }) => csvCell(label))]], { record_delimiter: "windows" })}`;
  for await (const contacts of pages)
    yield stringify(
      contacts.map(({ facts, numbers: [first = null, ...more], ownerName }) =>
        [
          facts.name,
          facts.company,
          first,
          first === null ? null : formatNumber(first),
          more.join("; "),
          facts.email,
          facts.address,
          facts.postalCode,
          facts.region,
          facts.kind,
          facts.tier,
          facts.tags.join("; "),
          ownerName,
          facts.since,
          facts.language,
          facts.openIssue,
          facts.note,
          ...fields.map(({ id }) => (facts.fields[id] === undefined ? null : String(facts.fields[id]))),
        ].map(csvCell),
      ),
      { record_delimiter: "windows" },
    );
}

async function* toFile(context: Context, accountId: string, contactId: string): AsyncGenerator<string> {
  const now = context.clock.now();
  const contact = await contactPage(context.db, accountId, now, contactId, numberKey(context.secretBox, accountId));
  yield `{"exportedAt":${JSON.stringify(now.toString())},"contact":${JSON.stringify(contact)},"history":[`;
  let before: Temporal.Instant | null = null;
  let separator = "";
  while (true) {
    const asked: { contactId: string; before: Temporal.Instant | null; limit: number } = {
      contactId,
      before,
      limit: 100,
    };
    const { entries, next } = await contactHistory(context.db, accountId, now, asked);
    for (const entry of entries) {
      yield `${separator}${JSON.stringify(entry)}`;
      separator = ",";
    }
    if (next === null) break;
    before = Temporal.Instant.from(next);
  }
  yield "]}";
}
