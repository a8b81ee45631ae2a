import type { DocumentsEnd } from "./call-engine.ts";
import { callFields } from "./call-params.ts";
import type { Leg, TwimlSource } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import type { FormFields } from "./signature.ts";
import type { WebhookKind } from "./state.ts";
import type { TwimlElement } from "./twiml-parser.ts";

/** A document to get, with what is told when asking for it; or one at hand. */
export type DocumentRequest =
  | { readonly twiml: string }
  | { readonly url: string; readonly method: string; readonly kind: WebhookKind; readonly fields: FormFields };

/** What follows a verb. */
export type Next =
  | { readonly kind: "continue" }
  | { readonly kind: "go"; readonly request: DocumentRequest }
  | { readonly kind: "hang-up" }
  | { readonly kind: "leave" };

/** What verbs need beside the leg. */
export interface Engine {
  readonly core: NetworkCore;
  /** Runs documents on a leg (screening, queue music). */
  readonly runDocuments: (leg: Leg, first: DocumentRequest, mode: "screening" | "waiting") => Promise<DocumentsEnd>;
  /** Lets a leg go its own way. */
  readonly runLeg: (leg: Leg, source: TwimlSource) => Promise<void>;
}

export interface VerbContext {
  readonly leg: Leg;
  readonly document: TwimlElement;
}

/** Executes one TwiML verb on a leg. Throws LegInterrupted when the leg ends meanwhile. */
export type Verb = (engine: Engine, context: VerbContext, element: TwimlElement) => Promise<Next>;

/** An address in a document, resolved against the document's own. Relative ones need a document with an address. */
export function resolveUrl(leg: Leg, url: string): string {
  const text = url.trim();
  if (/^https?:\/\//i.test(text) || leg.documentUrl === undefined) return text;
  return new URL(text, leg.documentUrl).href;
}

/** The request for a verb's action; by default the current document's own address. */
export function actionRequest(
  leg: Leg,
  element: TwimlElement,
  kind: WebhookKind,
  fields: FormFields,
): Extract<DocumentRequest, { url: string }> {
  const { action, method } = element.attributes;
  const url = action === undefined || action === "" ? (leg.documentUrl ?? "") : resolveUrl(leg, action);
  return { url, method: (method ?? "POST").toUpperCase(), kind, fields };
}

/** Requests an action whose answer cannot matter any more, because the leg is gone. */
export function tellAction(core: NetworkCore, leg: Leg, request: Extract<DocumentRequest, { url: string }>): void {
  core.webhooks.tell({
    ...request,
    fields: [...callFields(leg), ...request.fields],
    authToken: core.authToken(leg.facts.accountSid),
  });
}

/** Twilio answers an inbound call when the first answering verb runs. */
export function answer(leg: Leg): void {
  leg.check();
  if (!leg.isAnswered) leg.enter("in-progress");
}

/** A number in an attribute; `usual` when absent or not a whole number. */
export function numberAttribute(
  element: TwimlElement,
  name: string,
  usual: number,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const text = element.attributes[name];
  if (text === undefined || !/^\d+$/.test(text.trim())) return usual;
  return Math.min(most, Math.max(least, Number(text)));
}

/** A yes or no in an attribute. */
export function flagAttribute(element: TwimlElement, name: string, usual: boolean): boolean {
  const text = element.attributes[name]?.trim().toLowerCase();
  return text === "true" ? true : text === "false" ? false : usual;
}
