import { seededRandom } from "@ringback/dev/fake-phone-network/id-source.ts";
import { PhoneNetwork } from "@ringback/dev/fake-phone-network/network.ts";
import { createAuth } from "@ringback/server/auth/auth.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { openListener } from "@ringback/server/db/listener.ts";
import { createEvents } from "@ringback/server/events.ts";
import { createHttpServer } from "@ringback/server/http/server.ts";
import { installWebhooks } from "@ringback/server/http/webhooks/telephony.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { type Business, openBusiness } from "#rig/business.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** A phone network and a server's web part in this process, on one virtual time. Jobs are run by whoever turns it. */
export interface FaultTown extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly network: PhoneNetwork;
  readonly context: Context;
  readonly business: Business;
  readonly random: () => number;
}

export interface FaultTownOptions {
  readonly connectionString: string;
  readonly lines: number;
  readonly seed: number;
  /** How many calls, legs and texts the network must remember. */
  readonly keep: number;
}

/** Virtual time goes on in steps of so many milliseconds. */
const windowMs = 1_000;
const secret = "a secret for the fault simulation, long enough";

/** Builds it on an empty migrated database. Time begins tomorrow morning, so that no job of it is due by the wall's clock. */
export async function buildFaultTown({ connectionString, lines, seed, keep }: FaultTownOptions): Promise<FaultTown> {
  await using stack = new AsyncDisposableStack();
  const tomorrow = Temporal.Now.zonedDateTimeISO("UTC").add({ days: 1 }).toPlainDate();
  const clock = new VirtualClock(
    tomorrow.toZonedDateTime({ timeZone: "UTC", plainTime: "15:00" }).toInstant(),
    windowMs,
  );
  // The log lags by two minutes, and its pages shift while they are read.
  const quirks = { logLagSeconds: 120, pagesShiftBy: 7 };
  const network = new PhoneNetwork({ clock, ids: `faults-${seed}`, keep, quirks });
  await network.listen();
  stack.defer(() => network.close());
  const db = openDatabase(connectionString, 24);
  stack.defer(() => db.close());
  const log = createLog(process.env["BENCH_LOG"] ?? "silent", true);
  const context: { -readonly [Part in keyof Context]: Context[Part] } = {
    db,
    clock,
    ids: uuidV7,
    events: createEvents(log),
    secretBox: createSecretBox(secret),
    telephony: createTelephonyProviders(),
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "",
    staticFallbackUrl: null,
  };
  const listener = await openListener({ connectionString, clock });
  stack.defer(() => listener.close());
  const auth = await createAuth({ connectionString, secret, publicUrl: "http://127.0.0.1", log });
  stack.defer(() => auth.close());
  const server = await createHttpServer({
    context,
    auth,
    log,
    handlers: {},
    changes: listener,
    version: "0.0.0-faults",
    webFolder: "/nonexistent",
    more: (http) => installWebhooks(http, context),
  });
  stack.defer(() => server.close());
  context.publicUrl = await server.listen({ port: 0, host: "127.0.0.1" });
  const numbers = Array.from({ length: lines }, (_, index) => `+1312555${String(1000 + index)}`);
  const account = network.addAccount({});
  for (const number of numbers) network.addNumber(account, number);
  const address = { url: network.url, accountSid: account.sid, authToken: account.authToken };
  const business = await openBusiness(context, address, { numbers, mode: "answers" });
  // A part of the lines has its phones elsewhere: what comes here was not answered there.
  await db.pool.query("update ringback.phone_number set mode = 'forwarded' where right(number, 1) in ('3', '7')");
  await db.pool.query("update ringback.member set notify_by_sms = false");
  const kept = stack.move();
  return {
    clock,
    network,
    context,
    business,
    random: seededRandom(seed),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
