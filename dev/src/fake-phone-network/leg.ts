import type { PhoneNetworkClock } from "./clock.ts";
import type { FormFields } from "./signature.ts";
import { type CallDirection, type CallStatus, terminalCallStatuses, type WebhookKind } from "./state.ts";

/** What the far end of a leg heard, in the order it heard it. */
export interface HeardEvent {
  readonly at: Temporal.Instant;
  readonly kind: "ringing" | "say" | "play" | "beep" | "speech" | "keys" | "music" | "bridged" | "ended";
  /** Words spoken, address played, keys or reason. */
  readonly text: string;
}

/** What the far end does: speaks for a while, or presses keys. */
export type LegInput =
  | { readonly kind: "speech"; readonly text: string; readonly durationMs: number }
  | { readonly kind: "keys"; readonly digits: string };

/** Who listens to the far end at this moment. */
export type Listener = {
  readonly for: "record" | "gather-keys" | "gather-speech" | "bridge";
  readonly hear: (input: LegInput) => void;
};

/** Where TwiML comes from. */
export type TwimlSource =
  | { readonly twiml: string }
  | { readonly url: string; readonly method: string; readonly kind: WebhookKind; readonly fields?: FormFields };

/** Thrown into the waiting engine when a leg ends or is sent elsewhere. */
export class LegInterrupted extends Error {
  override readonly name = "LegInterrupted";
  readonly redirect: TwimlSource | undefined;
  constructor(redirect: TwimlSource | undefined) {
    super(redirect === undefined ? "The leg ended" : "The leg was redirected");
    this.redirect = redirect;
  }
}

/** Whom to tell about a leg's progress. */
export interface StatusSubscription {
  readonly url: string;
  readonly method: string;
  readonly events: ReadonlySet<string>;
  readonly kind: "call-status" | "dial-status";
}

/** Who is told what happens on a leg. */
export interface LegWatching {
  readonly heard: (leg: Leg, event: HeardEvent) => void;
  readonly entered: (leg: Leg) => void;
}

export interface LegFacts {
  readonly sid: string;
  readonly accountSid: string;
  readonly direction: CallDirection;
  readonly from: string;
  readonly to: string;
  readonly parent?: Leg;
  readonly phoneNumberSid?: string;
  readonly forwardedFrom?: string;
  readonly callerName?: string;
  readonly stirVerstat?: string;
  readonly subscription?: StatusSubscription;
}

/** How fast people and machines talk here: about 15 characters a second, never under half a second. */
export function speechMs(text: string): number {
  return Math.max(500, text.length * 66);
}

/** One call leg: its facts, its status, who listens to its far end, and the waits that end with it. */
export class Leg {
  readonly facts: LegFacts;
  readonly createdAt: Temporal.Instant;
  readonly heard: HeardEvent[] = [];
  readonly history: { readonly status: CallStatus; readonly at: Temporal.Instant }[] = [];
  status: CallStatus = "queued";
  startedAt: Temporal.Instant | undefined;
  answeredAt: Temporal.Instant | undefined;
  endedAt: Temporal.Instant | undefined;
  updatedAt: Temporal.Instant;
  answeredBy: string | undefined;
  sipResponseCode: number | undefined;
  callbacksSent = 0;
  /** Where the current document came from; relative addresses resolve against it. */
  documentUrl: string | undefined;
  documentMethod = "POST";
  fallback: { readonly url: string; readonly method: string } | undefined;
  queueTimeSeconds = 0;
  /** Audio uploaded for what this leg's far end says. */
  uploadedAudio: { readonly bytes: Buffer; readonly contentType: string } | undefined;
  listener: Listener | undefined;
  readonly #clock: PhoneNetworkClock;
  readonly #watchers = new Set<() => void>();
  readonly #interruptions = new Set<(why: LegInterrupted) => void>();
  readonly #watching: LegWatching;
  #redirect: TwimlSource | undefined;

  constructor(facts: LegFacts, clock: PhoneNetworkClock, watching: LegWatching) {
    this.facts = facts;
    this.#clock = clock;
    this.#watching = watching;
    this.createdAt = clock.now();
    this.updatedAt = this.createdAt;
    this.history.push({ status: "queued", at: this.createdAt });
  }

  get sid(): string {
    return this.facts.sid;
  }

  get hasEnded(): boolean {
    return terminalCallStatuses.has(this.status);
  }

  get isAnswered(): boolean {
    return this.answeredAt !== undefined;
  }

  /** Whole seconds between answer and end; 0 for a call never answered. */
  get durationSeconds(): number {
    if (this.answeredAt === undefined || this.endedAt === undefined) return 0;
    return Math.round((this.endedAt.epochMilliseconds - this.answeredAt.epochMilliseconds) / 1000);
  }

