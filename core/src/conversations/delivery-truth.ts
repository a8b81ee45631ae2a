import { outboundRuleRemedies, outboundRuleWords } from "#acknowledgement/outbound-rule.ts";
import { plainWords } from "#callbacks/label-words.ts";
import { bounceWords } from "./mail/read-bounce.ts";

/** A text as it was stored. */
export interface SentText {
  readonly state: string;
  /** The rules that spoke against it, the first one decides. */
  readonly rules: readonly string[];
  /** What stopped it at the last moment, or what the provider said. */
  readonly reason: string | null;
  readonly errorCode: string | null;
  /** It waits for a lawful hour. */
  readonly heldUntil: Temporal.Instant | null;
  readonly channel?: "text" | "email";
}

export interface DeliveryTruth {
  readonly state: "waiting" | "queued" | "sending" | "sent" | "delivered" | "failed" | "unknown" | "not-sent";
  readonly words: string;
  readonly advice: string | null;
}

/**
 * What became of a text, as far as anybody knows, and what one can do. `sent` is not `delivered`, and what nobody knows is
 * not sent again. `at` says an instant in the reader's words.
 */
export function deliveryTruth(text: SentText, at: (instant: Temporal.Instant) => string): DeliveryTruth {
  const { state, errorCode, heldUntil } = text;
  if (text.channel === "email") {
    const truth = emailTruth(text);
    if (truth !== null) return truth;
  }
  switch (state) {
    case "queued":
      return heldUntil === null
        ? { state: "queued", words: "About to be sent", advice: null }
        : { state: "waiting", words: `Held until ${at(heldUntil)}`, advice: "Call if it cannot wait." };
    case "sending":
      return { state: "sending", words: "On its way to the provider", advice: null };
    case "sent":
      return { state: "sent", words: "Sent, not confirmed by the carrier", advice: null };
    case "delivered":
      return { state: "delivered", words: "Delivered", advice: null };
    case "unknown":
      return {
        state: "unknown",
        words:
          text.reason === "outcome-never-known"
            ? "Nobody knows whether it went"
            : "May have gone; the provider is being asked",
        advice: "It is not sent again by itself, so that they do not get it twice. Call if it matters.",
      };
    case "expired":
      return { state: "not-sent", words: "Not sent: it would have come too late", advice: "Write anew, or call." };
    case "suppressed": {
      const rule = text.rules[0] ?? text.reason ?? "";
      return {
        state: "not-sent",
        words: `Not sent: ${wordsOf(rule, outboundRuleWords) ?? plainWords(rule || "a rule stopped it")}`,
        advice: wordsOf(rule, outboundRuleRemedies),
      };
    }
    case "failed":
    case "undelivered": {
      const known = errorCode === null ? undefined : failures[errorCode];
      const code = errorCode === null ? "" : ` (${errorCode})`;
      return {
        state: "failed",
        words: `${state === "failed" ? "Refused by the provider" : "Not delivered"}${known === undefined ? "" : `: ${known.words}`}${code}`,
        advice: known?.advice ?? "Call instead.",
      };
    }
    default:
      return { state: "unknown", words: plainWords(state), advice: null };
  }
}

/** A mail system that takes a mail says no more, unless it sends it back. */
function emailTruth({ state, errorCode }: SentText): DeliveryTruth | null {
  if (state === "sending" || state === "queued") return { state: "sending", words: "On its way", advice: null };
  if (state === "sent") return { state: "sent", words: "Sent", advice: null };
  if (state === "failed")
    return { state: "failed", words: "Not sent: the mail server refused it", advice: "Look at the address, or call." };
  if (state !== "undelivered") return null;
  const code = /^mail ([245]\.\d+\.\d+)$/.exec(errorCode ?? "")?.[1] ?? null;
  return {
    state: "failed",
    words: `Came back: ${bounceWords(code)}${code === null ? "" : ` (${code})`}`,
    advice: "Look at the address, or call.",
  };
}

function wordsOf(rule: string, words: Readonly<Record<string, string | null>>): string | null {
  return words[rule] ?? null;
}

/** What providers say most (docs/rules.md T3.3), in words. */
const failures: Readonly<Record<string, { readonly words: string; readonly advice: string }>> = {
  "30003": { words: "the phone is off or out of reach", advice: "Call, or write again later." },
  "30004": { words: "this phone blocks our number", advice: "Call instead." },
  "30005": { words: "the number is not in use", advice: "Ask for another number, or look it up." },
  "30006": { words: "a landline takes no texts", advice: "Call instead; no text will be tried again." },
  "30007": { words: "the carrier took it for spam", advice: "Reword it, without links, or call." },
  "30034": { words: "our number is not registered for texting", advice: "Finish the registration in Settings, Phone." },
  "21610": { words: "they asked the provider for no texts", advice: "Call instead. They can text START." },
  "21614": { words: "the number takes no texts", advice: "Call instead." },
  "21408": { words: "texts to this country are switched off", advice: "Switch the country on at the provider." },
  "no-line": { words: "our number is not connected", advice: "Connect it in Settings, Phone." },
};
