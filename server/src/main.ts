// The one place where parts are built and meet. Reads top to bottom: database, secrets, people, HTTP, jobs.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import { type Auth, createAuth } from "#auth/auth.ts";
import { OffsetClock } from "#clock.ts";
import { type Config, ConfigError } from "#config.ts";
import { openDatabase } from "#db/database.ts";
import { type EmbeddedPostgresEvent, startEmbeddedPostgres } from "#db/embedded.ts";
import { type Listener, openListener } from "#db/listener.ts";
import { migrate } from "#db/migrate.ts";
import { createEvents } from "#events.ts";
import { createHandlers } from "#http/api/handlers.ts";
import { installContactsExport } from "#http/contacts-export.ts";
import { installCorrectionExport } from "#http/correction-export.ts";
import { installImportFiles } from "#http/import-files.ts";
import { installLedgerExport } from "#http/ledger-export.ts";
import { installMessageMedia } from "#http/message-media.ts";
import { installRecordingAudio } from "#http/recording-audio.ts";
import { installReportFiles } from "#http/report-files.ts";
import { createHttpServer } from "#http/server.ts";
import { installMailHook } from "#http/webhooks/mail.ts";
import { installWebhooks } from "#http/webhooks/telephony.ts";
import { uuidV7 } from "#ids.ts";
import { installationSecret } from "#installation-secret.ts";
import { startStreams } from "#jobs/follow-streams.ts";
import { startWorker } from "#jobs/worker.ts";
import { createLog } from "#log.ts";
import { createChat } from "#providers/chat/registry.ts";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { createLanguageModels } from "#providers/language-model/registry.ts";
import { createPush } from "#providers/push/registry.ts";
import { createSpeechProviders } from "#providers/speech/registry.ts";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createSecretBox } from "#secret-box.ts";
import type { Context } from "#use-cases/context.ts";
import { writeWebhookNotes } from "#use-cases/note-webhook.ts";
import { followConnectionChanges } from "#use-cases/open-connection.ts";
import { recordSignIn } from "#use-cases/record-sign-in.ts";

export const version: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

/** Makes the demo, once this process owns the store and before anything works on it. */
export interface DemoParts {
  prepare(context: Context, auth: Auth): Promise<PreparedDemo>;
}

export interface PreparedDemo {
  /** How to sign in; null when this installation holds a real business instead. */
  readonly signIn: DemoSignIn | null;
  /** Where the phone network behind the simulated phone listens. */
  readonly simulatorUrl: string;
  stop(): Promise<void>;
}

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
}

export interface Ringback {
  readonly context: Context;
  readonly auth: Auth;
  readonly demoSignIn: DemoSignIn | null;
  readonly connectionString: string;
  /** Where the web app is served; null for a worker. */
  readonly url: string | null;
  stop(): Promise<void>;
}

