import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { allowedActions } from "@ringback/core/callbacks/allowed-actions.ts";
import { bestHours } from "@ringback/core/callbacks/best-hours.ts";
import { bestTimes } from "@ringback/core/callbacks/best-times.ts";
import { breachReasonWords } from "@ringback/core/callbacks/breach-reason.ts";
import type { Actor } from "@ringback/core/callbacks/callback.ts";
import { asksHow } from "@ringback/core/callbacks/close-callback.ts";
import { holdWords } from "@ringback/core/callbacks/hold-words.ts";
import { knownFacts } from "@ringback/core/callbacks/known-facts.ts";
import { deliveryWords, plainWords, selfClosedWords, sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { loopSteps } from "@ringback/core/callbacks/loop-steps.ts";
import { refusalWords } from "@ringback/core/callbacks/refusal.ts";
import { type TimelineFact, timelineOf } from "@ringback/core/callbacks/timeline-words.ts";
import { transcriptionFailureWords } from "@ringback/core/classification/transcription-words.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { scriptFor } from "@ringback/core/playbook/scripts/script-for.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { notesOf } from "#db/stores/callback-notes.ts";
import { toCallback } from "#db/stores/callbacks.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { presentMembers } from "#db/stores/presence.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { callbackRows, type RowColumns, toCallbackRow } from "./callback-row.ts";
import * as material from "./case-material.ts";
import { toNotes } from "./notes.ts";
import { toPresence } from "./presence.ts";
import { readingsOfMatter } from "./readings.ts";
import { withOwner } from "./to-reading.ts";

/** What phone systems can do, by the name that a connection holds; one that is not named can do everything. */
export type PhoneSystems = Readonly<
  Record<
    string,
    { readonly abilities: { readonly sms: boolean; readonly mms?: boolean; readonly startsCalls: boolean } }
  >
>;

/** One case, whole, as this person sees it; null when the business has no such callback. */
export async function callbackCase(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  callbackId: string,
  actor: Actor,
  systems: PhoneSystems,
): Promise<CallbackCase | null> {
  // A case is put together from many questions: somebody may claim it between two of them.
  const read = async (tx: Transaction) => {
    const [row, about] = await Promise.all([
      tx.first<RowColumns>(callbackRows(accountId, now, sql`select ${callbackId}::uuid as id`)),
      material.loadCaseRow(tx, callbackId, actor.memberId),
    ]);
    if (row === null || about === null) return null;
    const found = await loadAll(tx, row, about, actor.memberId);
    const can = systems[about.line_provider ?? ""]?.abilities ?? { sms: true, startsCalls: true };
    return toCase(found, actor, can, now);
  };
  return await transaction(db, accountId, now, read, { sees: "one moment" });
}

type Found = Awaited<ReturnType<typeof loadAll>>;

async function loadAll(tx: Transaction, row: RowColumns, about: material.CaseRow, memberId: string) {
  const [
    calls,
    voicemail,
    readings,
    assessment,
    holds,
    messages,
    notices,
    events,
    callEvents,
    lastAttempt,
    names,
    notes,
    present,
    habits,
    playbook,
  ] = await Promise.all([
    material.loadCalls(tx, about, row.caller),
    material.loadVoicemail(tx, about),
    readingsOfMatter(tx, about.episode_id),
    material.loadAssessment(tx, about, row.id),
    material.loadHolds(tx, row.id),
    material.loadMessages(tx, about, row.id, row.caller, row.started_at),
    material.loadNotices(tx, row.id),
    material.loadEvents(tx, row.id),
    material.loadCallEvents(tx, about),
    material.loadLastAttempt(tx, row.id),
    material.loadNames(tx),
    notesOf(tx, row.id),
    presentMembers(tx, row.id),
    material.loadCallerHabits(tx, row.id, memberId),
    loadPlaybook(tx, about.playbook_version),
  ]);
  return {
    row,
    about,
    calls,
    voicemail,
    readings,
    assessment,
    holds,
    messages,
    notices,
    events,
    callEvents,
    lastAttempt,
    names,
    notes,
    present,
    habits,
    playbook,
  };
}

/** Of callbacks of earlier releases nobody knows the reason until a person says it. */
function latenessOf({ row, about, names }: Found): CallbackCase["lateness"] {
  if (row.breached_at === null) return null;
  const { breach_reason: reason, breach_reason_by: by, breach_reason_at: at } = about;
  return {
    reason: reason ?? "other",
    words: reason === null ? "nobody has said why" : breachReasonWords[reason],
    note: about.breach_note,
    by: by === null ? null : (names.get(by) ?? null),
    at: at?.toString() ?? null,
  };
}

type Abilities = PhoneSystems[string]["abilities"];

function toCase(found: Found, actor: Actor, can: Abilities, now: Temporal.Instant): CallbackCase {
  const { row, about, calls, holds, playbook } = found;
  return {
    ...toCallbackRow(row),
    loop: loop(found, now),
    voicemail: voicemailOf(found),
    readings: found.readings.map((reading) => withOwner(reading, row.owner.name)),
    known: known(found, now),
    openHolds: holds.map(({ id, reason, opened_at, due_at }) => ({
      id,
      reason,
      text: holdWords(reason),
      openedAt: opened_at.toString(),
      dueAt: due_at.toString(),
    })),
    messages: threadOf(found),
    noTextReason: noTextReason(found),
    timeline: timeline(found, now),
    actions: actionsOf(found, actor, can),
    calls: calls.map((call) => ({
      id: call.id,
      at: call.arrived_at.toString(),
      outcome: call.outcome ?? call.state,
      missReason: call.miss_reason,
      durationSeconds: call.ended_at === null ? null : secondsBetween(call.arrived_at, call.ended_at),
    })),
    dispositions: playbook.dispositions
      .filter(({ key, retired }) => retired !== true || key === row.disposition)
      .map(({ key, label, recovered }) => ({
        key,
        label,
        recovered,
        asks: asksHow({ recovered }, row.attempt_count) ? ("how" as const) : null,
      })),
    notes: toNotes(found.notes, actor, now),
    present: found.present.map(toPresence),
    ...callingHelp(found, now),
    callFrom: about.line_connected && can.startsCalls ? about.line_number : null,
    lateness: latenessOf(found),
    version: about.version,
  };
}

/** What helps whoever is about to call: what to say, when they may be there, and a text that says who rings. */
function callingHelp({ row, playbook, habits }: Found, now: Temporal.Instant) {
  const { retries, hours, businessName } = playbook;
  const best = bestHours(habits.moments, now, hours.timeZone);
  const text =
    retries.textBeforeCalling === null || row.caller === null || row.attempt_count > 0
      ? null
      : renderTemplate(retries.textBeforeCalling, { business: businessName, callerName: row.caller_name });
  const script = scriptFor({
    trade: playbook.trade,
    own: playbook.scripts,
    intent: row.intent,
    isEmergency: row.urgency === "emergency",
    business: businessName,
    caller: row.caller_name,
    me: habits.me,
  });
  return {
    script: row.state === "closed" ? null : { ...script, questions: [...script.questions], avoid: [...script.avoid] },
    bestTimes: bestTimes(best, hours, now).map(({ from, until, why }) => ({
      from: from.toString(),
      until: until.toString(),
      why,
    })),
    textBeforeCalling: text?.ok === true ? text.text : null,
  };
}

/** The acknowledgement of the matter; there is one at most. */
function acknowledgementOf({ messages }: Found): material.CaseMessage | undefined {
  return messages.find((message) => message.purpose === "acknowledgement");
}

function firstCallOf({ calls, about }: Found): material.CaseCall | undefined {
  return calls.find((call) => call.id === about.first_call_id) ?? calls.findLast((call) => call.of_this_matter);
}

function loop(found: Found, now: Temporal.Instant): CallbackCase["loop"] {
  const { row, about, voicemail, assessment, lastAttempt, playbook } = found;
  const call = firstCallOf(found);
  const acknowledgement = acknowledgementOf(found);
  const suppressed = acknowledgement?.state === "suppressed";
  const steps = loopSteps({
    now,
    timeZone: about.time_zone,
    call: {
      arrivedAt: call?.arrived_at ?? row.started_at,
      detectedAt: call?.detected_at ?? null,
      detectedAfterMs: call?.detected_after_ms ?? null,
      missReason: call?.miss_reason ?? row.miss_reason,
      texted: row.kind === "text",
      rangSeconds: call?.rang_seconds ?? null,
    },
    acknowledgement: acknowledgement
      ? {
          state: acknowledgement.state,
          at: acknowledgement.sent_at ?? acknowledgement.created_at,
          rules: acknowledgement.rules ?? [],
          errorCode: acknowledgement.error_code,
        }
      : null,
    movedUp: suppressed && about.sla !== null && about.sla.noTextMinutes < about.sla.targetMinutes,
    assessment: assessment
      ? {
          at: assessment.at,
          urgency: row.urgency,
          intent: assessment.assessment.intent,
          lane: row.lane,
          quotes: quotesFor(assessment.assessment.evidence, row.urgency),
          noSpeech: assessment.assessment.speech === "no-speech",
          byPerson: assessment.made_by === "person",
        }
      : null,
    wordsOnTheirWay: voicemail !== null && voicemail.transcript_state === "on-its-way",
    callback: {
      state: row.state,
      openedAt: row.opened_at,
      dueAt: row.due_at,
      snoozedUntil: row.snoozed_until,
      ownerName: row.owner.name,
      claimedByName: row.claimed_by?.name ?? null,
      closedAt: row.closed_at,
      outcome: row.disposition === null ? null : outcomeLabel(playbook, row.disposition),
      recovered: row.recovered,
      attempts: row.attempt_count,
      lastAttempt: lastAttempt?.result ?? null,
      onTheLine: row.on_the_line,
    },
  });
  return steps.map((step) => ({ ...step, at: step.at?.toString() ?? null }));
}

/** The words behind the label that is shown. */
function quotesFor(evidence: readonly { label: string; quote?: string }[], urgency: string): string[] {
  const loud = evidence.filter((piece) => piece.label === `urgency:${urgency}`);
  const pieces = loud.length > 0 ? loud : evidence.filter((piece) => piece.label.startsWith("intent:"));
  return [...new Set(pieces.flatMap((piece) => (piece.quote === undefined ? [] : [piece.quote])))].slice(0, 3);
}

const audioStates = {
  announced: "on-its-way",
  fetched: "ready",
  withheld: "withheld",
  failed: "failed",
  absent: "none",
  quarantined: "quarantined",
} as const;

function voicemailOf({ voicemail }: Found): CallbackCase["voicemail"] {
  if (voicemail === null) return null;
  return {
    callId: voicemail.call_id,
    recordingId: voicemail.recording_id,
    durationSeconds: voicemail.duration_seconds,
    audioState: voicemail.recording_state === null ? "none" : audioStates[voicemail.recording_state],
    transcript: voicemail.transcript,
    transcriptState: voicemail.transcript_state,
    transcriptNote:
      voicemail.problem === null ? null : transcriptionFailureWords(voicemail.problem, voicemail.words_awaited),
    transcriptSource: voicemail.source,
    language: voicemail.language,
    words: (voicemail.words ?? []).map(({ start, end, startMs, endMs }) => ({
      start,
      end,
      from: startMs / 1000,
      to: endMs / 1000,
    })),
    muted: voicemail.muted.map(({ fromMs, toMs }) => ({ from: fromMs / 1000, to: toMs / 1000 })),
    evidence: [...(voicemail.assessment?.evidence ?? [])],
    peaks: voicemail.peaks,
  };
}

function known({ row, about, assessment, calls }: Found, now: Temporal.Instant): CallbackCase["known"] {
  const { contact } = about;
  const labels = assessment?.assessment;
  return knownFacts({
    now,
    timeZone: about.time_zone,
    wordsIn: assessment?.of_message ? "text" : "voicemail",
    assessment: labels
      ? {
          urgency: row.urgency,
          intent: labels.intent,
          why: labels.summary.why,
          evidence: labels.evidence,
          callbackNumber: labels.callbackNumber,
          byPerson: assessment?.made_by === "person" ? (assessment.person ?? "a person") : null,
        }
      : null,
    contact: contact
      ? {
          ...contact,
          openLead:
            contact.leadTitle === null || contact.leadAt === null
              ? null
              : { title: contact.leadTitle, at: Temporal.Instant.from(contact.leadAt) },
        }
      : null,
    callerNumber: row.caller,
    callerIdName: calls.find((call) => call.of_this_matter)?.caller_name ?? null,
    line:
      about.line_number === null
        ? null
        : { number: about.line_number, label: row.number_label ?? "", source: row.number_source },
  });
}

/**
 * Texts between business and caller. What automation never sent is no message, but who typed one sees what became of it;
 * alarms to the team are none of the caller's.
 */
function threadOf({ messages, row, names }: Found): CallbackCase["messages"] {
  return messages
    .filter(({ purpose, state }) => purpose !== "staff-alert" && (state !== "suppressed" || purpose === "staff-text"))
    .map((message) => ({
      id: message.id,
      direction: message.direction,
      body: message.body,
      at: (message.sent_at ?? message.created_at).toString(),
      state: message.state,
      note: deliveryNote(message),
      by:
        message.direction === "in"
          ? (row.caller_name ?? "Caller")
          : message.purpose === "staff-text" && message.member_id !== null
            ? (names.get(message.member_id) ?? "A former colleague")
            : "Ringback",
    }));
}

/** Only what the state's own word does not say. */
function deliveryNote({ state, error_code }: material.CaseMessage): string | null {
  if (["sent", "unknown", "expired", "suppressed"].includes(state)) return deliveryWords(state);
  if (state === "failed" || state === "undelivered")
    return error_code === null ? deliveryWords(state) : `${deliveryWords(state)} (${error_code})`;
  return null;
}

function noTextReason(found: Found): string | null {
  const acknowledgement = acknowledgementOf(found);
  if (acknowledgement?.state === "expired") return "No text was sent: it would have arrived too late to be useful.";
  if (acknowledgement?.state !== "suppressed") return null;
  const words: Readonly<Record<string, string>> = outboundRuleWords;
  const rules = acknowledgement.rules ?? [];
  return `No text was sent: ${rules.map((rule) => words[rule] ?? plainWords(rule)).join("; ") || "a rule stopped it"}.`;
}

function timeline(found: Found, now: Temporal.Instant): CallbackCase["timeline"] {
  const { about, calls, messages, notices, events, callEvents, names, playbook } = found;
  const facts: TimelineFact[] = [
    ...events.map(
      ({ id, at, kind, by_member, detail }): TimelineFact => ({
        from: "callback",
        id,
        at,
        kind,
        by: by_member,
        detail,
      }),
    ),
    ...callEvents.map(({ id, at, kind, detail, call_id }): TimelineFact => {
      const call = calls.find((one) => one.id === call_id);
      const story = { missReason: call?.miss_reason ?? null, rangSeconds: call?.rang_seconds ?? null };
      return { from: "call", id, at, kind, detail, call: { ...story, isFirst: call_id === about.first_call_id } };
    }),
    ...messages.map(
      (message): TimelineFact => ({
        from: "message",
        id: message.id,
        at: message.sent_at ?? message.created_at,
        purpose: message.purpose,
        state: message.state,
        body: message.body,
        rules: message.rules ?? [],
        memberId: message.member_id,
      }),
    ),
    ...notices.map(
      ({ id, at, member_id, channels }): TimelineFact => ({ from: "notice", id, at, memberId: member_id, channels }),
    ),
  ];
  return timelineOf(facts, {
    now,
    timeZone: about.time_zone,
    nameOf: (id) => names.get(id) ?? null,
    outcomeOf: (disposition) => outcomeLabel(playbook, disposition),
  }).map((entry) => ({ ...entry, at: entry.at.toString() }));
}

function actionsOf({ row, about }: Found, actor: Actor, can: Abilities): CallbackCase["actions"] {
  const callback = toCallback({
    ...row,
    ...about,
    closed_at: row.closed_at,
    claimed_by: about.claimed_by,
  });
  const found = allowedActions(callback, actor, {
    callerNumber: row.caller,
    actorHasPhone: about.actor_phone !== null,
    lineConnected: about.line_connected,
    lineStartsCalls: can.startsCalls,
    lineCanText: can.sms,
    alarmRunning: about.alarm_running,
  });
  return found.map(({ action, allowed, refusal }) => ({
    action,
    allowed,
    code: refusal,
    refusal:
      refusal === null
        ? null
        : refusal === "claimed-by-someone-else" && row.claimed_by !== null
          ? `${row.claimed_by.name} is working on this one.`
          : refusalWords[refusal],
  }));
}

function outcomeLabel({ dispositions }: Playbook, key: string): string {
  return dispositions.find((one) => one.key === key)?.label ?? selfClosedWords(key) ?? sentenceCase(plainWords(key));
}

function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1000));
}
