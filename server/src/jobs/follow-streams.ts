// Connections that we hold open to phone systems: each followed by one process, taken over by another when it dies.
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Listener } from "#db/listener.ts";
import type { Context } from "#use-cases/context.ts";
import { type FollowEnd, followConnection, listStreams, type Stream } from "#use-cases/follow-connection.ts";

export interface Streams {
  stop(): Promise<void>;
}

export interface StreamsOptions {
  readonly connectionString: string;
  /** Heard, so that a connection that was added is followed at once. */
  readonly changes?: Pick<Listener, "onChanges" | "onGap">;
  /** How often it is looked whether there is something to follow; so soon another process's streams are taken over. */
  readonly roundMs?: number;
  /** How long after a break the first try, and at most. */
  readonly pauses?: Pauses;
  /** A number from 0 to 1. */
  readonly random?: () => number;
}

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Where the other side says no. */
  readonly refusedMs: number;
}

const usualPauses: Pauses = { firstMs: 500, longestMs: 30_000, refusedMs: 60_000 };
const roundMs = 3_000;

/** How the connection that holds the locks is called in `pg_stat_activity`. */
export const keeperName = "ringback streams";

/** A stream that this process follows. */
interface Followed {
  readonly fingerprint: string;
  stop(): Promise<void>;
}

/**
 * Follows every stream that no other process follows. Who follows one holds a session lock: it dies with the process or
 * its database connection, and within a round another process takes over. For a moment both may listen; the events' keys
 * make that harmless.
 */
export function startStreams(ctx: Context, options: StreamsOptions): Streams {
  const followed = new Map<string, Followed>();
  let keeper: pg.Client | null = null;
  let stopping = false;
  let again = false;
  let underWay: Promise<void> | null = null;

  const look = () => {
    again = true;
    underWay ??= lookWhileAsked().finally(() => {
      underWay = null;
    });
  };
  async function lookWhileAsked(): Promise<void> {
    while (again && !stopping) {
      again = false;
      await round().catch(async (error: unknown) => {
        if (!stopping) ctx.events.failed("streams could not be looked after", error);
        await letAllGo();
      });
    }
  }

  async function round(): Promise<void> {
    const streams = await listStreams(ctx);
    // Most installations have none, and need no database connection for it.
    if (streams.length === 0 && keeper === null) return;
    keeper ??= await openKeeper();
    const holder = keeper;
    const wanted = new Map(streams.map((stream) => [stream.connectionId, stream]));
    for (const [id, { fingerprint, stop }] of followed) {
      if (wanted.get(id)?.fingerprint === fingerprint) continue;
      followed.delete(id);
      await stop();
      await holder.query("select pg_advisory_unlock(hashtextextended($1, 0))", [lockName(id)]);
    }
    for (const stream of streams) {
      if (followed.has(stream.connectionId)) continue;
      const { rows } = await holder.query<{ got: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as got",
        [lockName(stream.connectionId)],
      );
      if (rows[0]?.got === true && !stopping) followed.set(stream.connectionId, keepFollowing(ctx, stream, options));
    }
    // Notices a keeper that is gone without a word, before another process would be believed to have taken over.
    await holder.query("select 1");
  }

  /** The connection whose end gives all locks back. */
  async function openKeeper(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: options.connectionString,
      application_name: keeperName,
      keepAlive: true,
      query_timeout: 10_000,
      connectionTimeoutMillis: 10_000,
    });
    const lost = () => {
      if (keeper !== client) return;
      keeper = null;
      void letAllGo().then(look);
    };
    client.on("error", lost);
    client.on("end", lost);
    await client.connect();
    return client;
  }

  async function letAllGo(): Promise<void> {
    const client = keeper;
    keeper = null;
    const all = [...followed.values()];
    followed.clear();
    await Promise.all(all.map(({ stop }) => stop()));
    // Its locks go with it, however it ends; a dead connection may not even say goodbye.
    if (client !== null) await Promise.race([client.end().catch(() => {}), pause(2_000, null, { ref: false })]);
  }

  const hears = [
    options.changes?.onChanges(({ events }) => {
      if (events.some(({ kind }) => kind === "connection")) look();
    }),
    options.changes?.onGap(look),
  ];
  const timer = setInterval(look, options.roundMs ?? roundMs);
  look();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      for (const unhear of hears) unhear?.();
      await underWay;
      await letAllGo();
    },
  };
}

/** Follows one stream again and again until told to stop. */
function keepFollowing(ctx: Context, { connectionId, fingerprint }: Stream, options: StreamsOptions): Followed {
  const stopping = new AbortController();
  const { signal } = stopping;
  const random = options.random ?? Math.random;
  const worked = (async () => {
    for (let failures = 0; !signal.aborted; ) {
      const end = await followConnection(ctx, connectionId, signal).catch((error: unknown): FollowEnd => {
        ctx.events.failed("stream could not be followed", error, { connectionId });
        return { because: "broken", wasLive: false };
      });
      failures = end.wasLive ? 1 : failures + 1;
      if (!signal.aborted)
        await pause(pauseMs(end, failures, options.pauses ?? usualPauses, random()), null, { signal }).catch(() => {});
    }
  })();
  return {
    fingerprint,
    stop: async () => {
      stopping.abort();
      await worked;
    },
  };
}

/**
 * How long to wait after so many failures in a row: twice as long each time, and never the same for all, so that a phone
 * system that comes back is not asked by everybody at once. `chance` is from 0 to 1.
 */
export function pauseMs(
  end: FollowEnd,
  failures: number,
  { firstMs, longestMs, refusedMs }: Pauses,
  chance: number,
): number {
  const shortest = end.because === "refused" || end.because === "gone" ? refusedMs : firstMs;
  const whole = Math.min(shortest * 2 ** Math.min(failures - 1, 20), Math.max(longestMs, shortest));
  return Math.round(whole * (0.5 + chance / 2));
}

function lockName(connectionId: string): string {
  return `stream:${connectionId}`;
}
