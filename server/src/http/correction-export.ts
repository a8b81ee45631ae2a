import { Readable } from "node:stream";
import { readTrade, type Trade } from "@ringback/core/classification/trade.ts";
import { stringify } from "csv-stringify/sync";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type CorrectionRow, correctionLines } from "#db/queries/corrections.ts";
import type { Context } from "#use-cases/context.ts";
import type { MemberSession } from "./access.ts";
import { csvCell } from "./csv-cell.ts";
import type { Guard } from "./mount.ts";

const asked = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });
const forms = {
  "export.jsonl": { type: "application/x-ndjson; charset=utf-8", write: toTestCases },
  "export.csv": { type: "text/csv; charset=utf-8", write: toTable },
} as const;

/**
 * `GET /api/v1/corrections/export.jsonl` and `.csv`, `?from&to`: every message that a person judged, redacted, with the
 * person's labels; the first as test cases in the form of `eval/src/corpus.ts`. From coordinators up: these are callers'
 * own words.
 */
export function installCorrectionExport(server: FastifyInstance, guard: Guard, context: Context): void {
  for (const [name, { type, write }] of Object.entries(forms)) {
    server.get<{ Querystring: z.output<typeof asked> }>(`/api/v1/corrections/${name}`, {
      schema: { hide: true, querystring: asked },
      preParsing: async (request) => await guard("coordinator")(request),
      handler: async (request, reply) => {
        const { accountId } = request.session as MemberSession; // of an account route, so a member
        const pages = correctionLines(context.db, accountId, context.clock.now(), request.query);
        return reply
          .header("cache-control", "private, no-store")
          .header("content-disposition", `attachment; filename="ringback-corrections.${name.split(".")[1]}"`)
          .type(type)
          .send(Readable.from(write(pages)));
      },
    });
  }
}

type Pages = AsyncGenerator<{ readonly trade: string; readonly lines: readonly CorrectionRow[] }>;

async function* toTestCases(pages: Pages): AsyncGenerator<string> {
  for await (const { trade, lines } of pages) {
    yield lines.map((line) => `${JSON.stringify(toTestCase(line, readTrade(trade)))}\n`).join("");
  }
}

/** A line as `npm run eval` reads it. What kind of hard case it is nobody has said, so it is a plain one. */
export function toTestCase({ id, channel, text, urgencyCorrected, intentCorrected }: CorrectionRow, trade: Trade) {
  return {
    id: `correction-${id}`,
    kind: "plain",
    channel,
    trade,
    transcript: text ?? "",
    urgency: urgencyCorrected,
    intent: intentCorrected,
  };
}

const head = ["At", "Channel", "Words", "Intent said", "Intent set", "Urgency said", "Urgency set", "Reason", "By"];

async function* toTable(pages: Pages): AsyncGenerator<string> {
  // The mark tells spreadsheets that names are UTF-8.
  yield `\uFEFF${stringify([head])}`;
  for await (const { lines } of pages)
    yield stringify(
      lines.map((line) =>
        [
          line.at.toString(),
          line.channel,
          line.text,
          line.intentSaid,
          line.intentCorrected,
          line.urgencySaid,
          line.urgencyCorrected,
          line.reason,
          line.by,
        ].map(csvCell),
      ),
    );
}
