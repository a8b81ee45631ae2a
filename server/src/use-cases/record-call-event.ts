import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { afterRinging, chooseRoute, voicemailInstruction } from "@ringback/core/answering/choose-route.ts";
import { respectRecordingPolicy } from "@ringback/core/answering/respect-recording-policy.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall, type Verdict } from "@ringback/core/calls/missed-call.ts";
import { readCaller } from "@ringback/core/phone-number.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { settleCallJob } from "#db/jobs.ts";
import { appendCallEvent, type CallRow, keepProviderEvent, saveCall } from "#db/stores/calls.ts";
import { lockAndLoad, type Surroundings } from "#db/stores/ingest.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import { closeGotThrough } from "./close-got-through.ts";
import type { Context } from "./context.ts";
import { answersCalls, tellsConnection } from "./line-abilities.ts";
import { nameCaller } from "./name-caller.ts";
import { noteVoicemail } from "./note-voicemail.ts";
import { openMissedCall } from "./open-missed-call.ts";

type Arrival = Extract<CallEvent, { kind: "arrived" }>;

/** How a call got into the books; the first report of it says. */
export type Entered = CallRow["entered"];

interface ReportedCall {
  readonly accountId: string;
  readonly connectionId: string;
  /** The provider's id of the call; opaque. */
  readonly providerCallId: string;
  /** Who called whom, where this report repeats it: a call whose first report was lost is known from here on. */
  readonly arrival?: Arrival | null;
  /** `webhook` where nothing is said. A later report never changes how a call got in. */
  readonly entered?: Entered;
}

/** One event. `key` is the provider's identity of it: the same webhook, the same key. */
export interface KeyedCallEvent {
  readonly key: string;
  readonly event: CallEvent;
  readonly payload: Readonly<Record<string, string>>;
}

export type ReportedCallEvent = ReportedCall & KeyedCallEvent;

/** Several events of one call; at least one. */
export interface ReportedCallEvents extends ReportedCall {
  readonly events: readonly KeyedCallEvent[];
}

export interface RecordedCallEvent {
  /** Whether every event was known before. */
  readonly repeated: boolean;
  readonly callId: string;
  readonly verdict: Verdict;
  /** What the provider shall do next, where the (last) event asks for it. */
  readonly instruction: CallInstruction;
}

/** Longer than ringing, voicemail and a provider's delays together; most conversations are over by then. */
const settleAfterMinutes = 6;

/** What the events are folded into, handed to the use cases that follow from it. */
export interface JudgedCall {
  readonly row: CallRow;
  readonly verdict: Verdict;
  /** The event, or the last of those that came together. */
  readonly event: CallEvent;
  readonly around: Surroundings;
  readonly playbook: Playbook;
}

/**
 * Records what the provider said about a call: appends it, folds it, judges the call, and opens or closes what follows,
 * all in one transaction of two round trips. A repeated event changes nothing and gets the same instruction again.
 * @throws the database's error; then nothing was kept and the provider will be told to come again.
 */
export async function recordCallEvent(ctx: Context, reported: ReportedCallEvent): Promise<RecordedCallEvent> {
  const { key, event, payload, ...call } = reported;
  return await recordCallEvents(ctx, { ...call, events: [{ key, event, payload }] });
}

/**
 * The same for several events of one call at once, in any order, with `arrived` among them or given as `arrival`: judged
 * once, when all are folded in, so a call read from a log takes one transaction. For a call nobody had heard of
 * (`entered: "provider-log"`) the callback's clock starts at the call, not now; a text that would come too late does not go.
 * @throws the database's error, and RangeError without events; then nothing was kept.
 */
export async function recordCallEvents(ctx: Context, reported: ReportedCallEvents): Promise<RecordedCallEvent> {
  return await transaction(ctx.db, reported.accountId, ctx.clock.now(), (tx) => {
    // A log can be read again, and whatever follows from a call in it is committed later and waits for the disk, this
    // commit before it included. With thousands of calls to enter, each alone would wait most of the time.
    if (reported.entered === "provider-log") tx.write(sql`set local synchronous_commit to off`);
    return fold(ctx, tx, reported);
  });
}