  /** Moves to a status and keeps the times. Answers false when the leg has already ended. */
  enter(status: CallStatus): boolean {
    if (this.hasEnded || this.status === status) return false;
    const now = this.#clock.now();
    this.status = status;
    this.updatedAt = now;
    this.history.push({ status, at: now });
    if (status === "ringing" || status === "in-progress") this.startedAt ??= now;
    if (status === "in-progress") this.answeredAt ??= now;
    if (terminalCallStatuses.has(status)) {
      this.endedAt = now;
      this.hear("ended", status);
      this.listener = undefined;
    }
    this.#watching.entered(this);
    if (this.hasEnded) {
      const interrupted = new LegInterrupted(undefined);
      for (const interrupt of [...this.#interruptions]) interrupt(interrupted);
    }
    this.changed();
    return true;
  }

  /** The far end hangs up, or the network ends the leg. Answers false when it had ended already. */
  hangUp(): boolean {
    return this.enter(this.isAnswered ? "completed" : this.facts.direction === "inbound" ? "no-answer" : "canceled");
  }

  /** Sends the leg to other TwiML, whatever it is doing (the REST API's Url and Twiml). */
  redirectTo(source: TwimlSource): void {
    this.#redirect = source;
    const interrupted = new LegInterrupted(source);
    for (const interrupt of [...this.#interruptions]) interrupt(interrupted);
  }

  /** The redirect that waits to be followed, if any; taken once. */
  takeRedirect(): TwimlSource | undefined {
    const redirect = this.#redirect;
    this.#redirect = undefined;
    return redirect;
  }

  /** Throws {@link LegInterrupted} if the leg has ended or was redirected. */
  check(): void {
    if (this.hasEnded) throw new LegInterrupted(undefined);
    if (this.#redirect !== undefined) throw new LegInterrupted(this.#redirect);
  }

  /**
   * Waits for something that calls `done`; `start` answers how to stop waiting for it. Throws {@link LegInterrupted}
   * when the leg ends or is redirected first. The far end (`whose`) does not notice redirects.
   */
  wait<T>(start: (done: (value: T) => void) => () => void, whose: "engine" | "far-end" = "engine"): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.hasEnded || (whose === "engine" && this.#redirect !== undefined)) {
        reject(new LegInterrupted(this.hasEnded ? undefined : this.#redirect));
        return;
      }
      let over = false;
      let stop: (() => void) | undefined;
      const finish = (then: () => void) => {
        if (over) return;
        over = true;
        this.#interruptions.delete(interrupt);
        stop?.();
        then();
      };
      const interrupt = (why: LegInterrupted) => {
        if (whose === "engine" || why.redirect === undefined) finish(() => reject(why));
      };
      this.#interruptions.add(interrupt);
      stop = start((value) => finish(() => resolve(value)));
      if (over) stop();
    });
  }

  /** Calls back once when the leg ends or is redirected. Answers how to stop. */
  onInterrupted(run: (redirected: boolean) => void): () => void {
    if (this.hasEnded || this.#redirect !== undefined) {
      run(!this.hasEnded);
      return () => {};
    }
    const interrupt = (why: LegInterrupted) => run(why.redirect !== undefined);
    this.#interruptions.add(interrupt);
    return () => this.#interruptions.delete(interrupt);
  }

  /** Lets network time pass. */
  async sleep(ms: number, whose: "engine" | "far-end" = "engine"): Promise<void> {
    const until = this.#clock.now().add({ milliseconds: Math.ceil(ms) });
    await this.wait<void>((done) => this.#clock.at(until, done), whose);
  }

  /** Lets network time pass unless something calls the function handed to `arm` first. */
  sleepOr(ms: number, arm: (wake: () => void) => void): Promise<"slept" | "woken"> {
    const until = this.#clock.now().add({ milliseconds: Math.ceil(ms) });
    return this.wait<"slept" | "woken">((done) => {
      const cancel = this.#clock.at(until, () => done("slept"));
      arm(() => done("woken"));
      return cancel;
    });
  }

  /** Waits, for the far end, until something about the leg is so. */
  async until(isSo: () => boolean): Promise<void> {
    await this.wait<void>((done) => {
      const look = () => {
        if (isSo()) done();
      };
      const stop = this.watch(look);
      look();
      return stop;
    }, "far-end");
  }

  /** Notes what the far end hears. */
  hear(kind: HeardEvent["kind"], text: string): void {
    const event: HeardEvent = { at: this.#clock.now(), kind, text };
    if (this.heard.length < 1000) this.heard.push(event);
    this.#watching.heard(this, event);
    this.changed();
  }

  /** The far end does something; lost when nobody listens. Answers whether somebody did. */
  receive(input: LegInput): boolean {
    if (this.hasEnded || this.listener === undefined) return false;
    this.listener.hear(input);
    return true;
  }

  /** Sets who listens, and tells those who wait for a listener. */
  listen(listener: Listener | undefined): void {
    this.listener = listener;
    this.changed();
  }

  /** Calls back on every change of status, listener or what was heard. Answers how to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