/** Things to undo, newest first, whatever of them was reached. */
class Stops {
  readonly #stops: { what: string; stop: () => Promise<void> }[] = [];
  add(what: string, stop: () => Promise<void>) {
    this.#stops.unshift({ what, stop });
  }
  async run(failed: (what: string, error: unknown) => void) {
    for (const { what, stop } of this.#stops.splice(0)) await stop().catch((error: unknown) => failed(what, error));
  }
}

/**
 * Starts the roles of `config` and answers how to stop them. What was started before a failure is stopped again.
 * @throws ConfigError, EmbeddedPostgresError, NewerSchemaError: with a message for the terminal.
 */
export async function startRingback(
  config: Config,
  demo: DemoParts | null = null,
  onGivenUp: () => void = () => {},
): Promise<Ringback> {
  const stops = new Stops();
  const log = createLog(config.logLevel, true);
  const events = createEvents(log, { processMetrics: true });
  const stop = () => stops.run((what, error) => events.failed("part did not stop cleanly", error, { what }));
  try {
    const dataDir = resolve(config.dataDir);
    const connectionString = config.databaseUrl ?? (await startStore(dataDir));
    const secret = await installationSecret(config.secret, dataDir);
    await migrate(connectionString);
    const db = openDatabase(connectionString, 12);
    stops.add("database", () => db.close());
    const clock = new OffsetClock();
    const listener = await openListener({
      connectionString,
      clock,
      onLost: (error) => events.failed("listener lost its connection", error),
    });
    stops.add("listener", () => listener.close());
    const publicUrl = config.publicUrl ?? `http://${hostInUrl(config.host)}:${config.port}`;
    const context: Context = {
      db,
      clock,
      ids: uuidV7,
      events,
      secretBox: createSecretBox(secret),
      telephony: createTelephonyProviders(),
      speech: createSpeechProviders(),
      languageModels: createLanguageModels(),
      email:
        config.smtpUrl === null
          ? null
          : createSmtp({ url: config.smtpUrl, from: config.mailFrom, repliesTo: config.mailReplyTo }),
      push: createPush({ secret, publicUrl }),
      chat: createChat(),
      publicUrl,
      staticFallbackUrl: config.staticFallbackUrl,
    };
    followConnectionChanges(context, listener);
    stops.add("webhook counters", () => writeWebhookNotes(context));
    const auth = await createAuth({
      connectionString,
      secret,
      publicUrl,
      log,
      onSignIn: (userId) => recordSignIn(context, userId),
    });
    stops.add("sign-in", () => auth.close());
    const prepared = (await demo?.prepare(context, auth)) ?? null;
    if (prepared) stops.add("demo", () => prepared.stop());
    const demoSignIn = prepared?.signIn ?? null;
    const simulatorUrl = prepared?.simulatorUrl ?? config.simulatorUrl;
    const url = config.role === "worker" ? null : await startWeb({ context, auth, listener });
    if (config.role !== "web") {
      const worker = await startWorker(context, { connectionString });
      stops.add("worker", () => worker.stop());
      const streams = startStreams(context, { connectionString, changes: listener });
      stops.add("streams", () => streams.stop());
    }
    return { context, auth, demoSignIn, connectionString, url, stop };

    async function startWeb(parts: { context: Context; auth: Auth; listener: Listener }): Promise<string> {
      const installation = {
        version,
        demo: demoSignIn !== null,
        demoSignIn,
        simulator: demoSignIn !== null && simulatorUrl !== null,
      };
      const handlers = createHandlers({
        context: parts.context,
        auth: parts.auth,
        installation,
        simulatorUrl,
      });
      const server = await createHttpServer({
        context: parts.context,
        auth: parts.auth,
        log,
        handlers,
        changes: parts.listener,
        version,
        webFolder: resolve(import.meta.dirname, "../../web/dist"),
        more: (http, guard) => {
          installWebhooks(http, parts.context);
          installMailHook(http, parts.context);
          installRecordingAudio(http, guard, parts.context);
          installMessageMedia(http, guard, parts.context);
          installImportFiles(http, guard, parts.context);
          installContactsExport(http, guard, parts.context);
          installCorrectionExport(http, guard, parts.context);
          installLedgerExport(http, guard, parts.context);
          installReportFiles(http, guard, parts.context);
        },
      });
      stops.add("http", () => server.close());
      return await listen(server, config);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  async function startStore(dataDir: string): Promise<string> {
    const store = await startEmbeddedPostgres({
      dataDir,
      log: (event) => log[storeLevels[event.kind]](event, "embedded database"),
      onGivenUp,
    });
    stops.add("embedded database", () => store.stop());
    return store.connectionString;
  }
}

/** @throws ConfigError in words for the terminal when the address cannot be had. */
async function listen(server: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new ConfigError(`Port ${port} is taken. Stop what uses it, or set PORT to another.`);
    if (code === "EACCES")
      throw new ConfigError(`Port ${port} needs rights this user does not have. Set PORT to one above 1023.`);
    throw error;
  }
}

/** How loud the embedded database's events are: a start is no news on a terminal, a loss is. */
const storeLevels = {
  initializing: "debug",
  started: "debug",
  adopted: "info",
  lost: "warn",
  "given-up": "error",
  stopped: "debug",
} as const satisfies Record<EmbeddedPostgresEvent["kind"], string>;

function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
