import { createServer, type Server } from "node:http";
import { type PhoneNetworkClock, runningClock } from "./clock.ts";
import { answerControl, isControlPath } from "./control-api.ts";
import { type Dialect, twilioDialect } from "./dialect.ts";
import type { FaultSettings } from "./faults.ts";
import { BodyTooLarge, readRequest, writeAnswer } from "./http-io.ts";
import { type IdSource, idSource } from "./id-source.ts";
import { type Delays, NetworkCore, type Quirks } from "./network-core.ts";
import type { Phone, PhoneBehaviour, TextBehaviour } from "./phone.ts";
import { CallHandle, type InboundCall, placeCall } from "./place-call.ts";
import { type InboundText, receiveText } from "./receive-text.ts";
import { answerRest } from "./rest-api.ts";
import type {
  Account,
  Alert,
  MessagingService,
  NetworkEvent,
  NumberSettings,
  OwnNumber,
  Recording,
  RestRequest,
  TextMessage,
  WebhookAttempt,
} from "./state.ts";

/** How to set up a network. Everything has a usable default. */
export interface PhoneNetworkOptions {
  /** The time it lives in; the wall's by default. */
  readonly clock?: PhoneNetworkClock;
  /** The vendor it plays; Twilio by default. */
  readonly dialect?: Dialect;
  /** Where ids come from; a string seeds them so that they repeat. */
  readonly ids?: IdSource | string;
  /** How long a customer's server may take to answer, in wall time; the vendor's 15 s by default. */
  readonly webhookLimitMs?: number;
  readonly quirks?: Partial<Quirks>;
  readonly delays?: Partial<Delays>;
  /** How many calls, texts and recordings are remembered. */
  readonly keep?: number;
}

const bodyBytesMax = 20 * 1024 * 1024;

/**
 * A phone network with a provider's REST API, TwiML engine and signed webhooks, for tests, the demo and a developer's
 * desk. It behaves as the provider does (docs/rules.md) and knows nothing of Ringback.
 */
export class PhoneNetwork {
  readonly clock: PhoneNetworkClock;
  readonly core: NetworkCore;
  #server: Server | undefined;
  readonly #twimlBins = new Map<string, string>();

  constructor(options: PhoneNetworkOptions = {}) {
    this.clock = options.clock ?? runningClock();
    this.core = new NetworkCore({
      dialect: options.dialect ?? twilioDialect,
      clock: this.clock,
      ids: typeof options.ids === "function" ? options.ids : idSource(options.ids),
      webhookLimitMs: options.webhookLimitMs ?? 15_000,
      quirks: {
        screenedOutDialStatus: "completed",
        dialActionAfterCallerHangUp: false,
        othersRingDuringScreening: true,
        logLagSeconds: 0,
        pagesShiftBy: 0,
        ...options.quirks,
      },
      delays: {
        recordingSeconds: 1,
        transcriptionSeconds: 8,
        textSentSeconds: 0.5,
        textDeliveredSeconds: 1.5,
        ...options.delays,
      },
      keep: options.keep ?? 10_000,
    });
  }

  /** Where it can be reached; set once it listens. */
  get url(): string {
    return this.core.url;
  }

  /** Every webhook attempt so far, oldest first. */
  get webhooks(): readonly WebhookAttempt[] {
    return this.core.webhooks.log;
  }

  /** Every REST request received so far, oldest first. */
  get requests(): readonly RestRequest[] {
    return this.core.requests;
  }

  /** What the vendor's debugger would show. Code 0 is a fault of this network itself. */
  get alerts(): readonly Alert[] {
    return this.core.alerts;
  }

  get messages(): TextMessage[] {
    return [...this.core.messages.values()];
  }

  get recordings(): Recording[] {
    return [...this.core.recordings.values()];
  }

  /** Every call leg, in the order they began. */
  get calls(): CallHandle[] {
    return [...this.core.legs.values()].map((leg) => new CallHandle(this.core, leg));
  }

  /** Adds a customer. Ids and tokens not given are made. */
  addAccount(
    given: Partial<Omit<Account, "apiKeys">> & { readonly apiKeys?: readonly { sid: string; secret: string }[] } = {},
  ): Account {
    const account: Account = {
      sid: given.sid ?? this.core.ids("AC"),
      friendlyName: given.friendlyName ?? "Fake phone network account",
      authToken: given.authToken ?? this.core.ids(""),
      secondaryAuthToken: given.secondaryAuthToken,
      signingKey: given.signingKey,
      apiKeys: [...(given.apiKeys ?? [])],
    };
    this.core.accounts.set(account.sid, account);
    return account;
  }

  /** Gives a customer a number, or changes the settings of one it has. */
  addNumber(
    account: Account,
    phoneNumber: string,
    settings: Partial<NumberSettings> & { readonly smsCapable?: boolean } = {},
  ): OwnNumber {
    const known = this.core.numbers.get(phoneNumber);
    if (known !== undefined) return Object.assign(known, settings, { dateUpdated: this.clock.now() });
    const now = this.clock.now();
    const number: OwnNumber = {
      sid: this.core.ids("PN"),
      accountSid: account.sid,
      phoneNumber,
      dateCreated: now,
      dateUpdated: now,
      smsCapable: true,
      friendlyName: phoneNumber,
      voiceUrl: "",
      voiceMethod: "POST",
      voiceFallbackUrl: "",
      voiceFallbackMethod: "POST",
      statusCallback: "",
      statusCallbackMethod: "POST",
      smsUrl: "",
      smsMethod: "POST",
      smsFallbackUrl: "",
      smsFallbackMethod: "POST",
      voiceCallerIdLookup: false,
      voiceApplicationSid: "",
      smsApplicationSid: "",
      trunkSid: "",
      voiceReceiveMode: "voice",
      ...settings,
    };
    this.core.numbers.set(phoneNumber, number);
    return number;
  }

