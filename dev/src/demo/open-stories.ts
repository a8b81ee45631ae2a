// What is open when the demo begins: one callback in every state a person meets. `Moment` says how their times are found.
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import { CallReport } from "./call-report.ts";
import type { DemoLine } from "./demo-business.ts";
import { dana, gloria, priya } from "./demo-contacts.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { Moment } from "./moment.ts";
import { isColdHalf } from "./sample-plan.ts";
import { sendText } from "./send-text.ts";
import type { Stage } from "./stage.ts";
import { CallbackWork } from "./work-callback.ts";

/** One caller's story, which leaves a callback open. */
export type OpenStory = (stage: Stage, world: DemoWorld, moment: Moment) => Promise<void>;

interface Ring {
  readonly from: string;
  readonly at: Temporal.Instant;
  readonly line: DemoLine;
  readonly says: string | null;
  readonly seconds?: number;
}

/**
 * "No heat", a baby's room at fifty degrees: four minutes old, the clock running at any hour. She has an estimate open.
 * In summer, when no heat is no emergency, it is the air conditioner and ninety-five.
 */
const noHeat: OpenStory = async (stage, world, { now, worked, opening }) => {
  const visit = opening(worked.subtract({ hours: 24 * 3 })).add({ minutes: 12 });
  await answered(stage, world, { from: dana.number, line: "ads", at: visit });
  const isCold = isColdHalf(now, world.playbook.hours.timeZone);
  await missed(stage, world, {
    from: dana.number,
    line: "ads",
    at: now.subtract({ minutes: 4, seconds: 30 }),
    seconds: 31,
    says: isCold
      ? "Hi this is Dana Ruiz, you guys were out to look at the furnace on Tuesday. Um, we've got no heat since last night and the baby's room is fifty degrees, can somebody call me back please."
      : "Hi this is Dana Ruiz, you guys were out to look at the system on Tuesday. Um, the AC is out since last night and the baby's room is ninety-five degrees, can somebody call me back please.",
  });
};

/** Overdue and escalated: seven minutes ago, so that the backup has just been told too. */
const overdue: OpenStory = async (stage, world, moment) => {
  const { sla } = world.playbook;
  const start = moment.overdueStart(sla.targetMinutes, 7);
  if (start !== null) {
    const ring = { from: "+13125550148", line: "main", at: start } as const;
    await stage.turn(ring.at);
    await new CallReport(stage, world, { ...ring, networkName: null }).hangsUpWhileRinging(22);
    return;
  }
  const at = moment.now.subtract({ minutes: sla.emergencyMinutes + 7 });
  await missed(stage, world, {
    from: "+13125550148",
    line: "main",
    at,
    says: "Hello, water is coming through our kitchen ceiling and I can't find where to shut it off. We're at the corner of Ashland and Grace. Please call me right away.",
  });
};

/** The second visit did not help either. Luis knows her from last time, so she is his, and he has the alarm in hand. */
const stillDripping: OpenStory = async (stage, world, { worked, opening }) => {
  const first = opening(worked.subtract({ hours: 24 * 9 + 2 })).add({ minutes: 7 });
  const before = await missed(stage, world, {
    from: priya.number,
    line: "main",
    at: first,
    says: "Hi, it's Priya Natarajan, the kitchen faucet started leaking and I'd like to get someone out to look at it. Thank you.",
  });
  await stage.until(stage.now.add({ minutes: 6 }));
  await before.reassign("maya", "luis", "Luis has done all work in this house.");
  await stage.until(stage.now.add({ minutes: 9 }));
  await before.attempt("luis", "reached");
  await before.close("luis", "reached-booked", "Job 4471, Thursday morning.");
  const now = await missed(stage, world, {
    from: priya.number,
    line: "main",
    at: worked.subtract({ minutes: 14 }),
    says: "Hello, this is Priya Natarajan. Your technician left and it's still dripping, this is the second time. I'm really not happy, somebody please call me today.",
  });
  await stage.until(stage.now.add({ minutes: 3 }));
  await now.acknowledgeAlarm("luis");
  // An alarm in hand without a try would run again.
  await stage.until(stage.now.add({ minutes: 6 }));
  await now.attempt("luis", "left-voicemail");
};

