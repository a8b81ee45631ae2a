import { type Leg, LegInterrupted } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import { finishRecording } from "./recordings.ts";
import type { Recording } from "./state.ts";
import { actionRequest, answer, flagAttribute, numberAttribute, resolveUrl, tellAction, type Verb } from "./verb.ts";

/**
 * Records the far end until a key, silence, the longest length or the hang-up (docs/rules.md T1.6). Under a
 * second of silence nothing was recorded: no action is requested and the document goes on.
 */
export const record: Verb = async ({ core }, { leg }, element) => {
  answer(leg);
  const transcribes = flagAttribute(element, "transcribe", false);
  const plan = {
    maxMs: numberAttribute(element, "maxLength", transcribes ? 120 : 3600, 1) * 1000,
    silenceMs: numberAttribute(element, "timeout", 5) * 1000,
    finishOnKey: element.attributes.finishOnKey ?? "1234567890*#",
  };
  if (flagAttribute(element, "playBeep", true)) {
    leg.hear("beep", "");
    await leg.sleep(300);
  }
  const tape = startTape(core, leg);
  let ended: string;
  try {
    ended = await listen(core, leg, tape, plan);
  } catch (error) {
    if (!(error instanceof LegInterrupted) || error.redirect !== undefined) {
      settle(true);
      throw error;
    }
    const fields = settle(false);
    // The caller hung up while recording: the action is still requested, but its answer has nobody to be played to.
    if (fields !== undefined)
      tellAction(core, leg, actionRequest(leg, element, "record-action", [...fields, ["Digits", "hangup"]]));
    throw error;
  }
  const fields = settle(true);
  if (fields === undefined) return { kind: "continue" };
  return { kind: "go", request: actionRequest(leg, element, "record-action", [...fields, ["Digits", ended]]) };

  function settle(trimsSilence: boolean): [string, string][] | undefined {
    const { recordingStatusCallback, recordingStatusCallbackMethod, recordingStatusCallbackEvent, transcribeCallback } =
      element.attributes;
    const done = finishRecording(core, leg, tape, {
      trimsSilence: trimsSilence && (element.attributes.trim ?? "trim-silence") === "trim-silence",
      statusCallback: recordingStatusCallback === undefined ? undefined : resolveUrl(leg, recordingStatusCallback),
      statusCallbackMethod: recordingStatusCallbackMethod ?? "POST",
      statusCallbackEvents: new Set((recordingStatusCallbackEvent ?? "completed").split(/\s+/)),
      transcribes,
      transcribeCallback: transcribeCallback === undefined ? undefined : resolveUrl(leg, transcribeCallback),
    });
    if (done === undefined) return undefined;
    return [
      ["RecordingUrl", core.resourceUrl(done.accountSid, "Recordings", done.sid)],
      ["RecordingSid", done.sid],
      ["RecordingDuration", String(done.durationSeconds)],
    ];
  }
};

function startTape(core: NetworkCore, leg: Leg): Recording {
  const now = core.clock.now();
  return {
    sid: core.ids("RE"),
    accountSid: leg.facts.accountSid,
    callSid: leg.sid,
    source: "RecordVerb",
    startTime: now,
    durationSeconds: 0,
    status: "in-progress",
    dateUpdated: now,
    speech: [],
    media: undefined,
  };
}

/** Takes down what is said. Answers the key that ended it, or "" for silence and the longest length. */
async function listen(
  core: NetworkCore,
  leg: Leg,
  tape: Recording,
  plan: { maxMs: number; silenceMs: number; finishOnKey: string },
): Promise<string> {
  const startMs = tape.startTime.epochMilliseconds;
  let spokenUntilMs = startMs;
  let key: string | undefined;
  let wake = () => {};
  leg.listen({
    for: "record",
    hear: (input) => {
      const nowMs = core.clock.now().epochMilliseconds;
      if (input.kind === "speech") {
        const atMs = Math.max(nowMs, spokenUntilMs);
        tape.speech.push({ atMs: atMs - startMs, durationMs: input.durationMs, text: input.text });
        spokenUntilMs = atMs + input.durationMs;
      } else {
        key ??= [...input.digits].find((digit) => plan.finishOnKey.includes(digit));
      }
      wake();
    },
  });
  try {
    for (;;) {
      if (key !== undefined) return key;
      const nowMs = core.clock.now().epochMilliseconds;
      const restMs = startMs + plan.maxMs - nowMs;
      const silentMs = plan.silenceMs === 0 ? restMs : spokenUntilMs + plan.silenceMs - nowMs;
      if (restMs <= 0 || silentMs <= 0) return "";
      await leg.sleepOr(Math.min(restMs, silentMs), (next) => {
        wake = next;
      });
    }
  } finally {
    leg.listen(undefined);
  }
}
