import { bridge } from "./bridge.ts";
import { type DialPlan, type DialTarget, dialable, mayShow, readDial } from "./dial-plan.ts";
import { dialQueue } from "./dial-queue.ts";
import { type Leg, LegInterrupted } from "./leg.ts";
import { finishRecording } from "./recordings.ts";
import { detectMachine, ringPhone } from "./ring-phone.ts";
import type { TwimlElement } from "./twiml-parser.ts";
import { actionRequest, answer, type Engine, resolveUrl, tellAction, type Verb } from "./verb.ts";

/** Rings phones for the caller and connects the first who accepts (docs/rules.md T1.4, T1.5). */
export const dial: Verb = async (engine, { leg, document }, element) => {
  const { core } = engine;
  const queue = element.children.find((child) => child.name === "Queue");
  if (queue !== undefined) return await dialQueue(engine, leg, element, queue);
  const plan = readDial(core, leg, element, document.children[0] === element);
  if (!plan.answerOnBridge) answer(leg);
  const children: Leg[] = [];
  let outcome: Connected;
  try {
    outcome = await connect(engine, leg, plan, children);
    if (outcome.bridged !== undefined) await talk(engine, leg, outcome.bridged, plan, element);
  } catch (error) {
    for (const child of children) child.hangUp();
    if (
      error instanceof LegInterrupted &&
      leg.hasEnded &&
      core.quirks.dialActionAfterCallerHangUp &&
      element.attributes.action
    ) {
      tellAction(core, leg, actionRequest(leg, element, "dial-action", fieldsAfterHangUp(children)));
    }
    throw error;
  }
  if (element.attributes.action === undefined) return { kind: "continue" };
  return {
    kind: "go",
    request: actionRequest(leg, element, "dial-action", outcomeFields(engine, outcome, plan.records)),
  };
};

interface Connected {
  readonly bridged: Leg | undefined;
  readonly status: string;
  readonly decisive: Leg | undefined;
}

async function connect(engine: Engine, leg: Leg, plan: DialPlan, children: Leg[]): Promise<Connected> {
  const { core } = engine;
  if (!mayShow(core, leg, plan.callerId)) {
    core.alert(13214, "Dial: Invalid callerId value", { callSid: leg.sid, url: leg.documentUrl });
    return { bridged: undefined, status: "failed", decisive: undefined };
  }
  leg.hear("ringing", plan.targets.map(({ number }) => number).join(" "));
  const rounds = plan.sequential ? plan.targets.map((target) => [target]) : [plan.targets];
  let screenedOut = false;
  for (const round of rounds) {
    const attempts = round.map((target) => attempt(engine, leg, plan, target));
    children.push(...attempts.map(({ child }) => child));
    const winner = await firstAccepted(engine, leg, attempts);
    screenedOut ||= attempts.some(({ child }) => child !== winner && child.isAnswered);
    if (winner !== undefined) {
      for (const { child } of attempts) if (child !== winner) child.hangUp();
      return { bridged: winner, status: "completed", decisive: winner };
    }
  }
  return { bridged: undefined, ...unanswered(engine, children, screenedOut) };
}

interface Attempt {
  readonly child: Leg;
  /** Whether the phone was answered and its owner let the call through. */
  readonly accepted: Promise<boolean>;
}

function attempt(engine: Engine, parent: Leg, plan: DialPlan, target: DialTarget): Attempt {
  const { core } = engine;
  const number = dialable(target.number);
  const child = core.addLeg({
    accountSid: parent.facts.accountSid,
    direction: "outbound-dial",
    from: plan.callerId,
    to: number ?? target.number,
    parent,
    ...(target.status === undefined ? {} : { subscription: { ...target.status, kind: "dial-status" as const } }),
  });
  const offer = async (): Promise<boolean> => {
    if (number === undefined) {
      core.alert(13223, "Dial: Invalid phone number format", { callSid: parent.sid, url: parent.documentUrl });
      child.enter("failed");
      return false;
    }
    if (!(await ringPhone(core, child, plan.ringMs))) return false;
    if (target.detectsMachines) void detectMachine(core, child, target.machineCallback).catch(() => {});
    if (target.screening === undefined) return true;
    const end = await engine.runDocuments(
      child,
      { ...target.screening, kind: "dial-screening", fields: [] },
      "screening",
    );
    if (end === "finished") return true;
    child.hangUp();
    return false;
  };
  const accepted = offer().catch((error: unknown) => {
    if (error instanceof LegInterrupted) return false;
    throw error;
  });
  return { child, accepted };
}

