// The provider's customers as a process of their own: people who ring, hang up, leave words, text, ring again. It hears
// from the network's event stream what every webhook came to, and sends again what was not acknowledged.
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "@ringback/dev/fake-phone-network/id-source.ts";
import { Redelivery, type SeenAttempt } from "./redelivery.ts";

interface Order {
  readonly networkUrl: string;
  readonly authToken: string;
  readonly numbers: readonly string[];
  readonly staffPhones: readonly string[];
  readonly seed: number;
  readonly callsPerSecond: number;
}

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const random = seededRandom(order.seed);
const redelivery = new Redelivery(order.authToken, random);
const callSids: string[] = [];
let texts = 0;
let ringing = true;

const words = [
  "Hi this is Dana, we have no heat since last night and the baby's room is fifty degrees. Please call me back.",
  "What would you charge for a yearly check of two units?",
  "This is a complaint, nobody came on Tuesday and I want to speak to the manager.",
  "Hello, please call me back when you can.",
  "I smell gas in the basement, please hurry.",
];
const textBodies = [
  "Is tomorrow at nine possible?",
  "STOP",
  "START",
  "HELP",
  "please call instead",
  "STOP",
  "no thanks",
];

const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
/** One in two rings from a small circle, so that many call again. */
const someCaller = () =>
  `+1773555${String(1000 + Math.floor(random() * (random() < 0.5 ? 60 : 3000))).padStart(4, "0")}`;

async function control(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${order.networkUrl}/control/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

function someScript(): object[] {
  const kind = random();
  if (kind < 0.4) return [{ say: pick(words) }, { hangUp: true }];
  if (kind < 0.6) return [{ wait: Math.floor(random() * 18) }, { hangUp: true }];
  if (kind < 0.7) return [{ waitFor: "beep" }, { hangUp: true }];
  return [{ wait: 35 + Math.floor(random() * 40) }, { hangUp: true }];
}

async function ring(): Promise<void> {
  while (ringing) {
    const to = pick(order.numbers);
    if (random() < 0.1) {
      await control("POST", "texts", { from: someCaller(), to, body: pick(textBodies) });
      texts += 1;
    } else {
      const from = random() < 0.03 ? "anonymous" : someCaller();
      const call = await control("POST", "calls", { from, to, script: someScript() });
      callSids.push(String(call["sid"]));
    }
    await pause((1000 / order.callsPerSecond) * (0.5 + random()));
  }
}

/** The staff's phones: answered for a while, then not, busy, or taken by a mobile's own voicemail. */
async function changePhones(): Promise<void> {
  const behaviours = [
    { kind: "answers", afterSeconds: 6, presses: "1", talksForSeconds: 30 },
    { kind: "no-answer" },
    { kind: "voicemail", afterSeconds: 12 },
    { kind: "answers", afterSeconds: 3, presses: "1", talksForSeconds: 15 },
    { kind: "busy" },
    { kind: "no-answer" },
  ];
  while (ringing) {
    for (const phone of order.staffPhones)
      await control("PUT", `phones/${encodeURIComponent(phone)}`, { behaviour: pick(behaviours) });
    await pause(1_500);
  }
}

async function listen(): Promise<void> {
  const response = await fetch(`${order.networkUrl}/control/events`);
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += Buffer.from(chunk).toString("utf8");
    const events = rest.split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      if (!event.startsWith("event: webhook\n")) continue;
      const { webhook } = JSON.parse(event.slice(event.indexOf("\ndata: ") + 7)) as { webhook: SeenAttempt };
      redelivery.saw(webhook);
    }
  }
}

process.on("message", (message: { kind: string }) => {
  if (message.kind === "stop-ringing") {
    ringing = false;
    redelivery.calmDown();
  }
  if (message.kind === "how-many-wait") process.send?.({ kind: "waiting", count: redelivery.waiting });
  if (message.kind === "report")
    process.send?.({ kind: "report", callSids, texts, ...redelivery.report() }, () => process.exit(0));
});
process.on("disconnect", () => process.exit(1));

void listen();
void redelivery.run();
process.send?.({ kind: "ready" });
await Promise.all([ring(), changePhones()]);
