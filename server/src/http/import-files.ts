import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { rejectsAsCsv } from "#db/queries/import-rejects.ts";
import { addImportChunk, importChunkBytesMax } from "#use-cases/bring-import.ts";
import type { Context } from "#use-cases/context.ts";
import { findImport } from "#use-cases/list-imports.ts";
import type { MemberSession } from "./access.ts";
import type { Guard } from "./mount.ts";
import { accepted, Refused } from "./refused.ts";

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** A log of the largest size in pieces of the largest size, and some. */
const chunkNumberMax = 10_000;
/** A file comes in hundreds of pieces, faster than a person clicks. */
const piecesAMinute = 6_000;

/**
 * The bytes of imports: `PUT /api/v1/imports/:id/chunks/:number` takes a piece of the file, numbered from 0, as
 * application/octet-stream; `GET /api/v1/imports/:id/rejects.csv` gives the rows that became no call.
 */
export function installImportFiles(server: FastifyInstance, guard: Guard, context: Context): void {
  server.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: importChunkBytesMax },
      (_request, body, done) => done(null, body),
    );
    files.put<{ Params: { id: string; number: string } }>("/api/v1/imports/:id/chunks/:number", {
      schema: { hide: true },
      config: { rateLimit: { max: piecesAMinute, timeWindow: "1 minute" } },
      preParsing: async (request) => await guard("coordinator")(request),
      handler: async (request) => {
        const { accountId } = request.session as MemberSession; // of an account route, so a member
        const { id, number } = request.params;
        if (!uuid.test(id)) throw new Refused("import-not-found");
        if (!/^\d{1,5}$/.test(number) || Number(number) > chunkNumberMax || !Buffer.isBuffer(request.body))
          throw new Refused("bad-request");
        accepted(
          await addImportChunk(context, { accountId, importId: id, number: Number(number), bytes: request.body }),
        );
        return { ok: true };
      },
    });
    files.get<{ Params: { id: string } }>("/api/v1/imports/:id/rejects.csv", {
      schema: { hide: true },
      preParsing: async (request) => await guard("viewer")(request),
      handler: async (request, reply) => {
        const { accountId } = request.session as MemberSession; // of an account route, so a member
        const { id } = request.params;
        const found = uuid.test(id) ? await findImport(context, { accountId, importId: id }) : null;
        if (found === null) throw new Refused("import-not-found");
        return reply
          .header("content-disposition", 'attachment; filename="rows-left-out.csv"')
          .type("text/csv; charset=utf-8")
          .send(Readable.from(rejectsAsCsv(context.db, accountId, context.clock.now(), id)));
      },
    });
  });
}
