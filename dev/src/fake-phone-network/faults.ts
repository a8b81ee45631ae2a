import { seededRandom } from "./id-source.ts";
import type { WebhookKind } from "./state.ts";

/** What goes wrong with a webhook. `late` needs `lateSeconds`; `swap` lets the next asynchronous one pass first. */
export type WebhookFaultKind = "twice" | "ten-times" | "late" | "swap" | "never";

/** Spoils a share of the webhooks of one kind. */
export interface WebhookFault {
  readonly fault: WebhookFaultKind;
  /** Which webhooks; all when absent. */
  readonly kinds?: readonly WebhookKind[];
  /** Share of those, 0 to 1; all when absent. */
  readonly fraction?: number;
  /** How many to spoil before the rule is spent; unlimited when absent. */
  readonly times?: number;
  readonly lateSeconds?: number;
}

/**
 * What the REST API does wrong. `performed-then-dropped` does what was asked and closes the connection without an
 * answer, `dropped` closes it without doing anything, `hang` never answers (until the network closes).
 */
export type RestFaultKind =
  | "429"
  | "500"
  | "503"
  | "garbage"
  | "dropped"
  | "performed-then-dropped"
  | "hang"
  | "performed-then-hang";

/** Spoils a share of the REST requests. */
export interface RestFault {
  readonly fault: RestFaultKind;
  readonly method?: string;
  /** Requests whose path contains this; all when absent. */
  readonly pathContains?: string;
  readonly fraction?: number;
  readonly times?: number;
}

/** What goes wrong with transcriptions: they report `failed`, or never come. */
export type TranscriptionFault = "failed" | "never";

/** Every fault in force. Replaced as a whole. */
export interface FaultSettings {
  readonly seed?: number;
  readonly webhooks?: readonly WebhookFault[];
  readonly rest?: readonly RestFault[];
  readonly transcription?: TranscriptionFault;
}

/** Decides which webhook and which request goes wrong. Repeats with the same seed and the same order of questions. */
export class Faults {
  #settings: FaultSettings = {};
  #random = seededRandom(1);
  #spent = new Map<WebhookFault | RestFault, number>();

  /** Puts these faults in force instead of the former; `{}` clears them. */
  set(settings: FaultSettings): void {
    this.#settings = settings;
    this.#random = seededRandom(settings.seed ?? 1);
    this.#spent.clear();
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  get transcription(): TranscriptionFault | undefined {
    return this.#settings.transcription;
  }

  /** The fault that strikes this webhook, if any. */
  forWebhook(kind: WebhookKind): WebhookFault | undefined {
    return this.#settings.webhooks?.find((rule) => (rule.kinds?.includes(kind) ?? true) && this.#strikes(rule));
  }

  /** The fault that strikes this REST request, if any. */
  forRest(method: string, path: string): RestFaultKind | undefined {
    return this.#settings.rest?.find(
      (rule) =>
        (rule.method === undefined || rule.method === method) &&
        (rule.pathContains === undefined || path.includes(rule.pathContains)) &&
        this.#strikes(rule),
    )?.fault;
  }

  #strikes(rule: WebhookFault | RestFault): boolean {
    const spent = this.#spent.get(rule) ?? 0;
    if (rule.times !== undefined && spent >= rule.times) return false;
    if (rule.fraction !== undefined && this.#random() >= rule.fraction) return false;
    this.#spent.set(rule, spent + 1);
    return true;
  }
}
