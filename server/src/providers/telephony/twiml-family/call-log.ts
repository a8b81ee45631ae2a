import type { CallEvent, EndStatus, LegStatus } from "@ringback/core/calls/call-event.ts";
import type { LoggedCall, OutboundCall, TelephonyAccount } from "#providers/telephony/provider.ts";
import { dialEnded } from "./calls.ts";
import { pageSizeMax, readPages } from "./pages.ts";
import type { JsonObject, RestOptions } from "./rest.ts";
import { readCount, readDate, readId } from "./schema.ts";
import { isEnd, legStatuses } from "./words.ts";

/** One row of the log: a leg. Kept small, because a busy day has many. */
interface Leg {
  readonly id: string;
  readonly parentId: string | null;
  /** Whatever begins with `outbound` is not: peers leave the rest of the word out (docs/rules.md T4.1). */
  readonly isInbound: boolean;
  readonly from: string;
  readonly to: string;
  readonly status: LegStatus;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly seconds: number | null;
  readonly machine: boolean;
  readonly forwardedFrom: string | null;
  readonly callerName: string | null;
}

/** The provider's longest call: a phone that rang for a call of this range began at most so much later. */
const longestCallHours = 4;
const batchCalls = 500;

/**
 * The account's calls that started in [from, to), each with the phones it rang. Pages come newest first and are cut
 * anywhere, so a call is only put together when the whole range was read; a row that shifting pages show twice counts
 * once.
 * @throws ProviderError
 */
export async function* listCalls(
  options: RestOptions,
  account: TelephonyAccount,
  range: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedCall[]> {
  const query = {
    "StartTime>": options.dialect.queryTime(range.from),
    "StartTime<": options.dialect.queryTime(range.to.add({ hours: longestCallHours })),
    PageSize: String(pageSizeMax),
  };
  const legs = new Map<string, Leg>();
  for await (const page of readPages(options, account, { path: "/Calls.json", name: "calls", query }, signal)) {
    for (const row of page) {
      const leg = readLeg(row);
      if (leg !== null) legs.set(leg.id, leg);
    }
  }
  const children = Map.groupBy(
    [...legs.values()].filter(({ parentId }) => parentId !== null),
    ({ parentId }) => parentId,
  );
  let batch: LoggedCall[] = [];
  for (const leg of legs.values()) {
    if (leg.parentId !== null && legs.has(leg.parentId)) continue;
    if (leg.startedMs < range.from.epochMilliseconds || leg.startedMs >= range.to.epochMilliseconds) continue;
    batch.push(toCall(leg, children.get(leg.id) ?? []));
    if (batch.length < batchCalls) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function readLeg(row: JsonObject): Leg | null {
  const text = (name: string) => {
    const value = row[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const id = readId(text("sid"));
  const status = legStatuses.get(text("status") ?? "");
  const started = readDate(text("start_time")) ?? readDate(text("date_created"));
  if (id === null || status === undefined || started === null) return null;
  const ended = isEnd(status) ? (readDate(text("end_time")) ?? readDate(text("date_updated"))) : null;
  const direction = text("direction");
  return {
    id,
    parentId: readId(text("parent_call_sid")),
    isInbound: direction === undefined || direction === "inbound",
    from: text("from") ?? "",
    to: text("to") ?? "",
    status,
    startedMs: started.epochMilliseconds,
    endedMs: ended?.epochMilliseconds ?? null,
    seconds: readCount(text("duration")),
    machine: /^(machine|fax)/.test(text("answered_by") ?? ""),
    forwardedFrom: text("forwarded_from") || null,
    callerName: text("caller_name") || null,
  };
}

function toCall(leg: Leg, children: readonly Leg[]): LoggedCall {
  // A softphone or desk phone that calls out comes in at the provider, too; whom it reached is on the child.
  const isOurPhone = /^(client|sips?):/i.test(leg.from);
  if (!leg.isInbound || (isOurPhone && children.some(({ to }) => !/^(client|sips?):/i.test(to))))
    return { direction: "outbound", ...outbound(leg, children) };
  return {
    direction: "inbound",
    callId: leg.id,
    arrivedAt: at(leg.startedMs),
    from: leg.from,
    to: leg.to,
    ended: isEnd(leg.status),
    events: eventsOf(leg, children),
  };
}

/** What the log proves of a call that came in. It knows no press of a key, so it never says that a person answered. */
function eventsOf(leg: Leg, children: readonly Leg[]): CallEvent[] {
  const { from, to, forwardedFrom, callerName } = leg;
  const arrivedAt = at(leg.startedMs);
  const arrived = {
    kind: "arrived",
    at: arrivedAt,
    from,
    to,
    forwardedFrom,
    callerName,
    callerIdTrust: "none",
  } as const;
  const rung = children.map((child): CallEvent => {
    const { id: legId, to: phone, status } = child;
    return { kind: "leg-progress", at: at(child.endedMs ?? child.startedMs), legId, to: phone, status, sequence: null };
  });
  const dial = dialEnded(
    children.map(({ id: legId, status, seconds, endedMs, startedMs }) => ({
      legId,
      status,
      seconds,
      at: at(endedMs ?? startedMs),
    })),
  );
  if (!isEnd(leg.status)) return [arrived, ...rung, ...dial];
  const status: EndStatus = leg.status;
  return [
    arrived,
    ...rung,
    ...dial,
    { kind: "ended", at: at(leg.endedMs ?? leg.startedMs), status, durationSeconds: leg.seconds },
  ];
}

const outcomes: Readonly<Record<EndStatus, OutboundCall["outcome"]>> = {
  completed: "connected",
  busy: "busy",
  "no-answer": "no-answer",
  canceled: "canceled",
  failed: "failed",
};

/** A call the business made: our own call back rings a staff phone first, so the customer is on the child. */
function outbound(leg: Leg, children: readonly Leg[]): OutboundCall {
  const customer = children.find(({ seconds }) => (seconds ?? 0) > 0) ?? children.at(-1) ?? leg;
  const over = isEnd(leg.status) && isEnd(customer.status);
  const outcome = isEnd(customer.status) ? outcomes[customer.status] : null;
  return {
    callId: leg.id,
    from: customer.from,
    to: customer.to,
    startedAt: at(leg.startedMs),
    endedAt: over ? at(leg.endedMs ?? customer.endedMs ?? leg.startedMs) : null,
    outcome: !over ? null : customer.machine && outcome === "connected" ? "machine" : outcome,
    talkSeconds: over ? customer.seconds : null,
  };
}

function at(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
