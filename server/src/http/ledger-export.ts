import { Readable } from "node:stream";
import { standingWords } from "@ringback/core/calls/standing-words.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { stringify } from "csv-stringify/sync";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ledgerExceptions } from "#db/queries/ledger-exceptions.ts";
import { type BookLine, bookLines } from "#db/queries/ledger-export.ts";
import type { Context } from "#use-cases/context.ts";
import type { MemberSession } from "./access.ts";
import { csvCell } from "./csv-cell.ts";
import type { Guard } from "./mount.ts";

const asked = z.object({ from: z.iso.date(), to: z.iso.date(), number: z.uuid().optional() });

const head = [
  "Day",
  "Time",
  "Number called",
  "Line",
  "Caller",
  "Name",
  "How it stands",
  "Why missed",
  "Answered by",
  "Owner",
  "Due",
  "Outcome",
  "Heard by",
  "Call",
  "Provider's call",
];

/** `GET /api/v1/ledger/export.csv?from&to&number`: the books of a range, a line a call, written while they are read. */
export function installLedgerExport(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get<{ Querystring: z.output<typeof asked> }>("/api/v1/ledger/export.csv", {
    schema: { hide: true, querystring: asked },
    preParsing: async (request) => await guard("viewer")(request),
    handler: async (request, reply) => {
      const { accountId } = request.session as MemberSession; // of an account route, so a member
      const { from, to } = request.query;
      return reply
        .header("cache-control", "private, no-store")
        .header("content-disposition", `attachment; filename="ringback-ledger-${from}-to-${to}.csv"`)
        .type("text/csv; charset=utf-8")
        .send(Readable.from(written(context, accountId, request.query)));
    },
  });
}

/** Exceptions first, as on the screen; then every call. */
async function* written(context: Context, accountId: string, range: z.output<typeof asked>): AsyncGenerator<string> {
  const now = context.clock.now();
  // The mark tells spreadsheets that names are UTF-8.
  yield `\uFEFF${stringify([head])}`;
  const { gaps } = await ledgerExceptions(context.db, accountId, now, { ...range, limit: 200 });
  if (gaps.length > 0)
    yield stringify(
      gaps.map((gap) => [
        gap.day ?? "",
        "",
        csvCell(gap.dialed === null ? null : formatNumber(gap.dialed)),
        "",
        "",
        "",
        `difference to the provider's log: ${gap.kind}`,
        "",
        "",
        "",
        "",
        "",
        csvCell(gap.connection),
        gap.callId ?? "",
        csvCell(gap.providerCallId),
      ]),
    );
  for await (const lines of bookLines(context.db, accountId, now, range)) yield stringify(lines.map(cells));
}

function cells(line: BookLine): string[] {
  return [
    line.day,
    line.time,
    formatNumber(line.dialed),
    line.line,
    line.caller === null ? "withheld" : formatNumber(line.caller),
    line.name,
    standingWords[line.standing as keyof typeof standingWords],
    line.missReason,
    line.answeredBy,
    line.owner,
    line.dueAt,
    line.disposition,
    line.entered,
    line.id,
    line.providerCallId,
  ].map((value) => csvCell(value ?? null));
}
