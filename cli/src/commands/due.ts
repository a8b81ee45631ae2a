import { createReadStream } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { answerDue, type DueAnswer } from "@ringback/core/business-hours/answer-due.ts";
import type { Command } from "commander";
import { type Line, longestLineCharacters, readLines } from "./read-lines.ts";

/** The answer to one line of input. A line that cannot be read as a question has no id, so it says its number. */
export type DueLineAnswer =
  | DueAnswer
  | {
      readonly id: null;
      readonly line: number;
      readonly error: "invalid_json" | "line_too_long";
      readonly message: string;
    };

export type DueStreams = { readonly input: Readable; readonly output: Writable };

/**
 * `ringback due --input FILE.jsonl`: answers one due question a line, in order, without a server. Lines with mistakes get
 * their error as their answer; only an unreadable input fails the command, with exit code 2.
 */
export function dueCommand(
  program: Command,
  streams: DueStreams = { input: process.stdin, output: process.stdout },
): void {
  program
    .command("due")
    .description("Say when callbacks are due: business minutes after a start, one JSON object a line")
    .requiredOption(
      "--input <file>",
      "lines of id, tz, weekly, holidays, special_hours, start_utc, minutes; - is stdin",
    )
    .action(async ({ input }: { input: string }, command: Command) => {
      const source = input === "-" ? streams.input : createReadStream(input);
      const failure = await answerLines(source, streams.output);
      if (failure !== null) command.error(`ringback due: cannot read ${input}: ${failure}`, { exitCode: 2 });
    });
}

/** Answers one line of input. Never throws. `lineNumber` counts from 1, blank lines too, as editors do. */
export function answerDueLine(line: string, lineNumber: number): DueLineAnswer {
  let question: unknown;
  try {
    question = JSON.parse(line);
  } catch {
    return { id: null, line: lineNumber, error: "invalid_json", message: "The line is not valid JSON." };
  }
  return answerDue(question);
}

/** Answers as the input comes in, until it ends. Returns why it could not be read to its end, or null. */
async function answerLines(input: Readable, output: Writable): Promise<string | null> {
  let isReaderGone = false;
  output.on("error", (error) => {
    // `| head` and the like: nobody is left to answer to, which is no failure.
    if (!isSystemError(error) || error.code !== "EPIPE") throw error;
    isReaderGone = true;
  });

  try {
    for await (const lines of readLines(input)) {
      await write(output, lines.map(answerText).join(""));
      if (isReaderGone) break;
    }
    return null;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.message;
  }
}

function answerText({ text, number }: Line): string {
  if (text === null) {
    const message = `The line is longer than ${longestLineCharacters} characters.`;
    return jsonLine({ id: null, line: number, error: "line_too_long", message });
  }
  return text.trim() === "" ? "" : jsonLine(answerDueLine(text, number));
}

function jsonLine(answer: DueLineAnswer): string {
  return `${JSON.stringify(answer)}\n`;
}

/**
 * Resolves when the text has left for the system: a slow reader slows us, and no exit code overtakes an answer. One turn
 * later than the callback, because a stream reports a failed write to its callback first and to its listeners after.
 */
async function write(output: Writable, text: string): Promise<void> {
  if (text !== "") await new Promise<void>((resolve) => output.write(text, () => setImmediate(resolve)));
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}
