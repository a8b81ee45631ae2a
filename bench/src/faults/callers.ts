import type { PhoneBehaviour } from "@ringback/dev/fake-phone-network/phone.ts";
import type { ScriptStep } from "@ringback/dev/fake-phone-network/place-call.ts";
import type { FaultTown } from "./fault-town.ts";

const words = [
  "Hi this is Dana, we have no heat since last night and the baby's room is fifty degrees. Please call me back.",
  "What would you charge for a yearly check of two units?",
  "This is a complaint, nobody came on Tuesday and I want to speak to the manager.",
  "Hello, please call me back when you can.",
];
const behaviours: readonly PhoneBehaviour[] = [
  { kind: "answers", afterSeconds: 6, presses: "1", talksForSeconds: 30 },
  { kind: "no-answer" },
  { kind: "voicemail", afterSeconds: 12 },
  { kind: "answers", afterSeconds: 3, presses: "1", talksForSeconds: 15 },
  { kind: "busy" },
  { kind: "answers", afterSeconds: 4 },
];

/** Longer than any call here, so that nobody is in two calls at once. */
const busySeconds = 200;
const callsPerSecond = 4;
const phonesChangeSeconds = 60;

/** Plans all calls on the town's clock: one in two from a small circle, so that many call again. Answers how long it takes, in seconds. */
export function planCallers({ clock, network, business, random }: FaultTown, calls: number): number {
  const start = clock.now();
  const freeFrom = new Map<string, number>();
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  // Larger than all who are busy at once.
  const circle = Math.max(40, Math.min(1_500, Math.floor(calls / 3)));
  const someCaller = (second: number): string => {
    for (;;) {
      const number = `+1773555${String(1000 + Math.floor(random() * (random() < 0.5 ? circle : 8_000)))}`;
      if ((freeFrom.get(number) ?? 0) <= second) return number;
    }
  };
  let second = 0;
  for (let index = 0; index < calls; index += 1) {
    second += (0.2 + 1.6 * random()) / callsPerSecond;
    const from = random() < 0.02 ? "anonymous" : someCaller(second);
    freeFrom.set(from, second + busySeconds);
    if (from === "anonymous") freeFrom.delete(from);
    const call = { from, to: pick(business.numbers), script: someScript(random, pick) };
    clock.at(start.add({ milliseconds: Math.round(second * 1000) }), () => void network.placeCall(call));
  }
  for (let at = 0; at < second; at += phonesChangeSeconds)
    for (const phone of business.staffPhones) {
      const behaviour = pick(behaviours);
      clock.at(start.add({ seconds: at }), () => void network.phone(phone, behaviour));
    }
  return Math.ceil(second);
}

function someScript(random: () => number, pick: <One>(list: readonly One[]) => One): readonly ScriptStep[] {
  const kind = random();
  if (kind < 0.35) return [{ say: pick(words) }, { hangUp: true }];
  if (kind < 0.6) return [{ wait: Math.floor(random() * 18) }, { hangUp: true }];
  if (kind < 0.7) return [{ waitFor: "beep" }, { hangUp: true }];
  return [{ wait: 35 + Math.floor(random() * 40) }, { hangUp: true }];
}