  /** Adds a messaging service that sends from these numbers and shares their opt-outs. */
  addMessagingService(account: Account, given: Partial<Omit<MessagingService, "accountSid">> = {}): MessagingService {
    const service: MessagingService = {
      sid: given.sid ?? this.core.ids("MG"),
      accountSid: account.sid,
      numbers: given.numbers ?? [],
      inboundUrl: given.inboundUrl ?? "",
      statusCallback: given.statusCallback ?? "",
      advancedOptOut: given.advancedOptOut ?? false,
    };
    this.core.messagingServices.set(service.sid, service);
    return service;
  }

  /** Keeps a static TwiML document on the network's own side. Answers its address, which outlives the customer's server. */
  addTwimlBin(name: string, twiml: string): string {
    this.#twimlBins.set(name, twiml);
    return `${this.url}/twiml-bins/${encodeURIComponent(name)}`;
  }

  /** The static documents kept here, by name. */
  get twimlBins(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#twimlBins);
  }

  /** The phone with this number, with a new behaviour if given. */
  phone(number: string, behaviour?: PhoneBehaviour, texts?: TextBehaviour): Phone {
    const phone = this.core.phone(number, behaviour);
    if (texts !== undefined) {
      phone.texts = texts;
      phone.isDescribed = true;
    }
    return phone;
  }

  /** Calls one of our numbers. */
  placeCall(call: InboundCall): CallHandle {
    return placeCall(this.core, call);
  }

  /** The caller's end of a call, by its sid. */
  call(sid: string): CallHandle | undefined {
    const leg = this.core.legs.get(sid);
    return leg === undefined ? undefined : new CallHandle(this.core, leg);
  }

  /** Sends a text to one of our numbers. */
  sendText(text: InboundText): TextMessage {
    return receiveText(this.core, text);
  }

  /** Puts these faults in force instead of the former; `{}` clears them. */
  setFaults(settings: FaultSettings): void {
    this.core.faults.set(settings);
  }

  /** Moves the clock forward by seconds, firing everything due on the way, in order. */
  advance(seconds: number): Promise<void> {
    return this.clock.advance(seconds);
  }

  /** Resolves when nothing is under way: no webhook, no REST request. Timers may wait. */
  settled(): Promise<void> {
    return this.core.activity.settled();
  }

  /** Calls back on everything that happens. Answers how to stop. */
  watch(watcher: (event: NetworkEvent) => void): () => void {
    return this.core.watch(watcher);
  }

  /**
   * Waits, in wall time, until `look` finds something (neither undefined nor false), looking again whenever something
   * happens in the network. Throws when the time is over.
   */
  async until<Found>(look: () => Found | undefined | false, timeoutMs = 5000): Promise<Found> {
    const found = look();
    if (found !== undefined && found !== false) return found;
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const again = () => {
      const now = look();
      if (now !== undefined && now !== false) resolve(now);
    };
    const stop = this.watch(() => setImmediate(again));
    const timer = setTimeout(() => reject(new Error(`Nothing found within ${timeoutMs} ms`)), timeoutMs);
    try {
      return await promise;
    } finally {
      stop();
      clearTimeout(timer);
    }
  }

  /** Opens the REST and control APIs on a loopback port (a free one for 0). Answers the address. */
  async listen(port = 0, host = "127.0.0.1"): Promise<string> {
    const server = createServer((request, response) => {
      const work = this.#answer(request, response).catch(() => response.destroy());
      // A request to move the clock waits until everything is settled: it must not wait for itself.
      if (!isControlPath(request.url ?? "")) void this.core.activity.track(work);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
    this.#server = server;
    const address = server.address();
    const boundPort = typeof address === "object" && address !== null ? address.port : port;
    this.core.url = `http://${host}:${boundPort}`;
    return this.core.url;
  }

  /** Stops everything: timers, connections, the server. Nothing is left. */
  async close(): Promise<void> {
    this.core.closed = true;
    this.clock.close();
    this.core.webhooks.close();
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
  }

  async #answer(
    request: Parameters<typeof readRequest>[0],
    response: Parameters<typeof writeAnswer>[0],
  ): Promise<void> {
    try {
      const read = await readRequest(request, bodyBytesMax);
      const path = read.url.pathname;
      if (isControlPath(path)) return await answerControl(this, read, response);
      if (path.startsWith("/twiml-bins/")) {
        const twiml = this.#twimlBins.get(decodeURIComponent(path.slice("/twiml-bins/".length)));
        return writeAnswer(
          response,
          twiml === undefined ? { status: 404 } : { status: 200, body: twiml, contentType: "text/xml" },
        );
      }
      const answer = answerRest(this.core, read);
      if (answer === "drop") response.destroy();
      else if (answer !== "hang") writeAnswer(response, answer);
    } catch (error) {
      const status = error instanceof BodyTooLarge ? 413 : 500;
      writeAnswer(response, {
        status,
        body: { code: 20001, message: error instanceof Error ? error.message : "failed", more_info: "", status },
      });
    }
  }
}
