import { addBusinessTime } from "@ringback/core/business-hours/add-business-time.ts";
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import { CallReport } from "./call-report.ts";
import type { DemoPerson } from "./demo-business.ts";
import type { DemoWorld } from "./demo-world.ts";
import { type PlannedCall, type PlannedCaller, pilotPlannedDaysAgo } from "./sample-plan.ts";
import type { Matter } from "./sample-words.ts";
import { sendText } from "./send-text.ts";
import type { Stage } from "./stage.ts";
import { CallbackWork } from "./work-callback.ts";

type MissedCall = PlannedCall & { readonly goes: Extract<PlannedCall["goes"], { kind: "missed" }> };

/** Plays all calls of one caller of the past month: each missed one is called back and closed before now. */
export async function playCaller(
  stage: Stage,
  world: DemoWorld,
  caller: PlannedCaller,
  now: Temporal.Instant,
): Promise<void> {
  for (const call of caller.calls) {
    await stage.turn(call.at);
    // Somebody still talking, or with an open matter, does not call in between: the plan did not know.
    if (Temporal.Instant.compare(call.at, stage.now) < 0) continue;
    if (call.goes.kind === "answered") {
      const by = stage.random.pick<DemoPerson>(["maya", "maya", "sam", "sam", "sam"]);
      await new CallReport(stage, world, { ...caller, ...call }).isAnswered(
        by,
        call.goes.rangSeconds,
        call.goes.talkSeconds,
      );
    } else {
      await playMissed(stage, world, caller, { ...call, goes: call.goes }, now);
    }
  }
}

async function playMissed(
  stage: Stage,
  world: DemoWorld,
  caller: PlannedCaller,
  call: MissedCall,
  now: Temporal.Instant,
): Promise<void> {
  const calledBackAt = whenCalledBack(stage, world, call, now);
  if (calledBackAt === null) return;
  const callId = await report(stage, world, caller, call);
  const { from } = caller;
  const { textBack, again } = call.goes;
  if (textBack !== null) {
    const body = textBack === "STOP" ? textBack : textBack.text;
    await sendText(stage, world, {
      from,
      line: call.line,
      body,
      at: stage.now.add({ seconds: stage.random.whole(50, 240) }),
    });
  }
  if (again) {
    const at = stage.now.add({ seconds: stage.random.whole(90, 400) });
    if (Temporal.Instant.compare(at, calledBackAt.subtract({ minutes: 2 })) < 0) {
      await report(stage, world, caller, {
        ...call,
        at,
        goes: { ...call.goes, how: ringingAt(world, call, at), voicemail: null },
      });
    }
  }
  const work = await CallbackWork.ofCall(stage, world, callId);
  await callBack(stage, world, { work, caller, call, calledBackAt });
}

async function report(stage: Stage, world: DemoWorld, caller: PlannedCaller, call: MissedCall): Promise<string> {
  const told = new CallReport(stage, world, { ...caller, ...call });
  const { how, voicemail } = call.goes;
  if (how === "hung-up") await told.hangsUpWhileRinging(stage.random.whole(9, 19));
  else {
    if (how === "no-ringing") await told.goesToVoicemail();
    else if (how === "system-failed") await told.meetsAFailure();
    else await told.ringsOut(how, 20);
    await told.leaves(voicemail?.text ?? null);
  }
  return told.callId;
}

/** A second try meets the hours of its own moment. */
function ringingAt(world: DemoWorld, call: MissedCall, at: Temporal.Instant): "no-ringing" | "no-answer" {
  return call.line === "yardSign" || !isOpenAt(world.playbook.hours, at) ? "no-ringing" : "no-answer";
}

/**
 * When somebody reaches the caller: emergencies at once, others within the hour as a rule and sometimes too late, calls of
 * the night next morning. What could not be closed by now was answered after hours by Luis, who is on call; if even that is
 * too late, the call is left out (null), because only the stories of `open-stories.ts` are open now.
 */
function whenCalledBack(
  stage: Stage,
  world: DemoWorld,
  { at, goes }: MissedCall,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const { random } = stage;
  const earliest = goes.textBack === null ? 4 : 8;
  const isEmergency = goes.voicemail?.matter === "emergency";
  // Since the pilot was planned, who has a callback looks at its clock.
  const isBefore = Temporal.Instant.compare(at, now.subtract({ hours: 24 * pilotPlannedDaysAgo })) < 0;
  const minutes = isEmergency
    ? random.weighted([
        [random.between(5, 13), isBefore ? 80 : 94],
        [random.between(18, 40), isBefore ? 20 : 6],
      ])
    : random.weighted([
        [random.between(earliest, 16), isBefore ? 48 : 78],
        [random.between(16, isBefore ? 54 : 28), isBefore ? 34 : 19],
        [random.between(66, 150), isBefore ? 18 : 3],
      ]);
  const inHours = addBusinessTime(world.playbook.hours, at, Math.ceil(minutes));
  const usual =
    isEmergency || !inHours.ok
      ? at.add({ seconds: Math.round(minutes * 60) })
      : inHours.due.add({ seconds: random.whole(5, 55) });
  const latest = now.subtract({ minutes: 12 });
  if (Temporal.Instant.compare(usual, latest) < 0) return usual;
  const onCall = at.add({ minutes: random.whole(14, 85) });
  return Temporal.Instant.compare(onCall, latest) < 0 ? onCall : null;
}