async function fold(ctx: Context, tx: Transaction, reported: ReportedCallEvents): Promise<RecordedCallEvent> {
  const { connectionId, providerCallId, events } = reported;
  const last = events.at(-1)?.event;
  if (last === undefined) throw new RangeError("No event of a call was reported.");
  const arrival =
    events.map(({ event }) => event).find((event) => event.kind === "arrived") ?? reported.arrival ?? null;
  const said = arrival ? readCaller(arrival.from, arrival.callerIdTrust) : null;
  const caller = said?.kind === "known" ? said.number : null;
  const around = await lockAndLoad(tx, {
    connectionId,
    providerCallId,
    eventKeys: events.map(({ key }) => key),
    caller,
    dialed: arrival?.to ?? null,
    numberKey: numberKey(ctx.secretBox, tx.accountId),
  });
  const playbook = await loadPlaybook(tx, around.playbook_version);
  const known = around.call?.facts ?? noFacts;
  const before = known.arrived || arrival === null ? known : mergeCallEvent(known, arrival);
  const facts = events.reduce((merged, { event }) => mergeCallEvent(merged, event), before);
  const arrived = events.some(({ event }) => event.kind === "arrived") ? arrival : null;
  const { provider } = around;
  const call = {
    arrived,
    caller,
    observed: !answersCalls(ctx, provider),
    tellsConnection: tellsConnection(ctx, provider),
  };
  const routed = withRoute(facts, call, around, playbook);
  const verdict = judgeCall(routed.facts, { lateAnswerSeconds: playbook.answering.lateAnswerSeconds });
  const callId = around.call?.id ?? ctx.ids.next();
  const instruction = respectRecordingPolicy(
    routed.instruction ?? nextInstruction(last, routed.facts, playbook),
    around.number?.recording_policy ?? "voicemail",
    playbook.businessName,
  );
  // What comes late of somebody who was forgotten is let go of: it would name them again.
  const fresh = around.call?.forgotten_at == null ? unseen(events, around.seen) : [];
  if (fresh.length === 0) return { repeated: true, callId, verdict, instruction };

  const row = nextRow(tx, reported, fresh, around, routed.facts, verdict, callId);
  keep(ctx, tx, row, fresh, around.call === null);
  const linked = await followUp(ctx, tx, { row, verdict, event: last, around, playbook }, fresh);
  saveCall(tx, { ...row, ...linked });
  // In case the call's end never comes.
  if (around.call === null && verdict.state !== "ended")
    tx.enqueue(settleCallJob(tx.accountId, callId, tx.now.add({ minutes: settleAfterMinutes })));
  tx.changed({ kind: "call", id: callId });
  return { repeated: false, callId, verdict, instruction };
}

/** The events that were never recorded, each once. */
function unseen(events: readonly KeyedCallEvent[], seen: readonly string[]): KeyedCallEvent[] {
  const known = new Set(seen);
  return events.filter(({ key }) => !known.has(key) && known.add(key));
}

/** The reports as they came, and the call's own ledger. */
function keep(ctx: Context, tx: Transaction, row: CallRow, fresh: readonly KeyedCallEvent[], isNew: boolean): void {
  const { id: callId, connectionId } = row;
  if (isNew && row.entered === "provider-log")
    appendCallEvent(tx, { id: ctx.ids.next(), callId, kind: "found-in-log", at: tx.now, detail: {} });
  for (const { key, event, payload } of fresh) {
    keepProviderEvent(tx, { id: ctx.ids.next(), connectionId, key, kind: event.kind, payload });
    appendCallEvent(tx, { id: ctx.ids.next(), callId, kind: event.kind, at: event.at, detail: ledgerDetail(event) });
  }
}

/** What the verdict brings with it, once: the miss, the conversation, the voicemail's words. */
async function followUp(
  ctx: Context,
  tx: Transaction,
  call: JudgedCall,
  fresh: readonly KeyedCallEvent[],
): Promise<Partial<CallRow>> {
  const { verdict, around } = call;
  const before = around.call?.outcome ?? null;
  let linked: Partial<CallRow> = {};
  if (verdict.outcome === "missed" && before !== "missed") linked = await openMissedCall(ctx, tx, call);
  else if (verdict.outcome === "missed") linked = await nameCaller(ctx, tx, call);
  if (verdict.outcome === "answered" && before !== "answered") await closeGotThrough(ctx, tx, call);
  for (const { event } of fresh)
    if (event.kind === "recording-ready" || event.kind === "transcript-ready" || event.kind === "voicemail-left")
      await noteVoicemail(ctx, tx, { ...call, event, row: { ...call.row, ...linked } });
  return linked;
}

