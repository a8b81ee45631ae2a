import type { PhoneBehaviour } from "@ringback/dev/fake-phone-network/phone.ts";
import type { ScriptStep } from "@ringback/dev/fake-phone-network/place-call.ts";
import type { FaultTown } from "#faults/fault-town.ts";

const messages = [
  "Hi this is Dana, we have no heat since last night and the baby's room is fifty degrees. Please call me back.",
  "There is water pouring through the ceiling right now, please call as soon as you can!",
  "What would you charge for a yearly check of two units?",
  "This is a complaint, nobody came on Tuesday and I want to speak to the manager.",
  "I smell gas in the basement.",
  "I'd like to book the yearly service, mornings are best.",
  "Hello, please call me back when you can.",
  "Hola, necesito un plomero, se tapó el drenaje de la cocina.",
  "Wrong number, sorry. And please don't text me.",
];
const texts = [
  "STOP",
  "yes please call me",
  "thanks!",
  "It is leaking badly now, please hurry",
  "can you come tomorrow morning?",
  "START",
  "please stop texting me",
  "CANCEL",
  "👍",
];
const callersPhones: readonly PhoneBehaviour[] = [
  { kind: "answers", afterSeconds: 6, talksForSeconds: 95 },
  { kind: "answers", afterSeconds: 9, talksForSeconds: 40 },
  { kind: "no-answer" },
  { kind: "voicemail", afterSeconds: 14 },
  { kind: "busy" },
];
const staffPhones: readonly PhoneBehaviour[] = [
  { kind: "answers", afterSeconds: 6, presses: "1", talksForSeconds: 80 },
  { kind: "no-answer" },
  { kind: "voicemail", afterSeconds: 12 },
  { kind: "busy" },
  { kind: "no-answer" },
  { kind: "answers", afterSeconds: 4 },
];

const timeZone = "America/Chicago";

/** Calls by hour of a local day: quiet nights, a peak in the morning, another after work. */
const byHour = [1, 1, 1, 1, 1, 2, 4, 9, 16, 14, 10, 8, 12, 8, 7, 7, 9, 12, 7, 4, 3, 2, 2, 1];

export interface CallerPlan {
  readonly calls: number;
  readonly days: number;
}

/**
 * Plans all calls of the month on the town's clock, and what callers text afterwards. Half of them are of a circle of
 * people who ring several times.
 */
export function planCallers({ clock, network, business, random }: FaultTown, { calls, days }: CallerPlan): void {
  const start = clock.now().toZonedDateTimeISO(timeZone).startOfDay().add({ days: 1 }).toInstant();
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const circle = Math.max(20, Math.floor(calls / 8));
  const freeFrom = new Map<string, number>();
  for (let index = 0; index < calls; index += 1) {
    const atSeconds = Math.floor(random() * days) * 86_400 + hourOf(random) * 3_600 + Math.floor(random() * 3_600);
    const from =
      random() < 0.03
        ? "anonymous"
        : `+1773555${String(1000 + Math.floor(random() * (random() < 0.5 ? circle : 9_000))).padStart(4, "0")}`;
    // Nobody is in two calls at once.
    const second = Math.max(atSeconds, freeFrom.get(from) ?? 0);
    if (from !== "anonymous") freeFrom.set(from, second + 240);
    const to = pick(business.numbers);
    const script = scriptOf(random, pick);
    clock.at(start.add({ seconds: second }), () => void network.placeCall({ from, to, script }));
    if (from === "anonymous") continue;
    network.phone(from, pick(callersPhones));
    if (random() < 0.2) {
      const body = pick(texts);
      const after = 60 + Math.floor(random() ** 3 * 21 * 86_400); // most within the hour, some weeks later
      clock.at(start.add({ seconds: second + after }), () => void network.sendText({ from, to, body }));
    }
  }
  for (let second = 0; second < (days + 1) * 86_400; second += 300)
    for (const phone of business.staffPhones) {
      const behaviour = pick(staffPhones);
      clock.at(start.add({ seconds: second }), () => void network.phone(phone, behaviour));
    }
}

function hourOf(random: () => number): number {
  let place = random() * byHour.reduce((sum, weight) => sum + weight, 0);
  const hour = byHour.findIndex((weight) => {
    place -= weight;
    return place < 0;
  });
  return hour === -1 ? 12 : hour;
}

function scriptOf(random: () => number, pick: <One>(list: readonly One[]) => One): readonly ScriptStep[] {
  const kind = random();
  if (kind < 0.35) return [{ say: pick(messages) }, { hangUp: true }];
  if (kind < 0.6) return [{ wait: Math.floor(random() * 18) }, { hangUp: true }];
  if (kind < 0.7) return [{ waitFor: "beep" }, { hangUp: true }];
  return [{ wait: 35 + Math.floor(random() * 40) }, { hangUp: true }];
}
