import { Activity } from "./activity.ts";
import { reportCallStatus } from "./call-status.ts";
import type { PhoneNetworkClock } from "./clock.ts";
import type { Dialect } from "./dialect.ts";
import { Faults } from "./faults.ts";
import type { IdSource } from "./id-source.ts";
import { Leg, type LegFacts } from "./leg.ts";
import { Phone, type PhoneBehaviour } from "./phone.ts";
import {
  type Account,
  type Alert,
  BoundedMap,
  type MessagingService,
  type NetworkEvent,
  type OwnNumber,
  pushBounded,
  type Recording,
  type RestRequest,
  type StoredMedia,
  type TextMessage,
  type Transcription,
} from "./state.ts";
import { WebhookSender } from "./webhook-sender.ts";

/** Where the vendor's behaviour is not documented (docs/rules.md T9): both ways can be tried. */
export interface Quirks {
  /** DialCallStatus when every answered leg was screened out. */
  readonly screenedOutDialStatus: "completed" | "no-answer";
  /** Whether the Dial action is requested when the caller hung up first. */
  readonly dialActionAfterCallerHangUp: boolean;
  /** Whether the other phones go on ringing while one that answered is being screened. */
  readonly othersRingDuringScreening: boolean;
  /** So long after its end a call is not yet in the list of calls, or stands there unfinished. */
  readonly logLagSeconds: number;
  /** So many new entries push the rest of a list down whenever another page of it is read. */
  readonly pagesShiftBy: number;
}

/** Delays of the network, in seconds of its clock. */
export interface Delays {
  readonly recordingSeconds: number;
  readonly transcriptionSeconds: number;
  readonly textSentSeconds: number;
  readonly textDeliveredSeconds: number;
}

export interface CoreOptions {
  readonly dialect: Dialect;
  readonly clock: PhoneNetworkClock;
  readonly ids: IdSource;
  readonly webhookLimitMs: number;
  readonly quirks: Quirks;
  readonly delays: Delays;
  /** How many calls, messages, recordings and log lines are kept. */
  readonly keep: number;
}

/** Everything the parts of the network share: its state, its clock, its way out. */
export class NetworkCore {
  readonly dialect: Dialect;
  readonly clock: PhoneNetworkClock;
  readonly ids: IdSource;
  readonly quirks: Quirks;
  readonly delays: Delays;
  readonly activity = new Activity();
  readonly faults = new Faults();
  readonly webhooks: WebhookSender;
  readonly accounts = new Map<string, Account>();
  readonly numbers = new Map<string, OwnNumber>();
  readonly messagingServices = new Map<string, MessagingService>();
  readonly verifiedCallerIds = new Set<string>();
  readonly phones = new Map<string, Phone>();
  readonly legs: BoundedMap<Leg>;
  readonly messages: BoundedMap<TextMessage>;
  /** Files of texts that came in. */
  readonly media: BoundedMap<StoredMedia>;
  readonly recordings: BoundedMap<Recording>;
  readonly transcriptions: BoundedMap<Transcription>;
  /** Opt-outs as `sender|recipient`; the sender is a number or a messaging service. */
  readonly optOuts = new Set<string>();
  readonly alerts: Alert[] = [];
  readonly requests: RestRequest[] = [];
  readonly queues = new Map<string, CallQueue>();
  /** Where this network can be reached, once it listens. */
  url = "http://127.0.0.1";
  closed = false;
  readonly #keep: number;
  readonly #watchers = new Set<(event: NetworkEvent) => void>();

