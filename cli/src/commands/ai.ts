import { checkAiService } from "@ringback/server/use-cases/check-ai-service.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { listAiServices } from "@ringback/server/use-cases/list-ai-services.ts";
import { removeAiService, setAiService } from "@ringback/server/use-cases/set-ai-service.ts";
import { setSendsContent } from "@ringback/server/use-cases/set-sends-content.ts";
import { Argument, type Command, InvalidArgumentError } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { readSecret } from "./connect-answer.ts";

type Kind = "speech" | "language-model";

interface Which {
  readonly account?: string;
  readonly json?: boolean;
}

interface Settings extends Which {
  readonly url: string;
  readonly model: string;
  readonly vendor: string;
  readonly path?: string;
  readonly key?: string;
  readonly budget: number;
  readonly perMinute?: number;
  readonly perMillionIn?: number;
  readonly perMillionOut?: number;
  readonly agreementDate?: string;
  readonly agreementProduct?: string;
  readonly disabled?: boolean;
}

/** `ringback ai …`: services that hear and read for a business. Exit codes: 0 done, 1 refused or not working, 2 called wrongly. */
export function aiCommand(program: Command): void {
  const ai = program.command("ai").description("Services that hear and read what callers say");
  const add = (name: string, about: string) =>
    ai
      .command(name)
      .description(about)
      .option("--account <business>", "name or id, where there are several")
      .option("--json", "answer as JSON");
  add("list", "What is set up, how it does, and what it cost lately").action(({ account, json }: Which) =>
    inAccount(account, (ctx, accountId) => printServices(ctx, accountId, json ?? false)),
  );
  add("set", "Set up or change a service")
    .addArgument(kindArgument())
    .requiredOption("--url <address>", "where it is, like http://127.0.0.1:11434/v1")
    .requiredOption("--model <name>", "the model by the name it has there")
    .option("--vendor <name>", "the kind of server", "openai-compatible")
    .option("--path <path>", "instead of the usual path")
    .option("--key <key>", "its key; - reads it from stdin; or set RINGBACK_AI_KEY; left out, a key stays as it is")
    .option("--budget <dollars>", "what it may cost a day", readDollars, 1)
    .option("--per-minute <dollars>", "price of a minute of audio", readDollars)
    .option("--per-million-in <dollars>", "price of a million tokens read", readDollars)
    .option("--per-million-out <dollars>", "price of a million tokens written", readDollars)
    .option("--agreement-date <date>", "of the business associate agreement, like 2026-01-31 (healthcare)")
    .option("--agreement-product <name>", "the product that the agreement covers")
    .option("--disabled", "set it up switched off")
    .action(async (kind: Kind, settings: Settings) => {
      const key = await keyOf(settings);
      await inAccount(settings.account, async (ctx, accountId) =>
        tell(await setAiService(ctx, { accountId, memberId: null }, { ...read(kind, settings), key }), settings.json),
      );
    });
  add("check", "Try a service with a harmless sample of ours")
    .addArgument(kindArgument())
    .action(async (kind: Kind, { account, json }: Which) => {
      const checked = await inAccount(account, (ctx, accountId) => checkAiService(ctx, { accountId, kind }));
      if (json) printJson(checked);
      else for (const line of checked.ok ? checked.findings : ["No such service is set up."]) printLine(line);
      if (!checked.ok || !checked.works) process.exitCode = 1;
    });
  add("remove", "Remove a service with its key")
    .addArgument(kindArgument())
    .action((kind: Kind, { account, json }: Which) =>
      inAccount(account, async (ctx, accountId) =>
        tell(await removeAiService(ctx, { accountId, memberId: null }, kind), json),
      ),
    );
  for (const [name, sends, about] of [
    ["off", false, "Let nothing that callers say leave this installation"],
    ["on", true, "Let what callers say go to the services that are set up"],
  ] as const)
    add(name, about).action(({ account, json }: Which) =>
      inAccount(account, async (ctx, accountId) => {
        await setSendsContent(ctx, { accountId, memberId: null }, sends);
        tell({ ok: true }, json);
      }),
    );
}

function kindArgument(): Argument {
  return new Argument("<kind>", "what the service is for").choices(["speech", "language-model"]);
}

async function keyOf({ key }: Settings): Promise<string | undefined> {
  const given = key ?? process.env["RINGBACK_AI_KEY"];
  return given === "-" ? await readSecret(process.stdin) : given;
}

function read(kind: Kind, settings: Settings): Omit<Parameters<typeof setAiService>[2], "key"> {
  const { url, model, vendor, path, budget, perMinute, perMillionIn, perMillionOut, agreementDate } = settings;
  return {
    kind,
    vendor,
    baseUrl: url,
    path: path ?? null,
    model,
    dailyBudgetMicrodollars: micro(budget),
    price: {
      ...(perMinute === undefined ? {} : { microdollarsPerMinute: micro(perMinute) }),
      ...(perMillionIn === undefined ? {} : { microdollarsPerMillionInputTokens: micro(perMillionIn) }),
      ...(perMillionOut === undefined ? {} : { microdollarsPerMillionOutputTokens: micro(perMillionOut) }),
    },
    agreement:
      agreementDate === undefined ? null : { date: agreementDate, product: settings.agreementProduct ?? vendor },
    enabled: settings.disabled !== true,
  };
}

async function printServices(ctx: Context, accountId: string, asJson: boolean): Promise<void> {
  const { sendsContent, services, usage } = await listAiServices(ctx, accountId);
  if (asJson) return printJson({ sendsContent, services, usage });
  if (!sendsContent) printLine("Nothing may leave this installation.");
  if (services.length === 0) return printLine("No service is set up.");
  printTable(
    ["for", "address", "model", "state", "today"],
    services.map(({ kind, baseUrl, model, health, usedTodayMicrodollars, dailyBudgetMicrodollars }) => [
      kind,
      baseUrl,
      model,
      health,
      `${dollars(usedTodayMicrodollars)} of ${dollars(dailyBudgetMicrodollars)}`,
    ]),
  );
  for (const { kind, healthNote } of services) printLine(`${kind}: ${healthNote}`);
}

function tell(
  outcome: { readonly ok: boolean; readonly refusal?: string; readonly detail?: string; readonly field?: string },
  asJson = false,
): void {
  if (asJson) printJson(outcome);
  else if (outcome.ok) printLine("Done.");
  else process.stderr.write(`ringback: ${outcome.field ?? outcome.refusal}: ${outcome.detail ?? "refused"}\n`);
  if (!outcome.ok) process.exitCode = 1;
}

function readDollars(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === "")
    throw new InvalidArgumentError("Give dollars, like 0.15.");
  return value;
}

function micro(value: number): number {
  return Math.round(value * 1_000_000);
}

function dollars(microdollars: number): string {
  return `$${(microdollars / 1_000_000).toFixed(microdollars > 0 && microdollars < 10_000 ? 4 : 2)}`;
}