/** The first leg whose owner lets the call through; undefined when all have failed. */
function firstAccepted({ core }: Engine, leg: Leg, attempts: readonly Attempt[]): Promise<Leg | undefined> {
  return leg.wait<Leg | undefined>((done) => {
    let open = attempts.length;
    if (open === 0) done(undefined);
    const stops = attempts.map(({ child, accepted }) => {
      accepted.then(
        (isAccepted) => {
          open -= 1;
          if (isAccepted && !child.hasEnded) done(child);
          else if (open === 0) done(undefined);
        },
        (error: unknown) => {
          core.alert(0, `The fake phone network broke: ${String(error)}`, { callSid: child.sid });
          done(undefined);
        },
      );
      if (core.quirks.othersRingDuringScreening) return () => {};
      return child.watch(() => {
        if (child.status !== "in-progress") return;
        for (const other of attempts) if (other.child !== child && !other.child.isAnswered) other.child.hangUp();
      });
    });
    return () => {
      for (const stop of stops) stop();
    };
  });
}

/** What a Dial that reached nobody reports, and which leg it names. */
function unanswered(
  { core }: Engine,
  children: readonly Leg[],
  screenedOut: boolean,
): { status: string; decisive: Leg | undefined } {
  if (screenedOut)
    return { status: core.quirks.screenedOutDialStatus, decisive: children.findLast((child) => child.isAnswered) };
  for (const status of ["no-answer", "busy", "failed"] as const) {
    const decisive = children.findLast((child) => child.status === status);
    if (decisive !== undefined) return { status, decisive };
  }
  return { status: "failed", decisive: children.at(-1) };
}

async function talk(engine: Engine, leg: Leg, child: Leg, plan: DialPlan, element: TwimlElement): Promise<void> {
  const { core } = engine;
  answer(leg);
  const startTime = core.clock.now();
  try {
    const end = await bridge(core, leg, child, plan);
    const source = end === "other-redirected" ? child.takeRedirect() : undefined;
    if (source !== undefined) void engine.runLeg(child, source);
    else child.hangUp();
  } finally {
    if (plan.records) recordTalk(engine, leg, startTime, element);
  }
}

function recordTalk({ core }: Engine, leg: Leg, startTime: Temporal.Instant, element: TwimlElement): void {
  const { recordingStatusCallback, recordingStatusCallbackMethod, recordingStatusCallbackEvent } = element.attributes;
  const tape = {
    sid: core.ids("RE"),
    accountSid: leg.facts.accountSid,
    callSid: leg.sid,
    source: "DialVerb" as const,
    startTime,
    durationSeconds: 0,
    status: "in-progress" as const,
    dateUpdated: startTime,
    speech: [],
    media: undefined,
  };
  finishRecording(core, leg, tape, {
    trimsSilence: false,
    statusCallback: recordingStatusCallback === undefined ? undefined : resolveUrl(leg, recordingStatusCallback),
    statusCallbackMethod: recordingStatusCallbackMethod ?? "POST",
    statusCallbackEvents: new Set((recordingStatusCallbackEvent ?? "completed").split(/\s+/)),
    transcribes: false,
    transcribeCallback: undefined,
  });
}

function outcomeFields({ core }: Engine, outcome: Connected, records: boolean): [string, string][] {
  const fields: [string, string][] = [
    ["DialCallStatus", outcome.status],
    ["DialBridged", String(outcome.bridged !== undefined)],
  ];
  const { decisive } = outcome;
  if (decisive === undefined) return fields;
  fields.push(["DialCallSid", decisive.sid]);
  if (decisive.isAnswered && decisive.hasEnded) fields.push(["DialCallDuration", String(decisive.durationSeconds)]);
  if (!records) return fields;
  const recording = [...core.recordings.values()].findLast(
    (tape) => tape.source === "DialVerb" && tape.callSid === decisive.facts.parent?.sid,
  );
  if (recording !== undefined)
    fields.push(["RecordingUrl", core.resourceUrl(recording.accountSid, "Recordings", recording.sid)]);
  return fields;
}

function fieldsAfterHangUp(children: readonly Leg[]): [string, string][] {
  const answered = children.find((child) => child.isAnswered);
  return [
    ["DialCallStatus", answered === undefined ? "canceled" : "completed"],
    ["DialBridged", String(answered !== undefined)],
  ];
}
