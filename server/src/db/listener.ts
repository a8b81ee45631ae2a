import type { LiveEvent } from "@ringback/contract/live.ts";
import pg from "pg";
import type { OffsetClock } from "#clock.ts";

/** What one committed transaction tells open screens. */
export interface AccountChanges {
  readonly accountId: string;
  readonly events: readonly LiveEvent[];
}

/** A connection that hears what other processes committed. */
export interface Listener {
  /** Calls back for changes of any account; answers how to stop. */
  onChanges(hear: (changes: AccountChanges) => void): () => void;
  /** Calls back when changes may have been missed, because the connection was lost and is there again. */
  onGap(hear: () => void): () => void;
  /** Calls back when the application clock was moved, after the clock follows. */
  onClock(hear: () => void): () => void;
  /** Whether it hears at this moment. */
  readonly connected: boolean;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly connectionString: string;
  /** Follows `ringback.app_clock`. */
  readonly clock: OffsetClock;
  /** Told when the connection is lost, for the log; it comes back by itself. */
  readonly onLost?: (error: unknown) => void;
}

const shortestPauseMs = 200;
const longestPauseMs = 5_000;

/**
 * Listens for changes and for the application clock on one connection of its own, and comes back when it breaks.
 * @throws the database's error when the first connection cannot be made.
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const changes = new Set<(changes: AccountChanges) => void>();
  const gaps = new Set<() => void>();
  const clocks = new Set<() => void>();
  let client: pg.Client | null = null;
  let closed = false;
  let comeback: NodeJS.Timeout | undefined;
  let pauseMs = shortestPauseMs;

  const setOffset = (offsetMs: number) => {
    if (!Number.isFinite(offsetMs) || offsetMs === options.clock.offsetMs) return;
    options.clock.offsetMs = offsetMs;
    for (const hear of clocks) hear();
  };
  const hear = ({ channel, payload = "" }: pg.Notification) => {
    if (channel === "ringback_clock") return setOffset(Number(payload));
    const parsed = JSON.parse(payload) as AccountChanges; // written by db/transaction.ts, nobody else may notify
    for (const each of changes) each(parsed);
  };
  const lost = (error: unknown) => {
    if (closed || client === null) return;
    client = null;
    options.onLost?.(error);
    comeback = setTimeout(() => void comeBack(), pauseMs);
  };
  const connect = async () => {
    const next = new pg.Client({ connectionString: options.connectionString, keepAlive: true });
    next.on("notification", hear);
    next.on("error", (error) => next === client && lost(error));
    next.on("end", () => next === client && lost(null));
    try {
      await next.connect();
      // Listening first and reading second, so that a move between the two is heard.
      await next.query("listen ringback_changes");
      await next.query("listen ringback_clock");
      const { rows } = await next.query<{ offset_ms: string }>("select offset_ms from ringback.app_clock");
      setOffset(Number(rows[0]?.offset_ms ?? 0));
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    if (closed) return await next.end();
    client = next;
    pauseMs = shortestPauseMs;
  };
  const comeBack = async () => {
    try {
      await connect();
      for (const each of gaps) each();
    } catch {
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (!closed) comeback = setTimeout(() => void comeBack(), pauseMs);
    }
  };

  await connect();
  return {
    onChanges: (each) => subscribe(changes, each),
    onGap: (each) => subscribe(gaps, each),
    onClock: (each) => subscribe(clocks, each),
    get connected() {
      return client !== null;
    },
    close: async () => {
      closed = true;
      clearTimeout(comeback);
      const open = client;
      client = null;
      await open?.end();
    },
  };
}

function subscribe<Heard>(all: Set<Heard>, one: Heard): () => void {
  all.add(one);
  return () => all.delete(one);
}
