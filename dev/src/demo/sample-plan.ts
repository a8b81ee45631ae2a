// The month on paper: when who calls, and how it goes. Nothing is recorded here; `past-story.ts` plays it.
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import type { DemoLine } from "./demo-business.ts";
import { dana, gloria, greatLakes, knownContacts, priya } from "./demo-contacts.ts";
import { networkNames, type Saying, stormVoicemails, textsBack, voicemails } from "./sample-words.ts";
import { SeededRandom } from "./seeded-random.ts";

export type MissedHow = "no-answer" | "busy" | "hung-up" | "voicemail-answered" | "no-ringing" | "system-failed";

export interface PlannedCall {
  readonly at: Temporal.Instant;
  readonly line: DemoLine;
  readonly goes:
    | { readonly kind: "answered"; readonly rangSeconds: number; readonly talkSeconds: number }
    | {
        readonly kind: "missed";
        readonly how: MissedHow;
        readonly voicemail: Saying | null;
        readonly textBack: Saying | "STOP" | null;
        /** The caller tries once more before anybody called back. */
        readonly again: boolean;
      };
}

/** One caller of the month with all their calls, oldest first. */
export interface PlannedCaller {
  /** As the network says it; withheld callers are never the same twice. */
  readonly from: string;
  readonly networkName: string | null;
  readonly calls: readonly PlannedCall[];
}

/** Five weeks: fourteen days before the owner's pilot, the pilot, and what came after. */
export const monthDays = 35;
/** When the owner began to look closely: before it more is missed, and more is called back too late. */
export const pilotPlannedDaysAgo = 20;
/** So long before now the last sample call is, so that what is open now was planned to be open. */
const quietMinutes = 100;

/** Expected calls a day, Monday first. */
const callsByWeekday = [18, 15, 14.5, 15, 14, 5, 1.8] as const;
/** How calls spread over the hours of a day: a morning rush, a dip at lunch, a little after closing. */
const shareByHour = [
  0.06, 0.04, 0.04, 0.04, 0.06, 0.15, 0.4, 1.2, 9, 11, 10, 8.5, 5.5, 7.5, 9, 8, 7.5, 1.9, 1, 0.7, 0.5, 0.3, 0.2, 0.1,
] as const;
const saturdayShareByHour = [
  0.1, 0.05, 0.05, 0.05, 0.1, 0.2, 0.5, 1, 9, 11, 10, 7, 1.6, 1.2, 1, 0.9, 0.8, 0.7, 0.5, 0.4, 0.4, 0.3, 0.2, 0.1,
] as const;
/** Days ago on which a storm went through. */
const stormDaysAgo: ReadonlySet<number> = new Set([9, 22]);

/** Plans the weeks before `now`, by caller. The same playbook and moment give the same month. */
export function planMonth(playbook: Playbook, now: Temporal.Instant): PlannedCaller[] {
  const random = new SeededRandom(20_260_412);
  const { timeZone } = playbook.hours;
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const last = now.subtract({ minutes: quietMinutes });
  const callers = new Callers(random);
  for (let daysAgo = monthDays; daysAgo >= 0; daysAgo -= 1) {
    const day = today.subtract({ days: daysAgo });
    const isStorm = stormDaysAgo.has(daysAgo);
    const count = random.count((callsByWeekday[day.dayOfWeek - 1] ?? 0) * (isStorm ? 1.6 : 1));
    for (const at of timesOn(day, count, timeZone, random)) {
      if (Temporal.Instant.compare(at, last) > 0) continue;
      const isOpen = isOpenAt(playbook.hours, at);
      // Today's misses are told by `open-stories.ts`; more of them would drown the list.
      callers.add(planCall(at, { isOpen, isStorm, daysAgo, timeZone }, random));
    }
  }
  return withOneStop(callers.all, now);
}

/** One caller of the month, the first who is not called by name and left no words, answers our text with STOP. */
function withOneStop(callers: readonly PlannedCaller[], now: Temporal.Instant): PlannedCaller[] {
  const isQuiet = ({ goes, at }: PlannedCall) =>
    goes.kind === "missed" &&
    goes.voicemail === null &&
    Temporal.Instant.compare(at, now.subtract({ hours: 24 * 20 })) > 0;
  const stopper = callers.find(({ calls: [first] }) => first !== undefined && isQuiet(first));
  return callers.map((caller) => {
    const [first, ...later] = caller.calls;
    if (caller !== stopper || first?.goes.kind !== "missed") return caller;
    return { ...caller, calls: [{ ...first, goes: { ...first.goes, textBack: "STOP", again: false } }, ...later] };
  });
}

function timesOn(day: Temporal.PlainDate, count: number, timeZone: string, random: SeededRandom): Temporal.Instant[] {
  const shares = day.dayOfWeek === 6 ? saturdayShareByHour : shareByHour;
  const hours = shares.map((share, hour) => [hour, share] as const);
  return Array.from({ length: count }, () =>
    day
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({
          hour: random.weighted(hours),
          minute: random.whole(0, 59),
          second: random.whole(0, 59),
        }),
      })
      .toInstant(),
  ).sort(Temporal.Instant.compare);
}