/** A quote nobody is in a hurry about; while the business is closed it is due after the next opening. */
const waterSoftener: OpenStory = async (stage, world, { now, worked, isOpen }) => {
  const closedMinutes = (now.epochMilliseconds - worked.epochMilliseconds) / 60_000;
  const at = now.subtract({ minutes: isOpen ? 6 : Math.max(3, Math.round(Math.min(100, closedMinutes / 2))) });
  await missed(stage, world, {
    from: "+16305550188",
    line: "yardSign",
    at,
    says: "Hi, my name is Tom Beckett. I saw your yard sign and wanted to get a price on a water softener sometime next month. No rush at all. Thanks.",
  });
};

/** Put off because the caller asked for it. */
const boilerService: OpenStory = async (stage, world, { now, worked, opening }) => {
  const work = await missed(stage, world, {
    from: gloria.number,
    line: "main",
    at: worked.subtract({ minutes: 41 }),
    says: "Hello dear, it's Gloria Stein. I'd like to schedule the boiler service, same as every year. I'm at my sister's now, I'd rather talk later.",
  });
  await stage.until(worked.subtract({ minutes: 9 }));
  const wake = quarterHour(opening(now.add({ minutes: 150 })));
  await work.snooze("sam", wake, "At her sister's; asked to be called later");
};

/** Taken by Sam, who has tried once. */
const runningToilet: OpenStory = async (stage, world, { worked }) => {
  const work = await missed(stage, world, {
    from: "+17085550171",
    line: "ads",
    at: worked.subtract({ minutes: 19 }),
    says: "Hey, this is Aaron Blake. The upstairs toilet won't stop running and I'd like to book a plumber for this week if possible.",
  });
  await stage.until(worked.subtract({ minutes: 8 }));
  await work.claim("sam");
  await stage.until(worked.subtract({ minutes: 6 }));
  await work.attempt("sam", "no-answer", "Rang out, will try again");
};

/** No number to text or find: it waits in Review. */
const withheld: OpenStory = async (stage, world, { worked }) => {
  await missed(stage, world, {
    from: "anonymous",
    line: "main",
    at: worked.subtract({ minutes: 10 }),
    says: "Hello, I'd like to have somebody look at a radiator that bangs at night. You can reach me at seven seven three, five five five, oh one nine six.",
  });
};

/** Words that say nothing: Review asks a person to listen. */
const aboutTheThing: OpenStory = async (stage, world, { worked }) => {
  await missed(stage, world, {
    from: "+18725550174",
    line: "main",
    at: worked.subtract({ minutes: 16 }),
    says: "Hi, this is Bob, um, about the thing from before. Call me back.",
  });
};

/** Asked what it costs: no automatic text names a price, so a person does. */
const howMuch: OpenStory = async (stage, world, { worked }) => {
  await missed(stage, world, {
    from: "+12245550163",
    line: "ads",
    at: worked.subtract({ minutes: 24 }),
    says: "Hi, this is Renee Duval. How much would it cost to replace a fifty gallon water heater? Please call me back.",
  });
};

/** Left no message and answered the text instead. */
const kitchenSink: OpenStory = async (stage, world, { worked }) => {
  const at = worked.subtract({ minutes: 12, seconds: 30 });
  await missed(stage, world, { from: "+13315550182", line: "ads", at, says: null });
  await sendText(stage, world, {
    from: "+13315550182",
    line: "ads",
    body: "Hi! Kitchen sink is backed up, the disposal just hums. Can someone come take a look?",
    at: at.add({ seconds: 190 }),
  });
};

/** Every story. */
export const openStories: readonly OpenStory[] = [
  stillDripping,
  noHeat,
  overdue,
  boilerService,
  kitchenSink,
  howMuch,
  runningToilet,
  aboutTheThing,
  withheld,
  waterSoftener,
];

/** The next full quarter of an hour, as people say a time. */
function quarterHour(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: "minute", roundingIncrement: 15, roundingMode: "ceil" });
}

/** A call nobody took, whatever that means at its hour, with its voicemail. Answers the work it left. */
async function missed(stage: Stage, world: DemoWorld, { says, seconds, ...ring }: Ring): Promise<CallbackWork> {
  await stage.turn(ring.at);
  const call = new CallReport(stage, world, { ...ring, networkName: null });
  if (ring.line === "yardSign" || !isOpenAt(world.playbook.hours, ring.at)) await call.goesToVoicemail();
  else await call.ringsOut("no-answer", 20);
  await call.leaves(says, seconds);
  return await CallbackWork.ofCall(stage, world, call.callId);
}

async function answered(stage: Stage, world: DemoWorld, ring: Omit<Ring, "says">): Promise<void> {
  await stage.turn(ring.at);
  await new CallReport(stage, world, { ...ring, networkName: null }).isAnswered("maya", 8, 214);
}
