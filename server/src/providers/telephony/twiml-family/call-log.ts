import type { CallEvent, EndStatus } from "@ringback/core/calls/call-event.ts";
import type { LoggedCall, OutboundCall, TelephonyAccount } from "#providers/telephony/provider.ts";
import { eventsOfLog, type LoggedLeg, readLeg } from "./logged-leg.ts";
import { readRecording } from "./logged-recording.ts";
import { pageSizeMax, readPages } from "./pages.ts";
import type { RestOptions } from "./rest.ts";
import { isEnd } from "./words.ts";

/** The provider's longest call: a phone that rang for a call of this range began at most so much later. */
const longestCallHours = 4;
const batchCalls = 500;

interface Range {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/**
 * The account's calls that started in [from, to), each with the phones it rang and the voicemail it left. Pages come
 * newest first and are cut anywhere, so a call is only put together when the whole range was read; a row that shifting
 * pages show twice counts once, as it was read last.
 * @throws ProviderError
 */
export async function* listCalls(
  options: RestOptions,
  account: TelephonyAccount,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedCall[]> {
  const query = within(options, "StartTime", range);
  const legs = new Map<string, LoggedLeg>();
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
  const voicemails = await readVoicemails(options, account, range, legs, signal);
  let batch: LoggedCall[] = [];
  for (const leg of legs.values()) {
    // Told with its parent; a parent that was not read began before this range, and is told with that one.
    if (leg.parentId !== null) continue;
    if (leg.startedMs < range.from.epochMilliseconds || leg.startedMs >= range.to.epochMilliseconds) continue;
    batch.push(toCall(leg, children.get(leg.id) ?? [], voicemails.get(leg.id) ?? []));
    if (batch.length < batchCalls) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The query for a range and, as long as the longest call, for what came after it. */
function within({ dialect }: RestOptions, name: string, { from, to }: Range): Readonly<Record<string, string>> {
  return {
    [`${name}>`]: dialect.queryTime(from),
    [`${name}<`]: dialect.queryTime(to.add({ hours: longestCallHours })),
    PageSize: String(pageSizeMax),
  };
}

/** What callers said, by call. Where our server was away the vendor's own document took it, and only the log knows. */
async function readVoicemails(
  options: RestOptions,
  account: TelephonyAccount,
  range: Range,
  legs: ReadonlyMap<string, LoggedLeg>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly CallEvent[]>> {
  const found = new Map<string, readonly CallEvent[]>();
  const answered = legs.values().some(({ isInbound, status }) => isInbound && status === "completed");
  if (!options.dialect.abilities.recordings || !answered) return found;
  const query = within(options, "DateCreated", range);
  const list = { path: "/Recordings.json", name: "recordings", query };
  for await (const page of readPages(options, account, list, signal)) {
    for (const row of page) {
      const recording = readRecording(row);
      if (recording === null || recording.callId === null || !legs.has(recording.callId)) continue;
      found.set(recording.callId, recording.events);
    }
  }
  return found;
}

function toCall(leg: LoggedLeg, children: readonly LoggedLeg[], voicemail: readonly CallEvent[]): LoggedCall {
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
    events: eventsOfLog(leg, children, voicemail),
  };
}

const outcomes: Readonly<Record<EndStatus, OutboundCall["outcome"]>> = {
  completed: "connected",
  busy: "busy",
  "no-answer": "no-answer",
  canceled: "canceled",
  failed: "failed",
};

/** A call the business made: our own call back rings a staff phone first, so the customer is on the child. */
function outbound(leg: LoggedLeg, children: readonly LoggedLeg[]): OutboundCall {
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
