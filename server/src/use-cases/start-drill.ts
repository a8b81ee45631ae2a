import { drillWords } from "@ringback/core/measurement/drill-words.ts";
import { sql } from "kysely";
import { checkDrillJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { hasRunningDrill, insertDrill, saveDrill } from "#db/stores/drills.ts";
import { lockNumber } from "#db/stores/phone-numbers.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { connectSimulator, SimulatorError } from "#providers/simulator/network-client.ts";
import type { Context } from "./context.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";

export type DrillRefusal =
  | "number-not-found"
  | "number-not-connected"
  | "drill-running"
  /** This phone system places no calls for us. */
  | "drill-not-possible"
  /** A drill through the provider calls from another number of the same account. */
  | "drill-needs-second-number"
  | "simulator-down"
  | "provider-unreachable"
  | "provider-refused";

export type StartDrillResult =
  | { readonly ok: true; readonly drillId: string }
  | { readonly ok: false; readonly refusal: DrillRefusal; readonly detail?: string };

/** The call of a drill, as it is placed. */
export interface DrillCall {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly via: "simulated" | "provider";
}
/** Places the call; null when it is on its way. The demo's past tells its drills another way than through a network. */
export type PlaceDrill = (
  connection: OpenConnection,
  call: DrillCall,
) => Promise<{ ok: false; refusal: DrillRefusal; detail: string } | null>;

/** Ringing, greeting, voicemail, its transcript and the provider's delays together; what has not come by then will not. */
const givesUpAfterMinutes = { simulated: 3, provider: 8 } as const;

/**
 * Places a test call to one of our numbers: over the simulated phone where the number is on it, else over the provider.
 * It rings nobody of the team; everything after that is the real loop. `check-drill` then looks at what the ledger holds.
 */
export async function startDrill(
  ctx: Context,
  asked: { readonly accountId: string; readonly by: string | null; readonly numberId: string },
  placing: PlaceDrill = place,
): Promise<StartDrillResult> {
  const { accountId, numberId } = asked;
  const planned = await plan(ctx, asked);
  if (!planned.ok) return planned;
  const { connection, number, caller, trade, via } = planned;
  const drillId = ctx.ids.next();
  // Written before the call is placed: the call must be known for a drill when it comes in.
  const written = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if ((await lockNumber(tx, numberId)) === null) return "number-not-found" as const;
    if (await hasRunningDrill(tx, numberId)) return "drill-running" as const;
    const givesUpAt = tx.now.add({ minutes: givesUpAfterMinutes[via] });
    insertDrill(tx, { id: drillId, numberId, via, caller, givesUpAt, startedBy: asked.by });
    appendAuditEvent(tx, { id: ctx.ids.next(), by: asked.by, action: "drill-started", subject: numberId });
    tx.enqueue(checkDrillJob(accountId, drillId, tx.now.add({ seconds: 1 })));
    return null;
  });
  if (written !== null) return { ok: false, refusal: written };
  const placed = await placing(connection, { from: caller, to: number, words: drillWords(trade), via });
  if (placed === null) return { ok: true, drillId };
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    saveDrill(tx, drillId, { state: "canceled", callId: null, checks: null, error: placed.detail });
  });
  return placed;
}

type Planned = {
  readonly ok: true;
  readonly connection: OpenConnection;
  readonly number: string;
  readonly caller: string;
  readonly trade: string;
  readonly via: "simulated" | "provider";
};

async function plan(
  ctx: Context,
  { accountId, numberId }: { readonly accountId: string; readonly numberId: string },
): Promise<Planned | Extract<StartDrillResult, { ok: false }>> {
  const found = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => lookUp(tx, numberId));
  if (found === null) return { ok: false, refusal: "number-not-found" };
  const connection = found.connectionId === null ? null : await openConnection(ctx, found.connectionId);
  if (connection === null || connection.accountId !== accountId) return { ok: false, refusal: "number-not-connected" };
  const { number, trade, simulated } = found;
  if (simulated) return { ok: true, connection, number, caller: found.fictitious, trade, via: "simulated" };
  if (!connection.provider.abilities.startsCalls) return { ok: false, refusal: "drill-not-possible" };
  if (found.second === null) return { ok: false, refusal: "drill-needs-second-number" };
  return { ok: true, connection, number, caller: found.second, trade, via: "provider" };
}

interface LookedUp {
  readonly number: string;
  readonly connectionId: string | null;
  readonly trade: string;
  readonly simulated: boolean;
  /** Another number of the same connection, to call from. */
  readonly second: string | null;
  /** A number reserved for fiction (555-0100 to 555-0199) in the same area that belongs to nobody here. */
  readonly fictitious: string;
}

function lookUp(tx: Transaction, numberId: string): Promise<LookedUp | null> {
  return tx.first(sql<LookedUp>`
    select n.number, n.connection_id as "connectionId", a.trade, coalesce(c.simulated, false) as simulated,
      (select number from ringback.phone_number other where other.account_id = n.account_id and other.connection_id = n.connection_id
        and other.id <> n.id and other.retired_at is null order by other.role = 'test' desc, other.created_at limit 1) as second,
      (select '+1' || coalesce(substring(n.number from '^\\+1(\\d{3})'), '312') || '55501' || lpad(place::text, 2, '0') as free
        from generate_series(99, 0, -1) place
        where not exists (select from ringback.contact_phone p where p.account_id = n.account_id
            and p.number = '+1' || coalesce(substring(n.number from '^\\+1(\\d{3})'), '312') || '55501' || lpad(place::text, 2, '0'))
          and not exists (select from ringback.phone_number o where o.account_id = n.account_id
            and o.number = '+1' || coalesce(substring(n.number from '^\\+1(\\d{3})'), '312') || '55501' || lpad(place::text, 2, '0'))
          and not exists (select from ringback.member m where m.account_id = n.account_id
            and m.phone = '+1' || coalesce(substring(n.number from '^\\+1(\\d{3})'), '312') || '55501' || lpad(place::text, 2, '0'))
        order by place desc limit 1) as fictitious
    from ringback.phone_number n join ringback.account a on a.id = n.account_id
    left join ringback.connection c on c.account_id = n.account_id and c.id = n.connection_id
    where n.account_id = ${tx.accountId} and n.id = ${numberId}`);
}

async function place(
  { provider, account }: OpenConnection,
  call: DrillCall,
): Promise<{ ok: false; refusal: DrillRefusal; detail: string } | null> {
  const { from, to, words } = call;
  if (call.via === "provider") {
    const placed = await askProvider(provider.placeTestCall(account, { from, to, words }));
    return placed.ok ? null : placed;
  }
  try {
    const script = [{ say: words }, { hangUp: true }] as const;
    await connectSimulator(account.apiBaseUrl).placeCall({ from, to, callerName: "RINGBACK DRILL", script });
    return null;
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    return { ok: false, refusal: "simulator-down", detail: error.message };
  }
}
