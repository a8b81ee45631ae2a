import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { chooseRoute, voicemailInstruction } from "@ringback/core/answering/choose-route.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall, type Verdict } from "@ringback/core/calls/missed-call.ts";
import { readCaller } from "@ringback/core/phone-number.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { settleCallJob } from "#db/jobs.ts";
import { appendCallEvent, type CallRow, keepProviderEvent, saveCall } from "#db/stores/calls.ts";
import { lockAndLoad, type Surroundings } from "#db/stores/ingest.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { closeGotThrough } from "./close-got-through.ts";
import type { Context } from "./context.ts";
import { answersCalls } from "./line-abilities.ts";
import { noteVoicemail } from "./note-voicemail.ts";
import { openMissedCall } from "./open-missed-call.ts";

export interface ReportedCallEvent {
  readonly accountId: string;
  readonly connectionId: string;
  /** The provider's id of the call; opaque. */
  readonly providerCallId: string;
  /** The provider's identity of this event: the same webhook, the same key. */
  readonly key: string;
  readonly event: CallEvent;
  /** Who called whom, where this webhook repeats it: a call whose first webhook was lost is known from here on. */
  readonly arrival?: Extract<CallEvent, { kind: "arrived" }> | null;
  readonly payload: Readonly<Record<string, string>>;
}

export interface RecordedCallEvent {
  readonly repeated: boolean;
  readonly callId: string;
  readonly verdict: Verdict;
  /** What the provider shall do next, where this event asks for it. */
  readonly instruction: CallInstruction;
}

/** Longer than ringing, voicemail and a provider's delays together; most conversations are over by then. */
const settleAfterMinutes = 6;

/** What one event is folded into, handed to the use cases that follow from it. */
export interface JudgedCall {
  readonly row: CallRow;
  readonly verdict: Verdict;
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
  return await transaction(ctx.db, reported.accountId, ctx.clock.now(), (tx) => fold(ctx, tx, reported));
}

async function fold(ctx: Context, tx: Transaction, reported: ReportedCallEvent): Promise<RecordedCallEvent> {
  const { connectionId, providerCallId, key, event, payload } = reported;
  const arrival = event.kind === "arrived" ? event : (reported.arrival ?? null);
  const said = arrival ? readCaller(arrival.from, arrival.callerIdTrust) : null;
  const around = await lockAndLoad(tx, {
    connectionId,
    providerCallId,
    eventKey: key,
    caller: said?.kind === "known" ? said.number : null,
    dialed: arrival?.to ?? null,
  });
  const playbook = await loadPlaybook(tx, around.playbook_version);
  const known = around.call?.facts ?? noFacts;
  const before = known.arrived || arrival === null ? known : mergeCallEvent(known, arrival);
  const merged = withRoute(
    mergeCallEvent(before, event),
    event,
    around,
    playbook,
    said?.kind === "known" ? said.number : null,
    answersCalls(ctx, around.provider),
  );
  const verdict = judgeCall(merged.facts);
  const callId = around.call?.id ?? ctx.ids.next();
  const instruction = merged.instruction ?? nextInstruction(event, merged.facts, verdict, playbook);
  if (around.seen) return { repeated: true, callId, verdict, instruction };

  keepProviderEvent(tx, { id: ctx.ids.next(), connectionId, key, kind: event.kind, payload });
  const row = nextRow(tx, reported, around, merged.facts, verdict, callId);
  appendCallEvent(tx, { id: ctx.ids.next(), callId, kind: event.kind, at: event.at, detail: ledgerDetail(event) });
  const call: JudgedCall = { row, verdict, event, around, playbook };
  const linked = await followUp(ctx, tx, call);
  saveCall(tx, { ...row, ...linked });
  // In case the call's end never comes.
  if (around.call === null)
    tx.enqueue(settleCallJob(tx.accountId, callId, tx.now.add({ minutes: settleAfterMinutes })));
  tx.changed({ kind: "call", id: callId });
  return { repeated: false, callId, verdict, instruction };
}

/** What the verdict brings with it, once: the miss, the conversation, the voicemail's words. */
async function followUp(ctx: Context, tx: Transaction, call: JudgedCall): Promise<Partial<CallRow>> {
  const { verdict, around, event } = call;
  const before = around.call?.outcome ?? null;
  let linked: Partial<CallRow> = {};
  if (verdict.outcome === "missed" && before !== "missed") linked = await openMissedCall(ctx, tx, call);
  if (verdict.outcome === "answered" && before !== "answered") await closeGotThrough(ctx, tx, call);
  if (event.kind === "recording-ready" || event.kind === "transcript-ready" || event.kind === "voicemail-left") {
    await noteVoicemail(ctx, tx, { ...call, row: { ...call.row, ...linked } });
  }
  return linked;
}

/** The route is decided once, when the call comes in, and kept with it; a repeated arrival gets the same one. */
function withRoute(
  facts: CallFacts,
  event: CallEvent,
  around: Surroundings,
  playbook: Playbook,
  caller: string | null,
  isOurs: boolean,
): { facts: CallFacts; instruction: CallInstruction | null } {
  if (!isOurs)
    return {
      facts: facts.arrived ? { ...facts, route: { kind: "elsewhere" } } : facts,
      instruction: { do: "nothing" },
    };
  if (event.kind !== "arrived") return { facts, instruction: null };
  const mode = around.number?.mode ?? (event.forwardedFrom ? "forwarded" : "answers");
  // By the hour of the call, not of this report of it: the second of two reports may come after opening time.
  const at = facts.arrived ? Temporal.Instant.from(facts.arrived.at) : event.at;
  const chosen = chooseRoute({ mode, caller }, playbook, around.members, at);
  return { facts: { ...facts, route: facts.route ?? chosen.route }, instruction: chosen.instruction };
}

function nextInstruction(event: CallEvent, facts: CallFacts, verdict: Verdict, playbook: Playbook): CallInstruction {
  switch (event.kind) {
    case "dial-ended":
      if (verdict.outcome === "answered") return { do: "hang-up" };
      return voicemailInstruction(facts.route ?? { kind: "voicemail", because: "no-agent-on-duty" }, playbook);
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
  reported: ReportedCallEvent,
  around: Surroundings,
  facts: CallFacts,
  verdict: Verdict,
  callId: string,
): CallRow {
  const known = around.call;
  const arrived = facts.arrived;
  const caller = arrived ? readCaller(arrived.from, arrived.callerIdTrust) : null;
  const missedNow = verdict.outcome === "missed" && known?.outcome !== "missed";
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
    arrivedAt: Temporal.Instant.from(arrived?.at ?? known?.arrived_at ?? reported.event.at.toString()),
    playbookVersion: around.playbook_version,
    facts,
    verdict,
    detectedAt,
    detectedAfterMs: missedNow ? Math.max(0, tx.now.epochMilliseconds - reported.event.at.epochMilliseconds) : null,
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