  constructor(options: CoreOptions) {
    this.clock = options.clock;
    this.dialect = options.dialect;
    this.ids = (prefix) => this.dialect.id(options.ids(prefix));
    this.quirks = options.quirks;
    this.delays = options.delays;
    this.#keep = options.keep;
    this.legs = new BoundedMap(options.keep);
    this.messages = new BoundedMap(options.keep);
    this.media = new BoundedMap(options.keep);
    this.recordings = new BoundedMap(options.keep);
    this.transcriptions = new BoundedMap(options.keep);
    this.clock.settleWith(() => this.activity.settled());
    this.webhooks = new WebhookSender({
      clock: this.clock,
      activity: this.activity,
      faults: this.faults,
      dialect: this.dialect,
      newToken: () => this.ids("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
      limitMs: options.webhookLimitMs,
      onAttempt: (attempt) => {
        this.emit("webhook", { webhook: attempt });
        if (attempt.errorCode !== undefined) {
          const callSid = attempt.fields.find(([name]) => name === "CallSid")?.[1];
          this.alert(attempt.errorCode, attempt.error ?? "", { callSid, url: attempt.url });
        }
      },
    });
  }

  /** The phone with this number; one nobody described rings out unanswered. */
  phone(number: string, behaviour?: PhoneBehaviour): Phone {
    let phone = this.phones.get(number);
    if (phone === undefined) {
      phone = new Phone(number, (kind, detail) => this.emit(kind, detail));
      this.phones.set(number, phone);
      if (this.phones.size > this.#keep) this.#forgetAPhone();
    }
    if (behaviour !== undefined) {
      phone.behaviour = behaviour;
      phone.isDescribed = true;
    }
    return phone;
  }

  #forgetAPhone(): void {
    for (const [number, phone] of this.phones) {
      if (phone.isDescribed || phone.active.length > 0 || phone.ringing.length > 0) continue;
      this.phones.delete(number);
      return;
    }
  }

  /** Makes a leg and keeps it. */
  addLeg(facts: Omit<LegFacts, "sid">): Leg {
    const leg = new Leg({ ...facts, sid: this.ids("CA") }, this.clock, {
      heard: (which, event) => this.emit("heard", { callSid: which.sid, heard: event.kind, text: event.text }),
      entered: (which) => {
        this.emit("call-status", { callSid: which.sid, parentCallSid: facts.parent?.sid, status: which.status });
        reportCallStatus(this, which);
      },
    });
    this.legs.set(leg.sid, leg);
    return leg;
  }

  /** Runs `run` after some seconds of network time; nothing runs once the network is closed. */
  later(seconds: number, run: () => void): void {
    this.clock.at(this.clock.now().add({ milliseconds: Math.round(seconds * 1000) }), () => {
      if (!this.closed) run();
    });
  }

  /** The token that signs for an account. */
  authToken(accountSid: string): string {
    const account = this.accounts.get(accountSid);
    return account === undefined ? "" : this.dialect.signingKey(account);
  }

  /** Notes a problem as the vendor's debugger would. */
  alert(code: number, message: string, about: { callSid?: string | undefined; url?: string | undefined } = {}): void {
    const alert: Alert = { code, message, at: this.clock.now(), callSid: about.callSid, url: about.url };
    pushBounded(this.alerts, alert, this.#keep);
    this.emit("alert", { alert });
  }

  emit(kind: string, detail: Record<string, unknown>): void {
    if (this.#watchers.size === 0) return;
    const event: NetworkEvent = { ...detail, kind, at: this.clock.now() };
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  /** Calls back on everything that happens. Answers how to stop. */
  watch(watcher: (event: NetworkEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Address of a resource of an account, as webhooks and answers give it. */
  resourceUrl(accountSid: string, kind: string, sid: string): string {
    return `${this.url}${this.dialect.restRoot}/Accounts/${accountSid}/${kind}/${sid}`;
  }

  /** Address of a file of a text. */
  mediaUrl(accountSid: string, messageSid: string, sid: string): string {
    return this.dialect.mediaUrl?.(this, sid) ?? `${this.resourceUrl(accountSid, "Messages", messageSid)}/Media/${sid}`;
  }
}

/** Callers who wait for somebody to take them, first come first. */
export interface CallQueue {
  readonly sid: string;
  readonly accountSid: string;
  readonly name: string;
  readonly waiting: QueuedCall[];
  /** Those who wait for the next caller to join. */
  readonly onArrival: Set<() => void>;
}

export interface QueuedCall {
  readonly leg: Leg;
  readonly since: Temporal.Instant;
  /** Takes the caller out of the queue for `by`; resolves to whether they can be bridged now. */
  readonly take: (by: Leg, screening: { url: string; method: string } | undefined) => Promise<boolean>;
  /** The bridge is over. */
  readonly release: () => void;
}
