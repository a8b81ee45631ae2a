import { bridge } from "./bridge.ts";
import type { Leg } from "./leg.ts";
import type { CallQueue, QueuedCall } from "./network-core.ts";
import type { TwimlElement } from "./twiml-parser.ts";
import { actionRequest, answer, type Engine, flagAttribute, type Next, numberAttribute, resolveUrl } from "./verb.ts";

/** Takes the head of a queue and connects it with this leg. A queue that does not exist is a failed dial. */
export async function dialQueue(engine: Engine, leg: Leg, element: TwimlElement, noun: TwimlElement): Promise<Next> {
  const { core } = engine;
  answer(leg);
  const queue = core.queues.get(`${leg.facts.accountSid}|${noun.text.slice(0, 64)}`);
  const finish = (status: string, other: Leg | undefined): Next => {
    if (element.attributes.action === undefined) return { kind: "continue" };
    const fields: [string, string][] = [
      ["DialCallStatus", status],
      ["DialBridged", String(other !== undefined)],
    ];
    if (other !== undefined) fields.push(["DialCallSid", other.sid]);
    return { kind: "go", request: actionRequest(leg, element, "dial-action", fields) };
  };
  if (queue === undefined) return finish("failed", undefined);
  const url = noun.attributes.url;
  const screening =
    url === undefined
      ? undefined
      : { url: resolveUrl(leg, url), method: (noun.attributes.method ?? "POST").toUpperCase() };
  const entry = await nextCaller(engine, leg, queue, numberAttribute(element, "timeout", 30, 5, 600) * 1000);
  if (entry === undefined) return finish("no-answer", undefined);
  if (!(await entry.take(leg, screening))) return finish("no-answer", undefined);
  try {
    const timeLimitMs = numberAttribute(element, "timeLimit", 14_400, 1) * 1000;
    await bridge(core, leg, entry.leg, { timeLimitMs, hangupOnStar: flagAttribute(element, "hangupOnStar", false) });
  } finally {
    entry.release();
  }
  return finish("completed", entry.leg);
}

/** The head of the queue, or whoever joins it within the time. */
async function nextCaller(
  { core }: Engine,
  leg: Leg,
  queue: CallQueue,
  patienceMs: number,
): Promise<QueuedCall | undefined> {
  const head = queue.waiting[0];
  if (head !== undefined) return head;
  return await leg.wait<QueuedCall | undefined>((done) => {
    const arrived = () => done(queue.waiting[0]);
    queue.onArrival.add(arrived);
    const cancel = core.clock.at(core.clock.now().add({ milliseconds: patienceMs }), () => done(undefined));
    return () => {
      cancel();
      queue.onArrival.delete(arrived);
    };
  });
}
