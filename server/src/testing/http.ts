import { createAuth } from "#auth/auth.ts";
import { OffsetClock } from "#clock.ts";
import { type Database, openDatabase } from "#db/database.ts";
import { openListener } from "#db/listener.ts";
import { createEvents } from "#events.ts";
import type { ApiParts } from "#http/api/api-parts.ts";
import { createHandlers } from "#http/api/handlers.ts";
import { installContactsExport } from "#http/contacts-export.ts";
import { installCorrectionExport } from "#http/correction-export.ts";
import { installImportFiles } from "#http/import-files.ts";
import { installLedgerExport } from "#http/ledger-export.ts";
import type { LiveLimits } from "#http/live.ts";
import { installMessageMedia } from "#http/message-media.ts";
import type { Handlers } from "#http/mount.ts";
import { installRecordingAudio } from "#http/recording-audio.ts";
import { installReportFiles } from "#http/report-files.ts";
import { createHttpServer } from "#http/server.ts";
import { installMailHook } from "#http/webhooks/mail.ts";
import { installWebhooks } from "#http/webhooks/telephony.ts";
import { uuidV7 } from "#ids.ts";
import { createLog } from "#log.ts";
import { createChat } from "#providers/chat/registry.ts";
import type { EmailProvider } from "#providers/email/provider.ts";
import { createLanguageModels } from "#providers/language-model/registry.ts";
import { createPush } from "#providers/push/registry.ts";
import { createSecretBox } from "#secret-box.ts";
import type { Context } from "#use-cases/context.ts";
import { recordSignIn } from "#use-cases/record-sign-in.ts";
import { createTestDatabase } from "./database.ts";

export const testPublicUrl = "http://127.0.0.1:4700";
const secret = "a secret for tests that is long enough, 7d1f03b2";

export interface TestHttpOptions {
  readonly email?: EmailProvider | null;
  readonly publicUrl?: string;
  readonly requestsPerMinute?: number;
  readonly liveLimits?: LiveLimits;
  /** A built web app; without one the server says that it is not built. */
  readonly webFolder?: string;
  /** The control address of a fake phone network. */
  readonly simulatorUrl?: string;
  /** Replaces or adds handlers, e.g. one that fails. */
  readonly handlers?: Partial<Handlers>;
}

/** The whole HTTP edge on a database of its own; nothing is replaced. */
export async function createTestHttp(options: TestHttpOptions = {}) {
  const database = await createTestDatabase();
  const db: Database = openDatabase(database.connectionString, 4);
  const clock = new OffsetClock();
  const log = createLog("silent", false);
  const publicUrl = options.publicUrl ?? testPublicUrl;
  const context: Context = {
    db,
    clock,
    ids: uuidV7,
    events: createEvents(log),
    secretBox: createSecretBox(secret),
    telephony: {},
    speech: {},
    languageModels: createLanguageModels(),
    email: options.email ?? null,
    push: createPush({ secret, publicUrl }),
    chat: createChat(),
    publicUrl,
    staticFallbackUrl: null,
  };
  const auth = await createAuth({
    connectionString: database.connectionString,
    secret,
    publicUrl,
    log,
    onSignIn: (userId) => recordSignIn(context, userId),
  });
  const listener = await openListener({ connectionString: database.connectionString, clock });
  const parts: ApiParts = {
    context,
    auth,
    installation: { version: "0.0.0-test", demo: false, demoSignIn: null, simulator: false },
    simulatorUrl: options.simulatorUrl ?? null,
  };
  const server = await createHttpServer({
    context,
    auth,
    log,
    handlers: { ...createHandlers(parts), ...options.handlers },
    changes: listener,
    version: "0.0.0-test",
    webFolder: options.webFolder ?? "/nonexistent",
    more: (server, guard) => {
      installRecordingAudio(server, guard, context);
      installMessageMedia(server, guard, context);
      installImportFiles(server, guard, context);
      installContactsExport(server, guard, context);
      installCorrectionExport(server, guard, context);
      installLedgerExport(server, guard, context);
      installReportFiles(server, guard, context);
      installWebhooks(server, context);
      installMailHook(server, context);
    },
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
    ...(options.liveLimits === undefined ? {} : { liveLimits: options.liveLimits }),
  });
  return {
    server,
    context,
    auth,
    listener,
    connectionString: database.connectionString,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await listener.close();
      await auth.close();
      await db.close();
      await database.drop();
    },
  };
}

export type TestHttp = Awaited<ReturnType<typeof createTestHttp>>;
