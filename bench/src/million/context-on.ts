import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";

/** A server on this database that reaches nothing outside. */
export function contextOn(connectionString: string): Context {
  return {
    db: openDatabase(connectionString, 4),
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox("a secret for the bench that is long enough"),
    telephony: createTelephonyProviders(),
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "http://127.0.0.1:9",
    staticFallbackUrl: null,
  };
}
