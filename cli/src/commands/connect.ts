import { parseNumber } from "@ringback/core/phone-number.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { connectTwilio } from "@ringback/server/use-cases/connect-twilio.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import type { Command } from "commander";
import { chooseAccount, openContext } from "#open-context.ts";
import {
  type ConnectParts,
  type Outcome,
  printOutcome,
  readSecret,
  undoInstall,
  withInstall,
} from "./connect-answer.ts";
import { connectAnyCommand } from "./connect-any.ts";

interface Options {
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly number?: string;
  readonly apiBaseUrl?: string;
  readonly messagingService?: string;
  readonly label?: string;
  readonly account?: string;
  readonly install?: boolean;
  readonly undo?: boolean;
  readonly evenIfUnreachable?: boolean;
  readonly json?: boolean;
}

/**
 * `ringback connect <phone system> …`: connects an account and a number, prints the connection's id and webhook URLs, and
 * with `--install` writes them to the number. Exit codes: 0 done, 1 refused, 2 called wrongly.
 */
export function connectCommand(
  program: Command,
  parts: ConnectParts = { open: openContext, input: process.stdin, env: process.env },
): void {
  const connect = program.command("connect").description("Connect a phone system");
  connectTwilioCommand(connect, parts);
  for (const provider of Object.values(createTelephonyProviders())) {
    if (provider.name !== "twilio") connectAnyCommand(connect, provider, parts);
  }
}

function connectTwilioCommand(connect: Command, parts: ConnectParts): void {
  connect
    .command("twilio")
    .description("Connect a Twilio account, or a peer that speaks like one")
    .option("--account-sid <sid>", "the account's id, AC…")
    .option("--auth-token <token>", "its token; - reads it from stdin; or set RINGBACK_TWILIO_AUTH_TOKEN")
    .option("--number <number>", "a number of the account, like +13125550117")
    .option("--api-base-url <url>", "where its API is, if not at Twilio")
    .option("--messaging-service <sid>", "text through this service (US numbers of an A2P campaign)")
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
          ? await undoInstall(ctx, accountId, asked.number)
          : await connectAccount(ctx, accountId, asked, options);
        printOutcome(outcome, options.json ?? false);
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
  const authToken = given === "-" ? await readSecret(input) : given;
  if (authToken === "") return { mistake: "--auth-token is missing (or RINGBACK_TWILIO_AUTH_TOKEN, or - for stdin)" };
  return { undo: false, accountSid, authToken, ...(number === undefined ? {} : { number }) };
}

async function connectAccount(
  ctx: Context,
  accountId: string,
  asked: Extract<Question, { undo: false }>,
  { label, apiBaseUrl, messagingService: messagingServiceSid, install, evenIfUnreachable = false }: Options,
): Promise<Outcome> {
  const { accountSid, authToken, number } = asked;
  const where = { number, apiBaseUrl, messagingServiceSid, evenIfUnreachable };
  const wanted = { accountId, by: null, label, accountSid, authToken, ...where };
  const connected = await connectTwilio(ctx, wanted);
  return connected.ok && install ? await withInstall(ctx, accountId, connected) : connected;
}
