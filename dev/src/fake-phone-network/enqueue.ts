import { type Leg, LegInterrupted } from "./leg.ts";
import type { CallQueue, NetworkCore, QueuedCall } from "./network-core.ts";
import { actionRequest, answer, type Engine, type Next, resolveUrl, tellAction, type Verb } from "./verb.ts";

const queueSizeMax = 1000;

/** The queue of this name, made on demand. */
export function queueNamed(core: NetworkCore, accountSid: string, name: string): CallQueue {
  const key = `${accountSid}|${name}`;
  let queue = core.queues.get(key);
  if (queue === undefined) {
    queue = { sid: core.ids("QU"), accountSid, name, waiting: [], onArrival: new Set() };
    core.queues.set(key, queue);
  }
  return queue;
}

/** Lets the caller wait until somebody takes them, they leave, or they hang up (docs/rules.md T1.8). */
export const enqueue: Verb = async (engine, { leg }, element) => {
  const { core } = engine;
  answer(leg);
  const queue = queueNamed(core, leg.facts.accountSid, element.text.slice(0, 64));
  const since = core.clock.now();
  const report = (result: string): Next => {
    leg.queueTimeSeconds = Math.round((core.clock.now().epochMilliseconds - since.epochMilliseconds) / 1000);
    const fields: [string, string][] = [
      ["QueueResult", result],
      ["QueueSid", queue.sid],
      ["QueueTime", String(leg.queueTimeSeconds)],
    ];
    if (element.attributes.action === undefined) return { kind: "continue" };
    const request = actionRequest(leg, element, "enqueue-action", fields);
    if (!leg.hasEnded) return { kind: "go", request };
    tellAction(core, leg, request);
    return { kind: "hang-up" };
  };
  if (queue.waiting.length >= queueSizeMax) return report("queue-full");
  const wait = new QueueWait(engine, leg, queue, since);
  try {
    const result = await wait.untilTaken(element.attributes.waitUrl, element.attributes.waitUrlMethod);
    return report(result);
  } catch (error) {
    if (error instanceof LegInterrupted) report(wait.wasTaken ? "bridged" : leg.hasEnded ? "hangup" : "redirected");
    throw error;
  } finally {
    wait.leave();
  }
};

class QueueWait {
  wasTaken = false;
  readonly #engine: Engine;
  readonly #leg: Leg;
  readonly #queue: CallQueue;
  readonly #entry: QueuedCall;
  #taken:
    | { by: Leg; screening: { url: string; method: string } | undefined; ready: (isReady: boolean) => void }
    | undefined;
  #released = false;
  #onRelease: () => void = () => {};

  constructor(engine: Engine, leg: Leg, queue: CallQueue, since: Temporal.Instant) {
    this.#engine = engine;
    this.#leg = leg;
    this.#queue = queue;
    this.#entry = {
      leg,
      since,
      take: (by, screening) =>
        new Promise((ready) => {
          this.#taken = { by, screening, ready };
          this.#stepOut();
          // The waiting music stops where it is; the redirect is only the way to interrupt it.
          leg.redirectTo({ twiml: "<Response/>" });
        }),
      release: () => {
        this.#released = true;
        this.#onRelease();
      },
    };
    queue.waiting.push(this.#entry);
    for (const arrived of [...queue.onArrival]) arrived();
  }

  /** Whatever happened, this caller no longer waits; a taker who got nobody is told so. */
  leave(): void {
    this.#stepOut();
    this.#taken?.ready(false);
  }

  async untilTaken(waitUrl: string | undefined, method: string | undefined): Promise<string> {
    try {
      return await this.#music(
        waitUrl === undefined ? undefined : resolveUrl(this.#leg, waitUrl),
        (method ?? "POST").toUpperCase(),
      );
    } catch (error) {
      if (!(error instanceof LegInterrupted) || this.#taken === undefined || this.#leg.hasEnded) throw error;
    }
    this.#leg.takeRedirect();
    const { by, screening, ready } = this.#taken;
    if (screening !== undefined) {
      const fields: [string, string][] = [
        ["QueueSid", this.#queue.sid],
        ["QueueTime", String(this.#seconds(this.#entry.since))],
        ["DequeingCallSid", by.sid],
      ];
      const end = await this.#engine.runDocuments(
        this.#leg,
        { ...screening, kind: "queue-screening", fields },
        "screening",
      );
      if (end !== "finished") {
        this.#leg.hangUp();
        this.#leg.check();
      }
    }
    this.wasTaken = true;
    ready(true);
    await this.#leg.wait<void>((done) => {
      this.#onRelease = done;
      if (this.#released) done();
      return () => {};
    });
    return "bridged";
  }

  async #music(waitUrl: string | undefined, method: string): Promise<string> {
    const { core, runDocuments } = this.#engine;
    const leg = this.#leg;
    // The wait document has an address of its own, which must not become the base of the Enqueue's action.
    const { documentUrl, documentMethod } = leg;
    const restore = () => {
      leg.documentUrl = documentUrl;
      leg.documentMethod = documentMethod;
    };
    try {
      if (waitUrl === undefined || waitUrl === "") {
        leg.hear("music", "");
        return await leg.wait<string>(() => () => {});
      }
      for (;;) {
        const begun = core.clock.now().epochMilliseconds;
        const end = await runDocuments(
          leg,
          { url: waitUrl, method, kind: "queue-wait", fields: this.#waitFields() },
          "waiting",
        );
        if (end === "left-queue") return "leave";
        if (end === "hung-up") {
          leg.hangUp();
          leg.check();
        }
        // A document without sound would be asked for without end.
        if (core.clock.now().epochMilliseconds - begun < 1000) await leg.sleep(1000);
      }
    } finally {
      restore();
    }
  }

  #stepOut(): void {
    const place = this.#queue.waiting.indexOf(this.#entry);
    if (place !== -1) this.#queue.waiting.splice(place, 1);
  }

  #waitFields(): [string, string][] {
    const { waiting } = this.#queue;
    const waits = waiting.map(({ since }) => this.#seconds(since));
    const average =
      waits.length === 0 ? 0 : Math.round(waits.reduce((sum, seconds) => sum + seconds, 0) / waits.length);
    return [
      ["QueuePosition", String(waiting.indexOf(this.#entry) + 1)],
      ["QueueSid", this.#queue.sid],
      ["QueueTime", String(this.#seconds(this.#entry.since))],
      ["AvgQueueTime", String(average)],
      ["CurrentQueueSize", String(waiting.length)],
      ["MaxQueueSize", String(queueSizeMax)],
    ];
  }

  #seconds(since: Temporal.Instant): number {
    return Math.round((this.#engine.core.clock.now().epochMilliseconds - since.epochMilliseconds) / 1000);
  }
}
