import { setTimeout as pause } from "node:timers/promises";
import { twilioSignature } from "@ringback/dev/fake-phone-network/signature.ts";
import type { LoadReport, WebhookRecord } from "./webhook-record.ts";

/** An attempt as the phone network's event stream shows it. */
export interface SeenAttempt extends WebhookRecord {
  readonly idempotencyToken: string;
  readonly status?: number;
  readonly durationMs: number;
}

interface Tracked extends WebhookRecord {
  acknowledged: boolean;
  lastTriedMs: number;
}

/** How long the network's own retries get before a webhook is sent again from here. */
const patienceMs = 1_200;
const atOnceMax = 24;
const answerLimitMs = 15_000;
const duplicateShare = 0.1;

/**
 * Asking what to do with a phone that was picked up has no sense an hour later, and no provider's log replays it: the
 * network hangs that phone up when we do not answer.
 */
const momentary = new Set(["dial-screening", "gather-action"]);

/**
 * Stands for the provider's log: every webhook that got no 2xx is sent again until it gets one, and some that got one are
 * sent again all the same, now and then ten at once.
 */
export class Redelivery {
  readonly #token: string;
  readonly #random: () => number;
  readonly #all = new Map<string, Tracked>();
  readonly #otherAnswers: Record<string, number> = {};
  #failedRequests = 0;
  #duplicates = 0;
  #slowestAnswerMs = 0;
  #stopped = false;
  #duplicating = true;
  readonly #underWay = new Set<Promise<void>>();

  constructor(authToken: string, random: () => number) {
    this.#token = authToken;
    this.#random = random;
  }

  /** Takes note of what the network tried. */
  saw(attempt: SeenAttempt): void {
    const { kind, url, fields } = attempt;
    const known = this.#all.get(attempt.idempotencyToken);
    const tracked = known ?? { kind, url, fields, acknowledged: false, lastTriedMs: 0 };
    this.#all.set(attempt.idempotencyToken, tracked);
    tracked.lastTriedMs = performance.now();
    this.#answered(tracked, attempt.status ?? 0, attempt.durationMs);
    if (tracked.acknowledged && this.#duplicating && this.#random() < duplicateShare) this.#repeat(tracked);
  }

  /** Sends again what waits, until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const due = performance.now() - patienceMs;
      for (const tracked of this.#all.values()) {
        if (this.#underWay.size >= atOnceMax) break;
        if (tracked.acknowledged || tracked.lastTriedMs > due || momentary.has(tracked.kind)) continue;
        tracked.lastTriedMs = Number.POSITIVE_INFINITY;
        this.#start(this.#send(tracked));
      }
      await pause(50);
    }
    await Promise.all(this.#underWay);
  }

  /** No duplicates any more; what waits is still sent. */
  calmDown(): void {
    this.#duplicating = false;
  }

  stop(): void {
    this.#stopped = true;
  }

  get waiting(): number {
    return this.#waiting().length + this.#underWay.size;
  }

  report(): Omit<LoadReport, "callSids" | "texts"> {
    const records = (list: Tracked[]) => list.map(({ kind, url, fields }) => ({ kind, url, fields }));
    return {
      acknowledged: records([...this.#all.values()].filter((tracked) => tracked.acknowledged)),
      waiting: records(this.#waiting()),
      failedRequests: this.#failedRequests,
      duplicates: this.#duplicates,
      otherAnswers: this.#otherAnswers,
      slowestAnswerMs: this.#slowestAnswerMs,
    };
  }

  #waiting(): Tracked[] {
    return [...this.#all.values()].filter((tracked) => !tracked.acknowledged && !momentary.has(tracked.kind));
  }

  #repeat(tracked: Tracked): void {
    const copies = this.#random() < 0.1 ? 10 : 1;
    this.#duplicates += copies;
    const laterMs = this.#random() * 3_000;
    for (let copy = 0; copy < copies; copy += 1) this.#start(pause(laterMs).then(() => this.#send(tracked)));
  }

  #start(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #send(tracked: Tracked): Promise<void> {
    const begunMs = performance.now();
    const url = tracked.url.split("#", 1)[0] ?? "";
    const fields = Object.entries(tracked.fields);
    const status = await fetch(url, {
      method: "POST",
      headers: { "x-twilio-signature": twilioSignature(this.#token, url, fields) },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(answerLimitMs),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    tracked.lastTriedMs = performance.now();
    this.#answered(tracked, status, tracked.lastTriedMs - begunMs);
  }

  #answered(tracked: Tracked, status: number, tookMs: number): void {
    this.#slowestAnswerMs = Math.max(this.#slowestAnswerMs, tookMs);
    if (status >= 200 && status < 300) tracked.acknowledged = true;
    else {
      this.#failedRequests += 1;
      this.#otherAnswers[status] = (this.#otherAnswers[status] ?? 0) + 1;
    }
  }
}
