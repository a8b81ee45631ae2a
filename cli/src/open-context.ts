import { resolve } from "node:path";
import { createAuth } from "@ringback/server/auth/auth.ts";
import { OffsetClock } from "@ringback/server/clock.ts";
import { readConfig } from "@ringback/server/config.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { migrate } from "@ringback/server/db/migrate.ts";
import { accountsByName } from "@ringback/server/db/stores/installation.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { installationSecret } from "@ringback/server/installation-secret.ts";
import { createLog } from "@ringback/server/log.ts";
import { createLanguageModels } from "@ringback/server/providers/language-model/registry.ts";
import { createSpeechProviders } from "@ringback/server/providers/speech/registry.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";

export interface CommandContext {
  readonly ctx: Context;
  readonly auth: Awaited<ReturnType<typeof createAuth>>;
  close(): Promise<void>;
}

/**
 * Opens the installation for one command: the database of DATABASE_URL, that of a running Ringback on this data folder,
 * or the data folder's own, started for the time of the command. With `folder` only what lies there, whatever else is set up.
 * @throws ConfigError, EmbeddedPostgresError with words for the terminal.
 */
export async function openContext(folder?: string): Promise<CommandContext> {
  const config = readConfig(process.env);
  const dataDir =
    folder ??
    resolve(
      process.env["RINGBACK_DATA_DIR"] ? config.dataDir : resolve(process.env["RINGBACK_ROOT"] ?? ".", config.dataDir),
    );
  const log = createLog(process.env["LOG_LEVEL"] ?? "error", true);
  const running = folder === undefined ? (config.databaseUrl ?? (await findRunningPostgres(dataDir))) : null;
  const own = running === null ? await startEmbeddedPostgres({ dataDir, log: () => {} }) : null;
  const connectionString = running ?? own?.connectionString ?? "";
  await migrate(connectionString);
  const secret = await installationSecret(folder === undefined ? config.secret : null, dataDir);
  const db = openDatabase(connectionString, 4);
  const clock = new OffsetClock();
  const { rows } = await db.pool.query<{ offset_ms: number }>("select offset_ms from ringback.app_clock");
  clock.offsetMs = Number(rows[0]?.offset_ms ?? 0);
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const auth = await createAuth({ connectionString, secret, publicUrl, log });
  const ctx: Context = {
    db,
    clock,
    ids: uuidV7,
    events: createEvents(log),
    secretBox: createSecretBox(secret),
    telephony: createTelephonyProviders(),
    speech: createSpeechProviders(),
    languageModels: createLanguageModels(),
    email: null,
    push: null,
    chat: null,
    publicUrl,
    staticFallbackUrl: config.staticFallbackUrl,
  };
  return {
    ctx,
    auth,
    close: async () => {
      await auth.close();
      await db.close();
      await own?.stop();
    },
  };
}

/** The business a command is for: the one named, or the only one. @throws Error that names the choices. */
export async function chooseAccount(ctx: Context, wanted: string | undefined): Promise<{ id: string; name: string }> {
  const accounts = await accountsByName(ctx.db);
  const matching =
    wanted === undefined
      ? accounts
      : accounts.filter((one) => one.id === wanted || one.name.toLowerCase() === wanted.toLowerCase());
  const [only] = matching;
  if (only && matching.length === 1) return only;
  if (accounts.length === 0)
    throw new Error(
      "There is no business yet. Start Ringback, open it in the browser and sign up. Figures of a call log alone: ringback report figures --log FILE.",
    );
  const names = accounts.map((one) => `  ${one.id}  ${one.name}`).join("\n");
  throw new Error(
    `${wanted === undefined ? "There are several businesses; choose one" : "No business is called so; choose one"} with --account:\n${names}`,
  );
}