interface CallingBack {
  readonly work: CallbackWork;
  readonly caller: PlannedCaller;
  readonly call: MissedCall;
  readonly calledBackAt: Temporal.Instant;
}

async function callBack(
  stage: Stage,
  world: DemoWorld,
  { work, caller, call, calledBackAt }: CallingBack,
): Promise<void> {
  const { random } = stage;
  await takeAlarm(stage, work);
  const { hours } = world.playbook;
  const { owner } = await work.look();
  const by: DemoPerson = isOpenAt(hours, calledBackAt) ? owner : "luis";
  const matter =
    call.goes.voicemail?.matter ??
    (call.goes.textBack === null || call.goes.textBack === "STOP" ? "other" : call.goes.textBack.matter);
  const getsThrough = caller.from !== "anonymous" && isOpenAt(hours, calledBackAt) && random.chance(0.09);
  if (random.chance(0.25)) {
    const triedAt = calledBackAt.subtract({ minutes: 3 });
    if (Temporal.Instant.compare(triedAt, stage.now) > 0) {
      await stage.until(triedAt);
      await work.attempt(by, random.pick(["no-answer", "left-voicemail", "busy"]));
    }
  }
  const { dueAt } = await work.look();
  if (Temporal.Instant.compare(calledBackAt, dueAt) > 0) {
    await stage.until(laterOf(dueAt, stage.now).add({ seconds: random.whole(70, 400) }));
    await takeAlarm(stage, work);
  }
  const end = laterOf(calledBackAt, stage.now.add({ seconds: 40 }));
  if (getsThrough) {
    await new CallReport(stage, world, {
      ...caller,
      line: call.line === "yardSign" ? "main" : call.line,
      at: end,
    }).isAnswered(random.pick<DemoPerson>(["maya", "sam"]), random.whole(4, 14), random.whole(60, 240));
    return;
  }
  await stage.until(end);
  const disposition = random.weighted(outcomes[matter]);
  await work.attempt(by, attemptBehind[disposition] ?? "reached");
  stage.pass(random.between(20_000, 240_000));
  // To give up while there are tries left is the coordinator's to decide.
  await work.close(disposition === "no-answer" ? "maya" : by, disposition);
}

/** A running alarm is taken in hand by the one it reached first, or by the backup. */
async function takeAlarm(stage: Stage, work: CallbackWork): Promise<void> {
  const before = await work.look();
  if (!before.alarmRunning) return;
  const { random } = stage;
  await stage.until(stage.now.add({ seconds: random.whole(35, 280) }));
  await work.acknowledgeAlarm(random.chance(0.7) ? before.owner : random.pick<DemoPerson>(["luis", "ray"]));
}

function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}

/** How callbacks about each matter end, by weight. The keys are outcomes of the default playbook. */
const outcomes: Readonly<Record<Matter, readonly (readonly [disposition: string, weight: number])[]>> = {
  emergency: [
    ["reached-booked", 70],
    ["reached-solved", 15],
    ["went-elsewhere", 15],
  ],
  booking: [
    ["reached-booked", 60],
    ["reached-not-needed", 8],
    ["went-elsewhere", 14],
    ["no-answer", 18],
  ],
  quote: [
    ["reached-quote", 58],
    ["reached-booked", 10],
    ["went-elsewhere", 14],
    ["no-answer", 18],
  ],
  complaint: [
    ["reached-solved", 85],
    ["no-answer", 15],
  ],
  status: [
    ["reached-solved", 88],
    ["no-answer", 12],
  ],
  vendor: [["vendor", 100]],
  spam: [["spam", 100]],
  "wrong-number": [["wrong-number", 100]],
  other: [
    ["reached-booked", 27],
    ["reached-solved", 26],
    ["reached-quote", 8],
    ["reached-not-needed", 7],
    ["no-answer", 20],
    ["went-elsewhere", 8],
    ["wrong-number", 2],
    ["do-not-contact", 1],
    ["duplicate", 1],
  ],
};

/** The last attempt before each outcome, where it was no conversation. */
const attemptBehind: Readonly<Record<string, "no-answer" | "wrong-number" | "left-voicemail">> = {
  "no-answer": "left-voicemail",
  "wrong-number": "wrong-number",
  spam: "no-answer",
};