/** The route is decided once, when the call comes in, and kept with it; a repeated arrival gets the same one. */
function withRoute(
  facts: CallFacts,
  call: {
    readonly arrived: Arrival | null;
    readonly caller: string | null;
    readonly observed: boolean;
    readonly tellsConnection: boolean;
  },
  around: Surroundings,
  playbook: Playbook,
): { facts: CallFacts; instruction: CallInstruction | null } {
  // Another phone system routes the call; Ringback looks on.
  if (call.observed)
    return { facts: { ...facts, route: facts.route ?? { kind: "elsewhere" } }, instruction: { do: "nothing" } };
  const { arrived, caller, tellsConnection } = call;
  if (arrived === null) return { facts, instruction: null };
  const mode = around.number?.mode ?? (arrived.forwardedFrom ? "forwarded" : "answers");
  // By the hour of the call, not of this report of it: the second of two reports may come after opening time.
  const at = Temporal.Instant.from(facts.arrived?.at ?? arrived.at.toString());
  // A drill rings nobody of the team.
  const chosen = chooseRoute(
    { mode, caller, numberId: around.number?.id ?? null, tellsConnection },
    playbook,
    around.drill_id === null ? around.members : [],
    at,
  );
  return { facts: { ...facts, route: facts.route ?? chosen.route }, instruction: chosen.instruction };
}

function nextInstruction(event: CallEvent, facts: CallFacts, playbook: Playbook): CallInstruction {
  switch (event.kind) {
    case "dial-ended":
      return afterRinging(facts, event.round, playbook);
    case "system-failed":
      return voicemailInstruction(facts.route ?? { kind: "voicemail", because: "no-agent-on-duty" }, playbook);
    case "voicemail-left":
      return { do: "say-and-hang-up", text: "Thank you. We have your message. Goodbye." };
    case "leg-accepted":
      return { do: "connect" };
    default:
      return { do: "nothing" };
  }
}

function nextRow(
  tx: Transaction,
  reported: ReportedCall,
  fresh: readonly KeyedCallEvent[],
  around: Surroundings,
  facts: CallFacts,
  verdict: Verdict,
  callId: string,
): CallRow {
  const known = around.call;
  const arrived = facts.arrived;
  const caller = arrived ? readCaller(arrived.from, arrived.callerIdTrust) : null;
  const missedNow = verdict.outcome === "missed" && known?.outcome !== "missed";
  const heardAt = fresh.map(({ event }) => event.at).reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
  const detectedAt = missedNow ? tx.now : known?.detected_at ? Temporal.Instant.from(known.detected_at) : null;
  return {
    id: callId,
    connectionId: reported.connectionId,
    providerCallId: reported.providerCallId,
    numberId: around.number?.id ?? known?.number_id ?? null,
    dialed: arrived?.to ?? known?.dialed ?? "",
    caller: caller?.kind === "known" ? caller.number : (known?.caller ?? null),
    callerWithheld: caller ? caller.kind === "withheld" : (known?.caller_withheld ?? false),
    callerName: cleanName(arrived?.callerName ?? null),
    contactId: known?.contact_id ?? around.contact?.id ?? null,
    episodeId: known?.episode_id ?? null,
    arrivedAt: Temporal.Instant.from(arrived?.at ?? known?.arrived_at ?? heardAt.toString()),
    playbookVersion: around.playbook_version,
    entered: known?.entered ?? reported.entered ?? "webhook",
    drillId: known?.drill_id ?? around.drill_id,
    facts,
    verdict,
    detectedAt,
    detectedAfterMs: missedNow ? Math.max(0, tx.now.epochMilliseconds - heardAt.epochMilliseconds) : null,
  };
}

/** The network's caller name is a stranger's text: shown as text, bounded, without control characters. */
function cleanName(raw: string | null): string | null {
  const cleaned = raw
    ?.replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .trim()
    .slice(0, 80);
  return cleaned ? cleaned : null;
}

/** The ledger keeps what happened, not what was said: words are in the transcript, where retention and access rule. */
function ledgerDetail(event: CallEvent): Record<string, unknown> {
  const { kind: _kind, at: _at, ...detail } = event;
  if ("text" in detail)
    return {
      transcriptId: detail.transcriptId,
      recordingId: detail.recordingId,
      state: detail.state,
      characters: detail.text?.length ?? 0,
    };
  return detail;
}
