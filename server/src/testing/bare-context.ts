import { OffsetClock } from "#clock.ts";
import type { Database } from "#db/database.ts";
import { createEvents } from "#events.ts";
import { uuidV7 } from "#ids.ts";
import { createLog } from "#log.ts";
import { createLanguageModels } from "#providers/language-model/registry.ts";
import { createSpeechProviders } from "#providers/speech/registry.ts";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createSecretBox } from "#secret-box.ts";
import type { Context } from "#use-cases/context.ts";

/** What secrets are sealed with in tests; a process of its own opens them with it. */
export const bareSecret = "a secret for tests that is long enough, 7d1f03b2";

/** What use cases need on a test's database: the real clock and providers, no log, no e-mail. */
export function bareContext(db: Database): Context {
  return {
    db,
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox(bareSecret),
    telephony: createTelephonyProviders(),
    speech: createSpeechProviders(),
    languageModels: createLanguageModels(),
    email: null,
    push: null,
    chat: null,
    publicUrl: "https://ringback.example",
    staticFallbackUrl: null,
  };
}
