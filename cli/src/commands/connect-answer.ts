// What `ringback connect` answers, whichever provider: for programs as JSON, for people as lines.
import type { Readable } from "node:stream";
import { type ProblemCode, problemOf } from "@ringback/server/http/problems.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { installWebhooks } from "@ringback/server/use-cases/install-webhooks.ts";
import { listConnections } from "@ringback/server/use-cases/list-connections.ts";
import type { SettingChange } from "@ringback/server/use-cases/setting-changes.ts";
import { undoWebhooks } from "@ringback/server/use-cases/undo-webhooks.ts";
import { printJson, printLine, printTable } from "#print.ts";

/** What the command is given from outside; tests give their own. */
export interface ConnectParts {
  readonly open: () => Promise<{ readonly ctx: Context; close(): Promise<void> }>;
  readonly input: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The answer as JSON: with `--install` or `--undo` also what changed at the provider. */
export interface Connected {
  readonly connectionId: string | null;
  readonly numberId: string | null;
  readonly webhookUrls: Readonly<Record<string, string>> | null;
  readonly warnings: readonly string[];
  /** A secret that Ringback made; it is not shown again. */
  readonly madeSecret?: string | null;
  /** A script that sends a first event. */
  readonly example?: string | null;
  readonly changes?: readonly SettingChange[];
  /** Connected, but the webhooks could not be written. */
  readonly notInstalled?: Refused;
}

export type Refused = { readonly ok: false; readonly refusal: ProblemCode; readonly detail?: string };
export type Outcome = ({ readonly ok: true } & Connected) | Refused;

/** Longer than any secret. */
const secretCharactersMax = 4_000;

/** A secret given on stdin, so that it stands in no list of processes. */
export async function readSecret(input: Readable): Promise<string> {
  let text = "";
  for await (const part of input) {
    text += String(part);
    if (text.length > secretCharactersMax) break;
  }
  return text.trim();
}

/** Writes the webhook URLs to the number that was just connected. */
export async function withInstall(ctx: Context, accountId: string, connected: Connected): Promise<Outcome> {
  if (connected.numberId === null) return { ok: true, ...connected };
  const installed = await installWebhooks(ctx, { accountId, by: null, numberId: connected.numberId });
  // The connection stands, so its id and URLs are told all the same.
  if (!installed.ok) return { ok: true, ...connected, notInstalled: installed };
  const warnings = [...new Set([...connected.warnings, ...installed.warnings])];
  return { ok: true, ...connected, warnings, changes: installed.changes };
}

/** Puts a number's webhook URLs back as they were. */
export async function undoInstall(ctx: Context, accountId: string, number: string): Promise<Outcome> {
  const { numbers } = await listConnections(ctx, accountId);
  const found = numbers.find((one) => one.number === number);
  if (found === undefined) return { ok: false, refusal: "number-not-found" };
  const undone = await undoWebhooks(ctx, { accountId, by: null, numberId: found.id });
  if (!undone.ok) return undone;
  const { connectionId, id: numberId } = found;
  return { ok: true, connectionId, numberId, webhookUrls: null, warnings: [], changes: undone.changes };
}

/** A refusal is an answer too for a program; a person reads it from the command's error. @throws Error with its words */
export function printOutcome(outcome: Outcome, json: boolean): void {
  const refused = outcome.ok ? (outcome.notInstalled ?? null) : outcome;
  if (json) printJson({ ...(outcome.ok ? answerOf(outcome) : {}), ...(refused === null ? {} : errorOf(refused)) });
  else if (outcome.ok) printForPeople(outcome);
  if (refused === null) return;
  if (!json) throw new Error(Object.values(errorOf(refused)).slice(1).join(". "));
  process.exitCode = 1;
}

function answerOf({
  connectionId,
  numberId,
  webhookUrls,
  warnings,
  changes,
  madeSecret,
  example,
}: Connected): Connected {
  const made = madeSecret == null ? {} : { madeSecret };
  const shown = example == null ? {} : { example };
  const done = changes === undefined ? {} : { changes };
  return { connectionId, numberId, webhookUrls, warnings, ...made, ...shown, ...done };
}

function errorOf({ refusal, detail }: Refused): { error: ProblemCode; message: string; detail?: string } {
  const problem = problemOf(refusal, detail === undefined ? {} : { detail });
  return {
    error: refusal,
    message: problem.title,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  };
}

function printForPeople({ connectionId, webhookUrls, warnings, changes, madeSecret, example }: Connected): void {
  printLine(`Connection ${connectionId}`);
  if (webhookUrls !== null) printUrls(webhookUrls);
  if (madeSecret != null) printLine(`Secret (shown this once): ${madeSecret}`);
  if (example != null) printLine(`\n${example}`);
  if (changes !== undefined) printChanges(changes);
  for (const warning of warnings) printLine(`Note: ${warning}`);
}

function printChanges(changes: readonly SettingChange[]): void {
  if (changes.length === 0) printLine("The number's settings stay as they are.");
  const cells = changes.map(({ setting, before, after }) => [setting, before ?? "(not set)", after ?? "(not set)"]);
  if (cells.length > 0) printTable(["Setting of the number", "Before", "After"], cells);
}

/** A system that sends everything to one address is told it once. */
function printUrls(urls: Readonly<Record<string, string>>): void {
  const different = new Set(Object.values(urls));
  const [only] = different;
  if (different.size > 1) printTable(["Webhook", "URL"], Object.entries(urls));
  else if (only !== undefined && only !== "") printLine(`Events go to ${only}`);
}
