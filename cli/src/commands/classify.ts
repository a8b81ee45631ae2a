import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { Evidence } from "@ringback/core/classification/assessment.ts";
import { type JudgedMessage, judgeMessage } from "@ringback/core/classification/judge-message.ts";
import { placeInOriginal } from "@ringback/core/classification/place-in-original.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import type { Command } from "commander";
import { z } from "zod";
import { type Line, longestLineCharacters, readLines } from "./read-lines.ts";

/**
 * `ringback classify --input FILE.jsonl`: what each message needs, by the rules alone; no server and no account. One line in,
 * one line out, in the same order. Exit codes: 0 all lines were read, 1 some were not (they have an `error` instead), 2 called
 * wrongly or the file cannot be read.
 */
export function classifyCommand(program: Command): void {
  program
    .command("classify")
    .description(
      "Say what messages need, with the words that show it (JSON lines in, JSON lines out; no server needed)",
    )
    .requiredOption(
      "--input <file>",
      "a JSON object a line: id, channel (voicemail or sms), trade, transcript; - reads standard input",
    )
    .action(async ({ input }: { readonly input: string }) => {
      const stream = input === "-" ? process.stdin : createReadStream(input);
      // Whoever reads may have enough, like `head`.
      process.stdout.on("error", () => process.exit(0));
      try {
        const { unread } = await classifyLines(stream);
        if (unread > 0)
          process.stderr.write(`ringback: ${unread} ${unread === 1 ? "line" : "lines"} could not be read\n`);
        process.exitCode = unread > 0 ? 1 : 0;
      } catch (error) {
        if (!isFileProblem(error)) throw error;
        process.stderr.write(`ringback: ${input} cannot be read: ${error.message}\n`);
        process.exitCode = 2;
      }
    });
}

const asked = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  channel: z.enum(["voicemail", "sms"]).nullish(),
  trade: z.string().nullish(),
  transcript: z.string().nullish(),
});

async function classifyLines(stream: Readable): Promise<{ unread: number }> {
  let unread = 0;
  for await (const lines of readLines(stream)) {
    let out = "";
    for (const line of lines) {
      if (line.text?.trim() === "") continue;
      const answer = classifyLine(line);
      if ("error" in answer) unread += 1;
      out += `${JSON.stringify(answer)}\n`;
    }
    if (out !== "" && !process.stdout.write(out)) await once(process.stdout, "drain");
  }
  return { unread };
}

function classifyLine({ text, number }: Line): object {
  const refuse = (error: string, id: unknown = null) => ({ id: id ?? null, line: number, error });
  if (text === null) return refuse(`the line is longer than ${longestLineCharacters} characters`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse("not JSON");
  }
  const parsed = asked.safeParse(given);
  if (!parsed.success) {
    const id = given !== null && typeof given === "object" && "id" in given ? given.id : null;
    return refuse(z.prettifyError(parsed.error).replaceAll("\n", " "), id);
  }
  const { id = null, channel, trade, transcript } = parsed.data;
  const judged = judgeMessage({
    text: transcript ?? null,
    channel: channel ?? "voicemail",
    trade: readTrade(trade ?? "general"),
  });
  return { id, ...asAnswer(judged) };
}

function asAnswer({ text, redactions, assessment, handling }: JudgedMessage): object {
  const { summary } = assessment;
  return {
    intent: assessment.intent,
    secondaryIntents: assessment.secondaryIntents,
    lane: assessment.lane,
    urgency: assessment.urgency,
    evidence: assessment.evidence.flatMap((piece) => placed(piece, redactions)),
    discounted: assessment.discounted.flatMap((piece) => placed(piece, redactions)),
    escalate: { tier: handling.tier, reasons: handling.reasons },
    review: { needed: handling.holds.length > 0, reasons: handling.holds },
    callerName: assessment.callerName?.value ?? null,
    callbackNumber: assessment.callbackNumber,
    address: assessment.address?.value ?? null,
    service: assessment.service?.value ?? null,
    askedForPrice: assessment.asked.price,
    askedForTime: assessment.asked.time,
    optOut: assessment.optOut,
    advice: assessment.advice,
    language: assessment.language,
    speech: assessment.speech,
    summary,
    redactedTranscript: text,
    method: assessment.method,
    rulesVersion: assessment.rulesVersion,
  };
}

/** `start` and `end` are places in the transcript as it was given, so that whoever holds it can point at the words. */
function placed(piece: Evidence, redactions: JudgedMessage["redactions"]): object[] {
  if (!("quote" in piece)) return [{ label: piece.label, rule: piece.rule, fact: piece.fact }];
  const { quote, start: _start, end: _end, ...more } = piece;
  const place = placeInOriginal(redactions, piece);
  return place === null ? [] : [{ ...more, text: quote, ...place }];
}

function isFileProblem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}
