import type { Database } from "#db/database.ts";
import { addWebhookCounts } from "#db/stores/connections.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

type Noting = Pick<Context, "db" | "clock" | "events">;
type Whose = { readonly accountId: string; readonly connectionId: string };
interface Counts {
  readonly accountId: string;
  refused: number;
  lastEventAt: Temporal.Instant | null;
}

/** Counters are written at most this often, so that a webhook costs no round trip for them. */
const writeEveryMs = 2_000;

const waiting = new WeakMap<Database, { counts: Map<string, Counts>; timer: NodeJS.Timeout | null }>();

/** Counts a webhook that was refused (a wrong signature, say). Nothing else of it is kept. */
export function noteRefusedWebhook(ctx: Noting, whose: Whose): void {
  countsOf(ctx, whose).refused += 1;
}

/** Notes that the provider was heard, for the connection's health on the screen. */
export function noteEvent(ctx: Noting, whose: Whose): void {
  countsOf(ctx, whose).lastEventAt = ctx.clock.now();
}

/** Writes what is noted and not written yet; at the end of the process, and by itself every few seconds. */
export async function writeWebhookNotes(ctx: Noting): Promise<void> {
  const noted = waiting.get(ctx.db);
  if (noted === undefined) return;
  if (noted.timer !== null) clearTimeout(noted.timer);
  noted.timer = null;
  const counts = [...noted.counts];
  noted.counts.clear();
  for (const [connectionId, { accountId, refused, lastEventAt }] of counts) {
    await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
      addWebhookCounts(tx, connectionId, { refused, lastEventAt }),
    );
  }
}

function countsOf(ctx: Noting, { accountId, connectionId }: Whose): Counts {
  const noted = waiting.get(ctx.db) ?? { counts: new Map<string, Counts>(), timer: null };
  waiting.set(ctx.db, noted);
  if (noted.timer === null) {
    const write = () => {
      // A lost counter is no lost call: it is logged and not tried again.
      writeWebhookNotes(ctx).catch((error: unknown) => ctx.events.failed("webhook counters not written", error));
    };
    noted.timer = setTimeout(write, writeEveryMs).unref();
  }
  const counts = noted.counts.get(connectionId) ?? { accountId, refused: 0, lastEventAt: null };
  noted.counts.set(connectionId, counts);
  return counts;
}
