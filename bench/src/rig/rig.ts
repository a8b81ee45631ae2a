import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { type Business, openBusiness } from "./business.ts";
import { type Child, type NetworkProcess, startChild, startNetwork } from "./children.ts";

/** A whole installation on this machine: phone network, server and database, each a process of its own. */
export interface Rig extends AsyncDisposable {
  readonly network: NetworkProcess;
  readonly business: Business;
  /** Use cases and SQL from outside the server. */
  readonly context: Context;
  readonly connectionString: string;
  readonly publicUrl: string;
  readonly hookBaseUrl: string;
  /** The process that serves now. */
  readonly server: Child;
  /** Starts the server again on the same folder and port; resolves when it can be reached. */
  restartServer(): Promise<void>;
  postmasterPid(): Promise<number>;
}

export interface RigOptions {
  readonly lines?: number;
  readonly mode?: "answers" | "forwarded";
  /** How fast the phone network's time runs. */
  readonly speed?: number;
}

const serverScript = new URL("./server-process.ts", import.meta.url);

/** Builds it in a temporary folder, with a PostgreSQL that really writes to the disk. */
export async function buildRig({ lines = 1, mode = "answers", speed = 1 }: RigOptions = {}): Promise<Rig> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const numbers = Array.from({ length: lines }, (_, index) => `+1312555${String(1000 + index)}`);
  const network = stack.use(await startNetwork(numbers, speed));
  const env = await serverEnvironment(dataDir);
  // A server that was killed leaves its database running; whoever owns the folder next ends it in order.
  stack.defer(async () => (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop());
  const started = { server: startChild(serverScript, [], env) };
  stack.defer(() => started.server.kill("SIGTERM"));
  const { connectionString, url } = await started.server.next<{ connectionString: string; url: string }>("ready");
  const context = outsideContext(connectionString, { publicUrl: url, secret: env["RINGBACK_SECRET"] ?? "" });
  stack.defer(() => context.db.close());
  const business = await openBusiness(context, network, { numbers, mode });
  const kept = stack.move();
  return {
    network,
    business,
    context,
    connectionString,
    publicUrl: url,
    hookBaseUrl: `${url}/hooks/${business.connectionId}`,
    get server() {
      return started.server;
    },
    restartServer: async () => {
      started.server = startChild(serverScript, [], env);
      await started.server.next("ready");
    },
    postmasterPid: async () =>
      Number.parseInt(await readFile(join(dataDir, "postgresql", "postmaster.pid"), "utf8"), 10),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The environment of a server on a data folder: a free port, the demo off, quiet unless BENCH_LOG says otherwise. */
export async function serverEnvironment(dataDir: string): Promise<Record<string, string>> {
  return {
    RINGBACK_DATA_DIR: dataDir,
    RINGBACK_DEMO: "0",
    RINGBACK_SECRET: randomBytes(24).toString("hex"),
    PORT: String(await freePort()),
    LOG_LEVEL: process.env["BENCH_LOG"] ?? "silent",
    DATABASE_URL: "",
  };
}

function outsideContext(connectionString: string, given: { publicUrl: string; secret: string }): Context {
  return {
    db: openDatabase(connectionString, 4),
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox(given.secret),
    telephony: createTelephonyProviders(),
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: given.publicUrl,
    staticFallbackUrl: null,
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
