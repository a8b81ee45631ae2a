import { parseNumber } from "@ringback/core/phone-number.ts";
import type { ConnectField, TelephonyProvider } from "@ringback/server/providers/telephony/provider.ts";
import { connectProvider } from "@ringback/server/use-cases/connect-provider.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { exampleEvent } from "@ringback/server/use-cases/example-event.ts";
import type { Command } from "commander";
import { chooseAccount } from "#open-context.ts";
import { printJson, printLine } from "#print.ts";
import {
  type ConnectParts,
  type Outcome,
  printOutcome,
  readSecret,
  undoInstall,
  withInstall,
} from "./connect-answer.ts";

interface Options {
  readonly number?: string;
  readonly label?: string;
  readonly account?: string;
  readonly install?: boolean;
  readonly undo?: boolean;
  readonly evenIfUnreachable?: boolean;
  readonly json?: boolean;
  readonly example?: string | true;
  /** The provider's own fields, by flag in camel case. */
  readonly [field: string]: unknown;
}

/** `ringback connect <provider> …` with the options that the provider's own form asks for. */
export function connectAnyCommand(connect: Command, provider: TelephonyProvider, parts: ConnectParts): void {
  const { name, connectForm, abilities } = provider;
  const command = connect.command(name).description(`Connect ${connectForm.title}. ${connectForm.about}`);
  for (const field of connectForm.fields) command.option(`--${flagOf(field)} <value>`, helpOf(name, field));
  command
    .option("--number <number>", "a number of the account, like +13125550117")
    .option("--label <text>", "how to call the connection")
    .option("--account <business>", "the business, by name or id, if there are several");
  if (abilities.numbers) {
    command
      .option("--install", "write the webhook URLs to the number")
      .option("--undo", "put the number's webhook URLs back as they were before --install");
  }
  if (provider.exampleRequest !== undefined)
    command.option("--example [type]", "print a script that sends one signed event, like ping or call.missed");
  command
    .option("--even-if-unreachable", "store the connection although the provider cannot be asked now")
    .option("--json", "answer as JSON")
    .addHelpText("after", `\nWhat to do:\n${connectForm.steps.map((step, at) => `  ${at + 1}. ${step}`).join("\n")}`)
    .action(async (options: Options, self: Command) => {
      const asked = await readQuestion(provider, options, parts);
      if ("mistake" in asked) return self.error(`ringback connect: ${asked.mistake}`, { exitCode: 2 });
      const { ctx, close } = await parts.open();
      try {
        const { id: accountId } = await chooseAccount(ctx, options.account);
        if (options.example !== undefined && (await printExample(ctx, accountId, provider, asked.fields, options)))
          return;
        const outcome =
          options.undo === true && asked.number !== undefined
            ? await undoInstall(ctx, accountId, asked.number)
            : await connectAccount(ctx, accountId, provider, asked, options);
        printOutcome(outcome, options.json ?? false);
      } finally {
        await close();
      }
    });
}

interface Question {
  readonly fields: Readonly<Record<string, string>>;
  readonly number?: string;
}

async function readQuestion(
  { name, connectForm }: TelephonyProvider,
  options: Options,
  { input, env }: ConnectParts,
): Promise<Question | { mistake: string }> {
  const number = options.number === undefined ? undefined : parseNumber(options.number);
  if (number === null) return { mistake: `${options.number} is no phone number; give it like +13125550117` };
  if (options.undo && number === undefined) return { mistake: "--undo needs --number" };
  if (options.install && number === undefined) return { mistake: "--install needs --number" };
  const fields: Record<string, string> = {};
  let fromInput: string | null = null;
  for (const field of connectForm.fields) {
    const flag = flagOf(field);
    const option = options[flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    const given = typeof option === "string" ? option : isSecret(field) ? env[variableOf(name, field)] : undefined;
    if (given === "-" && isSecret(field)) {
      if (fromInput !== null) return { mistake: `only one secret can come from stdin, and --${fromInput} does` };
      fromInput = flag;
      fields[field.name] = await readSecret(input);
    } else if (given !== undefined) fields[field.name] = given;
    const missing = field.required && (fields[field.name] ?? "") === "" && field.fallback === undefined;
    if (missing && !options.undo) return { mistake: `--${flag} is missing (${field.label}: ${field.help})` };
  }
  return { fields, ...(number === undefined ? {} : { number }) };
}

async function connectAccount(
  ctx: Context,
  accountId: string,
  { name }: TelephonyProvider,
  { fields, number }: Question,
  { label, install, evenIfUnreachable = false }: Options,
): Promise<Outcome> {
  const wanted = { accountId, by: null, provider: name, label, fields, number, evenIfUnreachable };
  const connected = await connectProvider(ctx, wanted);
  return connected.ok && install ? await withInstall(ctx, accountId, connected) : connected;
}

/** Prints a script for a connection that exists; answers false where it is to be connected first. */
async function printExample(
  ctx: Context,
  accountId: string,
  { name, connectForm }: TelephonyProvider,
  fields: Question["fields"],
  { example, json }: Options,
): Promise<boolean> {
  const idField = connectForm.fields.find(({ keep }) => keep === "externalAccountId");
  const externalAccountId = fields[idField?.name ?? ""] ?? "";
  const type = typeof example === "string" ? { type: example } : {};
  const answer = await exampleEvent(ctx, { accountId, provider: name, externalAccountId, ...type });
  if (!answer.ok) return false;
  if (json) printJson({ connectionId: answer.connectionId, example: answer.script });
  else printLine(answer.script);
  return true;
}

function flagOf({ name, keep, kind }: ConnectField): string {
  if (kind === "host") return "host";
  return keep === "externalAccountId" ? "account-id" : kebab(name);
}

function isSecret({ keep }: ConnectField): boolean {
  return keep === "secret" || keep === "credential";
}

/** Where a secret is looked for that is not on the command line, e.g. RINGBACK_TELNYX_SECRET. */
function variableOf(provider: string, { name }: ConnectField): string {
  return `RINGBACK_${provider}_${kebab(name)}`.replaceAll("-", "_").toUpperCase();
}

function helpOf(provider: string, field: ConnectField): string {
  const secret = isSecret(field) ? ` - reads it from stdin; or set ${variableOf(provider, field)}.` : "";
  const usual = field.fallback === undefined ? "" : ` Usually ${field.fallback}.`;
  const example = field.example === "" || field.example === field.fallback ? "" : ` Like ${field.example}`;
  return `${field.label}${field.required ? "" : " (optional)"}. ${field.help}${secret}${usual}${example}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
