import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import {
  type CallSurroundings,
  compareCall,
  type LoggedInbound,
  twinWithinSeconds,
} from "@ringback/core/measurement/reconciliation/compare-call.ts";
import type { GapKind } from "@ringback/core/measurement/reconciliation/gap.ts";
import { parseNumber } from "@ringback/core/phone-number.ts";
import {
  type ComparedCall,
  countRun,
  findCalls,
  findOpenGaps,
  findOutbound,
  findTwins,
  loadFacts,
  type NewGap,
  type OpenGap,
  openGaps,
  type RunCounts,
  settleGaps,
} from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import type { LoggedCall } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { noteOutboundCall } from "./note-outbound-call.ts";
import { type DifferingCall, repairCall } from "./reconcile-repair.ts";

/** The run a batch belongs to. */
export interface Run {
  readonly id: string;
  readonly accountId: string;
  readonly connectionId: string;
  /** The business's numbers and their ids. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Whether the phone system keeps its log. A simulated one forgets it when it ends, so absence proves nothing there. */
  readonly remembers: boolean;
}

/** How many calls are repaired at the same time. Each takes a connection to the database. */
const repairsAtOnce = 4;

/**
 * Compares some hundred calls of the provider's log with ours, writes down what differs, repairs what can be repaired,
 * and settles the gaps that are none any more. What it did is kept whatever becomes of the rest of the run.
 * @throws the database's error.
 */
export async function reconcileBatch(ctx: Context, run: Run, logged: readonly LoggedCall[]): Promise<RunCounts> {
  const inbound = logged.filter((call) => call.direction === "inbound");
  const outbound = logged.filter((call) => call.direction === "outbound");
  const known = await load(ctx, run, inbound, outbound);
  const { differing, matched, settled } = compareAll(run, inbound, known, ctx.clock.now());
  const found = differing.flatMap((call) => gapsOf(ctx, run, call, known));
  const opened =
    found.length + settled.length === 0
      ? 0
      : await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => {
          await settleGaps(tx, run.connectionId, settled);
          return await openGaps(tx, run, found);
        });
  const repaired = await repairAll(ctx, run, differing);
  const noted = await noteAll(ctx, run, outbound, known.outbound);
  const counts = { calls: logged.length, matched: matched + outbound.length - noted, gaps: opened, repaired };
  await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => countRun(tx, run.id, counts));
  return counts;
}

/** What we hold of a batch. */
interface Known {
  readonly calls: ReadonlyMap<string, readonly ComparedCall[]>;
  readonly gaps: ReadonlyMap<string, readonly OpenGap[]>;
  /** By the log's id of a call we do not have: our call that looks like its double. */
  readonly twins: ReadonlyMap<string, string>;
  /** Outbound calls that we have; true when their end is known. */
  readonly outbound: ReadonlyMap<string, boolean>;
}

async function load(
  ctx: Context,
  run: Run,
  inbound: readonly LoggedInbound[],
  outbound: readonly { readonly callId: string }[],
): Promise<Known> {
  return await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => {
    const ids = inbound.map(({ callId }) => callId);
    const outboundIds = outbound.map(({ callId }) => callId);
    const [calls, gaps, knownOutbound] = await Promise.all([
      ids.length === 0 ? [] : findCalls(tx, run.connectionId, ids),
      ids.length === 0 ? [] : findOpenGaps(tx, run.connectionId, ids),
      outboundIds.length === 0 ? [] : findOutbound(tx, run.connectionId, outboundIds),
    ]);
    const byId = Map.groupBy(calls, ({ providerCallId }) => providerCallId);
    const unheard = inbound.filter(({ callId }) => !byId.has(callId)).flatMap((call) => twinQuestion(call));
    return {
      calls: byId,
      gaps: Map.groupBy(gaps, ({ providerCallId }) => providerCallId),
      twins: await findTwins(tx, unheard, twinWithinSeconds),
      outbound: new Map(knownOutbound.map(({ providerCallId, ended }) => [providerCallId, ended])),
    };
  });
}

/** Withheld callers have no doubles: two of them may be two people. */
function twinQuestion({ callId, from, to, arrivedAt }: LoggedInbound) {
  const caller = parseNumber(from);
  return caller === null ? [] : [{ providerCallId: callId, caller, dialed: to, arrivedAt }];
}

interface Compared {
  readonly logged: LoggedInbound;
  readonly ours: ComparedCall | null;
  readonly around: CallSurroundings;
  readonly gaps: DifferingCall["gaps"];
}

function compareAll(run: Run, inbound: readonly LoggedInbound[], known: Known, now: Temporal.Instant) {
  let matched = 0;
  const differing: Compared[] = [];
  const settled: { providerCallId: string; kind: GapKind; callId: string | null }[] = [];
  for (const logged of inbound) {
    const copies = known.calls.get(logged.callId) ?? [];
    const ours = copies.find(({ connectionId }) => connectionId === run.connectionId) ?? copies[0] ?? null;
    const around: CallSurroundings = {
      now,
      numberIsOurs: ours?.numberId != null || numberOf(run, logged.to) !== null,
      copies: copies.length,
      hasTwin: known.twins.has(logged.callId),
    };
    const compared = compareCall(logged, ours, around);
    if (compared.result === "match") matched += 1;
    if (compared.result === "differ") differing.push({ logged, ours, around, gaps: compared.gaps });
    if (compared.result === "wait") continue;
    const kinds = compared.result === "match" ? [] : compared.gaps.map(({ kind }) => kind);
    for (const { kind } of known.gaps.get(logged.callId) ?? [])
      if (!kinds.includes(kind)) settled.push({ providerCallId: logged.callId, kind, callId: ours?.id ?? null });
  }
  return { matched, differing, settled };
}

