import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Activity } from "./activity.ts";
import type { PhoneNetworkClock } from "./clock.ts";
import type { Dialect, SentWebhook } from "./dialect.ts";
import type { Faults } from "./faults.ts";
import { exchange } from "./http-exchange.ts";
import type { FormFields } from "./signature.ts";
import { pushBounded, type WebhookAttempt, type WebhookKind } from "./state.ts";
import { type RetryCause, readWebhookUrl, type WebhookUrl } from "./webhook-url.ts";

/** One thing to tell a customer's server. */
export interface Webhook {
  readonly kind: WebhookKind;
  readonly url: string;
  readonly method: string;
  readonly fields: FormFields;
  readonly authToken: string;
}

/** What came of it: an answer with status 2xx, or Twilio's error code. */
export type WebhookOutcome =
  | {
      readonly ok: true;
      readonly status: number;
      readonly contentType: string;
      readonly body: Buffer;
      readonly url: string;
    }
  | { readonly ok: false; readonly errorCode: number; readonly status: number | undefined; readonly error: string };

export interface WebhookSenderParts {
  readonly clock: PhoneNetworkClock;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly dialect: Dialect;
  readonly newToken: () => string;
  /** Twilio's hard limit of 15 s, shortened in tests. Wall time. */
  readonly limitMs: number;
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}

const redirectsMax = 10;
const logLengthMax = 20_000;
/** A swapped webhook that nothing follows goes out after this long by the network's clock. */
const swapPatienceSeconds = 10;