interface Day {
  readonly isOpen: boolean;
  readonly isStorm: boolean;
  readonly daysAgo: number;
  readonly timeZone: string;
}

function planCall(at: Temporal.Instant, day: Day, random: SeededRandom): PlannedCall {
  const isSeasonal = ({ isWintry = false }: Saying) => !isWintry || isColdHalf(at, day.timeZone);
  const line = random.weighted<DemoLine>([
    ["main", 67],
    ["ads", 30],
    ["yardSign", day.isOpen ? 3 : 14],
  ]);
  const isForwarded = line === "yardSign";
  if (day.isOpen && !isForwarded && !random.chance(missShare(at, day))) {
    return {
      at,
      line,
      goes: { kind: "answered", rangSeconds: random.whole(4, 17), talkSeconds: random.whole(40, 420) },
    };
  }
  const how =
    !day.isOpen || isForwarded
      ? "no-ringing"
      : random.weighted<MissedHow>([
          ["no-answer", 52],
          ["hung-up", 20],
          ["busy", 13],
          ["voicemail-answered", 13],
          ["system-failed", 2],
        ]);
  const leavesWords = how !== "hung-up" && random.chance(how === "no-ringing" ? 0.62 : 0.5);
  const voicemail = !leavesWords
    ? null
    : day.isStorm && random.chance(0.6)
      ? random.pick(stormVoicemails)
      : random.weighted(voicemails.filter(isSeasonal).map((one) => [one, one.weight] as const));
  const textBack = voicemail === null && random.chance(0.3) ? random.pick(textsBack.filter(isSeasonal)) : null;
  return { at, line, goes: { kind: "missed", how, voicemail, textBack, again: random.chance(0.1) } };
}

/** October to April. */
export function isColdHalf(at: Temporal.Instant, timeZone: string): boolean {
  const { month } = at.toZonedDateTimeISO(timeZone);
  return month >= 10 || month <= 4;
}

/** Where the day leaks: over lunch, on Monday mornings, and when the weather brings more calls than people. */
function missShare(at: Temporal.Instant, { isStorm, daysAgo, timeZone }: Day): number {
  const { hour, dayOfWeek } = at.toZonedDateTimeISO(timeZone);
  if (daysAgo === 0) return 0.04;
  const much = daysAgo > pilotPlannedDaysAgo ? 1.3 : 0.9;
  if (hour === 12) return 0.26 * much;
  if (dayOfWeek === 1 && hour < 10) return 0.22 * much;
  return (isStorm ? 0.22 : 0.065) * much;
}

/** Gives each call to somebody: customers, people who called before, and new numbers. */
class Callers {
  readonly #random: SeededRandom;
  readonly #byNumber = new Map<string, { networkName: string | null; calls: PlannedCall[] }>();
  readonly #withheld: PlannedCaller[] = [];
  readonly #strangers: string[] = [];
  readonly #regulars: readonly string[];

  constructor(random: SeededRandom) {
    this.#random = random;
    const special: readonly string[] = [dana.number, priya.number, gloria.number];
    this.#regulars = knownContacts.flatMap(({ number, kind }) =>
      special.includes(number) || kind === "vendor" ? [] : [number],
    );
  }

  get all(): PlannedCaller[] {
    return [
      ...this.#withheld,
      ...[...this.#byNumber].map(([from, { networkName, calls }]) => ({ from, networkName, calls })),
    ];
  }

  add(call: PlannedCall): void {
    const random = this.#random;
    const saying = call.goes.kind === "missed" ? call.goes.voicemail : null;
    const isMissed = call.goes.kind === "missed";
    if (isMissed && saying !== null && random.chance(0.03)) {
      this.#withheld.push({ from: "anonymous", networkName: null, calls: [onlyOnce(call)] });
      return;
    }
    const isRegular =
      saying === null || saying.matter === "status" || saying.matter === "complaint"
        ? random.chance(0.45)
        : random.chance(0.2);
    const from = isRegular
      ? random.pick(this.#regulars)
      : saying?.text.includes("Great Lakes")
        ? greatLakes.number
        : this.#stranger();
    const caller = this.#byNumber.get(from) ?? {
      networkName: isRegular || random.chance(0.4) ? null : random.pick(networkNames),
      calls: [],
    };
    caller.calls.push(call);
    this.#byNumber.set(from, caller);
  }

  /** Mostly somebody new; some call again in the month. */
  #stranger(): string {
    if (this.#strangers.length > 10 && this.#random.chance(0.18)) return this.#random.pick(this.#strangers);
    const nth = this.#strangers.length;
    const area = strangerAreas[nth % strangerAreas.length] ?? "872";
    const number = `+1${area}55501${String((Math.floor(nth / strangerAreas.length) * 37) % 100).padStart(2, "0")}`;
    this.#strangers.push(number);
    return number;
  }
}

/** A withheld caller is never known again, so a second try would be another matter. */
function onlyOnce(call: PlannedCall): PlannedCall {
  return call.goes.kind === "missed" ? { ...call, goes: { ...call.goes, again: false } } : call;
}

/** Area codes around Chicago in which the demo knows nobody else. */
const strangerAreas = ["872", "630", "224", "331", "815", "779", "464"] as const;