function gapsOf(ctx: Context, run: Run, { logged, ours, gaps }: Compared, known: Known): (NewGap & { id: string })[] {
  const twin = known.twins.get(logged.callId) ?? null;
  return gaps.map(({ kind }) => ({
    id: ctx.ids.next(),
    kind,
    providerCallId: logged.callId,
    callId: ours?.id ?? (kind === "duplicate" ? twin : null),
    numberId: ours?.numberId ?? numberOf(run, logged.to),
    dialed: logged.to,
    arrivedAt: logged.arrivedAt,
    detail: ours === null ? {} : { here: ours.outcome },
  }));
}

/** Our number that was dialed, also where the log writes it another way. */
function numberOf({ numbers }: Run, dialed: string): string | null {
  const parsed = numbers.has(dialed) ? dialed : parseNumber(dialed);
  return parsed === null ? null : (numbers.get(parsed) ?? null);
}

type SettledGap = Parameters<typeof settleGaps>[2][number];

/** Repairs what can be, some at a time, and settles the gaps that are closed by it; answers how many. */
async function repairAll(ctx: Context, run: Run, differing: readonly Compared[]): Promise<number> {
  const waiting = differing.filter(({ gaps }) => gaps.some(({ repair }) => repair !== null));
  if (waiting.length === 0) return 0;
  const factsOf = await loadFactsOf(ctx, run, waiting);
  const settled: SettledGap[] = [];
  // In the order of their arrival, so that the first of a caller's calls opens what the later ones join.
  const queue = waiting.toSorted((a, b) => Temporal.Instant.compare(a.logged.arrivedAt, b.logged.arrivedAt));
  const failed = await inTurns(queue, async ({ logged, gaps, around, ours }) => {
    const connectionId = ours?.connectionId ?? run.connectionId;
    const facts = ours === null ? null : (factsOf.get(ours.id) ?? null);
    const repaired = await keepGoing(
      ctx,
      repairCall(ctx, run.accountId, { logged, gaps, around, connectionId, facts }),
    );
    for (const { kind } of repaired?.settled ?? [])
      settled.push({ providerCallId: logged.callId, kind, callId: repaired?.callId ?? null });
  });
  const done = await transaction(ctx.db, run.accountId, ctx.clock.now(), (tx) =>
    settleGaps(tx, run.connectionId, settled),
  );
  if (failed !== null) throw failed.error;
  return done;
}

async function loadFactsOf(ctx: Context, run: Run, calls: readonly Compared[]): Promise<Map<string, CallFacts>> {
  const ids = calls.flatMap(({ ours }) => (ours === null ? [] : [ours.id]));
  if (ids.length === 0) return new Map();
  return await transaction(ctx.db, run.accountId, ctx.clock.now(), (tx) => loadFacts(tx, ids));
}

/** Works at a queue, some at a time. The first failure ends it, after what was begun is done; answers that failure. */
async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<{ error: unknown } | null> {
  const queue = [...items];
  let failed: { error: unknown } | null = null;
  const turn = async () => {
    for (let item = queue.shift(); item !== undefined && failed === null; item = queue.shift())
      await work(item).catch((error: unknown) => {
        failed = { error };
      });
  };
  await Promise.all(Array.from({ length: repairsAtOnce }, turn));
  return failed;
}

/**
 * A call whose data the database refuses keeps its gap open and does not stop the others, now and at every run to come.
 * @throws every other failure: then nothing works at the moment.
 */
async function keepGoing<Answer>(ctx: Context, work: Promise<Answer>): Promise<Answer | null> {
  try {
    return await work;
  } catch (error) {
    // Classes 22 and 23 of SQLSTATE: data and integrity.
    const refused = error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
    if (!refused && !(error instanceof RangeError)) throw error;
    ctx.events.failed("a call of the provider's log could not be recorded", error);
    return null;
  }
}

/** Keeps the calls the business made that we have not heard of, or not to their end. Answers how many. */
async function noteAll(
  ctx: Context,
  run: Run,
  outbound: readonly Extract<LoggedCall, { direction: "outbound" }>[],
  known: ReadonlyMap<string, boolean>,
): Promise<number> {
  const news = outbound.filter((call) => {
    const ended = known.get(call.callId);
    return ended === undefined || (!ended && call.endedAt !== null);
  });
  const failed = await inTurns(news, async ({ direction: _direction, ...call }) => {
    const key = `log:${call.callId}:outbound:${call.endedAt === null ? "begun" : "ended"}`;
    const { accountId, connectionId } = run;
    const payload = { source: "provider-log" };
    await keepGoing(
      ctx,
      noteOutboundCall(ctx, { accountId, connectionId, key, call, payload, entered: "provider-log" }),
    );
  });
  if (failed !== null) throw failed.error;
  return news.length;
}