/** Signs and delivers webhooks, tries again as the URL says, and spoils them as the faults say. */
export class WebhookSender {
  readonly log: WebhookAttempt[] = [];
  readonly #parts: WebhookSenderParts;
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: 256 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: 256 });
  #nextId = 1;
  #held: (() => void)[] = [];
  #closed = false;

  constructor(parts: WebhookSenderParts) {
    this.#parts = parts;
  }

  /** Asks a customer's server what to do next. A fault that loses the request counts as a connection failure. */
  async ask(webhook: Webhook): Promise<WebhookOutcome> {
    if (this.#closed) return { ok: false, errorCode: 11205, status: undefined, error: "The network is closed" };
    const fault = this.#parts.faults.forWebhook(webhook.kind);
    if (fault?.fault === "never") return { ok: false, errorCode: 11205, status: undefined, error: "Lost by a fault" };
    if (fault?.fault === "late") await this.#wait(fault.lateSeconds ?? 30);
    const copies = fault?.fault === "twice" ? 2 : fault?.fault === "ten-times" ? 10 : 1;
    const deliveries = Array.from({ length: copies }, () => this.#parts.activity.track(this.#deliver(webhook)));
    const outcomes = await Promise.all(deliveries);
    return outcomes[0] ?? { ok: false, errorCode: 11200, status: undefined, error: "Nothing sent" };
  }

  /** Tells a customer's server something and does not wait for it. */
  tell(webhook: Webhook): void {
    const fault = this.#parts.faults.forWebhook(webhook.kind);
    const send = () => {
      if (!this.#closed) void this.#parts.activity.track(this.#deliver(webhook));
    };
    if (fault?.fault === "never") return;
    if (fault?.fault === "late") {
      this.#parts.clock.at(
        this.#parts.clock.now().add({ milliseconds: Math.round((fault.lateSeconds ?? 30) * 1000) }),
        send,
      );
      return;
    }
    if (fault?.fault === "swap") {
      this.#hold(send);
      return;
    }
    send();
    for (let copy = 1; copy < (fault?.fault === "twice" ? 2 : fault?.fault === "ten-times" ? 10 : 1); copy += 1) send();
    for (const release of this.#held.splice(0)) release();
  }

  /** Closes every connection. */
  close(): void {
    this.#closed = true;
    this.#held = [];
    this.#http.destroy();
    this.#https.destroy();
  }

  #hold(send: () => void): void {
    let gone = false;
    const release = () => {
      if (gone) return;
      gone = true;
      cancel();
      // Well behind the one that overtakes it: both are requests on sockets of their own.
      this.#parts.clock.at(this.#parts.clock.now().add({ milliseconds: 250 }), send);
    };
    const cancel = this.#parts.clock.at(this.#parts.clock.now().add({ seconds: swapPatienceSeconds }), () => {
      this.#held = this.#held.filter((other) => other !== release);
      release();
    });
    this.#held.push(release);
  }

  #wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.at(this.#parts.clock.now().add({ milliseconds: Math.round(seconds * 1000) }), resolve);
    });
  }

  async #deliver(webhook: Webhook): Promise<WebhookOutcome> {
    let target: WebhookUrl;
    try {
      target = readWebhookUrl(
        webhook.url,
        webhook.kind.startsWith("message") ? "message" : "voice",
        this.#parts.limitMs,
      );
    } catch {
      return { ok: false, errorCode: 11100, status: undefined, error: "Invalid URL format" };
    }
    const token = this.#parts.newToken();
    for (let attempt = 1; ; attempt += 1) {
      const { outcome, cause } = await this.#attempt(webhook, target, attempt, token);
      const again = cause !== undefined && target.retryCauses.has(cause) && attempt <= target.retryCount;
      if (outcome.ok || !again || this.#closed) return outcome;
    }
  }

  async #attempt(webhook: Webhook, target: WebhookUrl, attempt: number, token: string): Promise<Attempted> {
    const begun = performance.now();
    const entry: WebhookAttempt = {
      id: this.#nextId++,
      kind: webhook.kind,
      method: webhook.method,
      url: webhook.url,
      fields: this.#parts.dialect.fields(webhook.kind, webhook.fields),
      attempt,
      idempotencyToken: token,
      sentAt: this.#parts.clock.now(),
      durationMs: 0,
      status: undefined,
      errorCode: undefined,
      error: undefined,
      answer: "",
    };
    pushBounded(this.log, entry, logLengthMax);
    const attempted = await this.#follow(webhook, target, attempt, token);
    entry.durationMs = Math.round((performance.now() - begun) * 10) / 10;
    entry.status = attempted.outcome.status;
    if (attempted.outcome.ok) entry.answer = attempted.outcome.body.toString("utf8").slice(0, 4000);
    else {
      entry.errorCode = attempted.outcome.errorCode;
      entry.error = attempted.outcome.error;
    }
    this.#parts.onAttempt(entry);
    return attempted;
  }

  async #follow(webhook: Webhook, target: WebhookUrl, attempt: number, token: string): Promise<Attempted> {
    let method = webhook.method === "GET" ? "GET" : "POST";
    let url = target.url;
    let signedUrl = target.signedUrl;
    let fields = this.#parts.dialect.fields(webhook.kind, webhook.fields);
    if (method === "GET") {
      const query = encodeForm(fields);
      const glue = url.includes("?") ? "&" : "?";
      if (query !== "") {
        url += glue + query;
        signedUrl += glue + query;
      }
      fields = [];
    }
    for (let redirects = 0; ; redirects += 1) {
      const at = this.#parts.clock.now();
      const encoded = this.#parts.dialect.encode?.({ kind: webhook.kind, url, fields, at });
      const body = method === "POST" ? (encoded?.body ?? encodeForm(fields)) : undefined;
      const sent: SentWebhook = { url: signedUrl, fields, body, at };
      const headers: Record<string, string> = {
        ...this.#parts.dialect.sign(webhook.authToken, sent),
        "i-twilio-idempotency-token": token,
        "user-agent": "TwilioProxy/1.1",
        accept: "*/*",
        ...(encoded === undefined ? {} : { "content-type": encoded.contentType }),
      };
      if (target.basicAuth !== undefined)
        headers.authorization = `Basic ${Buffer.from(target.basicAuth).toString("base64")}`;
      const answer = await exchange(url, { method, headers, body, target, agents: [this.#http, this.#https] });
      if ("failed" in answer) {
        const { errorCode, error, status, cause } = answer.failed;
        return failure(errorCode, error, status, cause);
      }
      const { response, bytes } = answer;
      const status = response.statusCode ?? 0;
      const location = response.headers.location;
      if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
        if (redirects >= redirectsMax) return failure(11215, "HTTP too many redirects", status);
        url = new URL(location, url).href;
        signedUrl = url;
        if (status !== 307 && status !== 308) {
          method = "GET";
          fields = [];
        }
        continue;
      }
      if (status < 200 || status >= 300) {
        return failure(11200, `HTTP status ${status} (attempt ${attempt})`, status, status >= 500 ? "5xx" : "4xx");
      }
      const contentType = response.headers["content-type"] ?? "";
      const address = redirects === 0 ? target.url : url;
      return { outcome: { ok: true, status, contentType, body: bytes, url: address }, cause: undefined };
    }
  }
}

type Attempted = { readonly outcome: WebhookOutcome; readonly cause: RetryCause | undefined };

/** Form fields as a body or query. */
export function encodeForm(fields: FormFields): string {
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  return form.toString();
}

function failure(errorCode: number, error: string, status?: number, cause?: RetryCause): Attempted {
  return { outcome: { ok: false, errorCode, error, status }, cause };
}
