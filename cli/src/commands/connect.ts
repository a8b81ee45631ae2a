import type { Readable } from "node:stream";
import { parseNumber } from "@ringback/core/phone-number.ts";
import { type ProblemCode, problemOf } from "@ringback/server/http/problems.ts";
import { connectTwilio } from "@ringback/server/use-cases/connect-twilio.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import { listConnections } from "@ringback/server/use-cases/list-connections.ts";
import type { SettingChange } from "@ringback/server/use-cases/setting-changes.ts";
import { undoWebhooks } from "@ringback/server/use-cases/undo-webhooks.ts";
import type { Command } from "commander";
import { chooseAccount, openContext } from "#open-context.ts";
import { printJson, printLine, printTable } from "#print.ts";

interface Options {
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly number?: string;
  readonly apiBaseUrl?: string;
  readonly label?: string;
  readonly account?: string;
  readonly install?: boolean;
  readonly undo?: boolean;
  readonly evenIfUnreachable?: boolean;
  readonly json?: boolean;
}

/** What the command is given from outside; tests give their own. */
export interface ConnectParts {
  readonly open: () => Promise<{ readonly ctx: Context; close(): Promise<void> }>;
  readonly input: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The answer as JSON: with `--install` or `--undo` also what changed at the provider. */
interface Connected {
  readonly connectionId: string | null;
  readonly numberId: string | null;
  readonly webhookUrls: Readonly<Record<string, string>> | null;
  readonly warnings: readonly string[];
  readonly changes?: readonly SettingChange[];
  /** Connected, but the webhooks could not be written. */
  readonly notInstalled?: Refused;
}

type Refused = { readonly ok: false; readonly refusal: ProblemCode; readonly detail?: string };
type Outcome = ({ readonly ok: true } & Connected) | Refused;

/** Longer than any token. */
const tokenCharactersMax = 1_000;

/**
 * `ringback connect twilio …`: connects an account and a number, prints the connection's id and webhook URLs, and with
 * `--install` writes them to the number. Exit codes: 0 done, 1 refused, 2 called wrongly.
 */
export function connectCommand(
  program: Command,
  parts: ConnectParts = { open: openContext, input: process.stdin, env: process.env },
): void {
  program
    .command("connect")
    .description("Connect a phone provider")
    .command("twilio")
    .description("Connect a Twilio account, or a peer that speaks like one")
    .option("--account-sid <sid>", "the account's id, AC…")
    .option("--auth-token <token>", "its token; - reads it from stdin; or set RINGBACK_TWILIO_AUTH_TOKEN")
    .option("--number <number>", "a number of the account, like +13125550117")
    .option("--api-base-url <url>", "where its API is, if not at Twilio")
    .option("--label <text>", "how to call the connection")
    .option("--account <business>", "the business, by name or id, if there are several")
    .option("--install", "write the webhook URLs to the number")
    .option("--undo", "put the number's webhook URLs back as they were before --install")
    .option("--even-if-unreachable", "store the connection although the provider cannot be asked now")
    .option("--json", "answer as JSON")
    .action(async (options: Options, command: Command) => {
      const asked = await readQuestion(options, parts);
      if ("mistake" in asked) return command.error(`ringback connect: ${asked.mistake}`, { exitCode: 2 });
      const { ctx, close } = await parts.open();
      try {
        const { id: accountId } = await chooseAccount(ctx, options.account);
        const outcome = asked.undo
          ? await undo(ctx, accountId, asked.number)
          : await connect(ctx, accountId, asked, options);
        print(outcome, options.json ?? false);
      } finally {
        await close();
      }
    });
}

type Question =
  | { readonly undo: true; readonly number: string }
  | { readonly undo: false; readonly number?: string; readonly accountSid: string; readonly authToken: string };

async function readQuestion(options: Options, { input, env }: ConnectParts): Promise<Question | { mistake: string }> {
  const number = options.number === undefined ? undefined : parseNumber(options.number);
  if (number === null) return { mistake: `${options.number} is no phone number; give it like +13125550117` };
  if (options.undo) return number === undefined ? { mistake: "--undo needs --number" } : { undo: true, number };
  if (options.install && number === undefined) return { mistake: "--install needs --number" };
  const { accountSid } = options;
  if (accountSid === undefined) return { mistake: "--account-sid is missing" };
  const given = options.authToken ?? env["RINGBACK_TWILIO_AUTH_TOKEN"] ?? "";
  const authToken = given === "-" ? await readToken(input) : given;
  if (authToken === "") return { mistake: "--auth-token is missing (or RINGBACK_TWILIO_AUTH_TOKEN, or - for stdin)" };
  return { undo: false, accountSid, authToken, ...(number === undefined ? {} : { number }) };
}

async function readToken(input: Readable): Promise<string> {
  let text = "";
  for await (const part of input) {
    text += String(part);
    if (text.length > tokenCharactersMax) break;
  }
  return text.trim();
}

async function connect(
  ctx: Context,
  accountId: string,
  asked: Extract<Question, { undo: false }>,
  { label, apiBaseUrl, install, evenIfUnreachable = false }: Options,
): Promise<Outcome> {
  const { accountSid, authToken, number } = asked;
  const wanted = { accountId, by: null, label, accountSid, authToken, number, apiBaseUrl, evenIfUnreachable };
  const connected = await connectTwilio(ctx, wanted);
  if (!connected.ok || !install || connected.numberId === null) return connected;
  const installed = await installWebhooks(ctx, { accountId, by: null, numberId: connected.numberId });
  // The connection stands, so its id and URLs are told all the same.
  if (!installed.ok) return { ...connected, notInstalled: installed };
  const warnings = [...new Set([...connected.warnings, ...installed.warnings])];
  return { ...connected, warnings, changes: installed.changes };
}

async function undo(ctx: Context, accountId: string, number: string): Promise<Outcome> {
  const { numbers } = await listConnections(ctx, accountId);
  const found = numbers.find((one) => one.number === number);
  if (found === undefined) return { ok: false, refusal: "number-not-found" };
  const undone = await undoWebhooks(ctx, { accountId, by: null, numberId: found.id });
  if (!undone.ok) return undone;
  const { connectionId, id: numberId } = found;
  return { ok: true, connectionId, numberId, webhookUrls: null, warnings: [], changes: undone.changes };
}

/** A refusal is an answer too for a program; a person reads it from the command's error. @throws Error with its words */
function print(outcome: Outcome, json: boolean): void {
  const refused = outcome.ok ? (outcome.notInstalled ?? null) : outcome;
  if (json) printJson({ ...(outcome.ok ? answerOf(outcome) : {}), ...(refused === null ? {} : errorOf(refused)) });
  else if (outcome.ok) printForPeople(outcome);
  if (refused === null) return;
  if (!json) throw new Error(Object.values(errorOf(refused)).slice(1).join(". "));
  process.exitCode = 1;
}

function answerOf({ connectionId, numberId, webhookUrls, warnings, changes }: Connected): Connected {
  return { connectionId, numberId, webhookUrls, warnings, ...(changes === undefined ? {} : { changes }) };
}

function errorOf({ refusal, detail }: Refused): { error: ProblemCode; message: string; detail?: string } {
  const problem = problemOf(refusal, detail === undefined ? {} : { detail });
  return {
    error: refusal,
    message: problem.title,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  };
}

function printForPeople({ connectionId, webhookUrls, warnings, changes }: Connected): void {
  printLine(`Connection ${connectionId}`);
  if (webhookUrls !== null) printTable(["Webhook", "URL"], Object.entries(webhookUrls));
  if (changes !== undefined) printChanges(changes);
  for (const warning of warnings) printLine(`Note: ${warning}`);
}

function printChanges(changes: readonly SettingChange[]): void {
  if (changes.length === 0) printLine("The number's settings stay as they are.");
  const cells = changes.map(({ setting, before, after }) => [setting, before ?? "(not set)", after ?? "(not set)"]);
  if (cells.length > 0) printTable(["Setting of the number", "Before", "After"], cells);
}
