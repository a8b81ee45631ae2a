import { createAuth } from "@ringback/server/auth/auth.ts";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createLanguageModels } from "@ringback/server/providers/language-model/registry.ts";
import { createSpeechProviders } from "@ringback/server/providers/speech/registry.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";

const secret = "a secret for tests of the demo, long enough for anybody";
const publicUrl = "http://127.0.0.1:4700";

/** An empty installation on a database of its own, with nothing replaced. */
export async function testInstallation() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 4);
  const log = createLog("silent", false);
  const context: Context = {
    db,
    clock: new OffsetClock(),
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
    staticFallbackUrl: null,
  };
  const auth = await createAuth({ connectionString: database.connectionString, secret, publicUrl, log });
  return {
    context,
    auth,
    /** Asks past row security. Biome: tests look at rows of every shape. */
    ask: (text: string, ...values: unknown[]) => acrossAccounts<Record<string, unknown>>(db, { text, values }),
    [Symbol.asyncDispose]: async () => {
      await auth.close();
      await db.close();
      await database.drop();
    },
  };
}

export type TestInstallation = Awaited<ReturnType<typeof testInstallation>>;
