import { type Leg, speechMs } from "./leg.ts";
import type { TextMessage } from "./state.ts";

/** What a phone does when it rings. Seconds are of the network's clock. */
export type PhoneBehaviour =
  | {
      readonly kind: "answers";
      readonly afterSeconds: number;
      /** Keys pressed a second after somebody listens for keys ("press 1 to accept"); after a comma, those for the next question. */
      readonly presses?: string;
      /** Said once bridged or asked to speak. */
      readonly says?: string;
      /** Hangs up this long after being connected; stays until told when absent. */
      readonly talksForSeconds?: number;
    }
  | { readonly kind: "busy" }
  | { readonly kind: "no-answer" }
  | {
      readonly kind: "voicemail";
      readonly afterSeconds: number;
      readonly greeting?: string;
      readonly maxSeconds?: number;
    }
  | { readonly kind: "rejects"; readonly afterSeconds?: number }
  | { readonly kind: "unreachable" }
  /** Rings until a controller answers or declines. */
  | { readonly kind: "interactive" };

/** What becomes of texts sent to a phone. The last four are refused by the API at once. */
export type TextBehaviour =
  | "delivered"
  | "silent"
  | "landline"
  | "unreachable"
  | "unknown-handset"
  | "blocked"
  | "carrier-filtered"
  | "unregistered"
  | "opted-out"
  | "not-mobile"
  | "region-not-enabled"
  | "unroutable";

/** How an offered call turned out at the phone. */
export type RingOutcome = "answered" | "busy" | "rejected" | "unreachable";

/** A call ringing at a phone: the phone answers it or not. */
export interface RingingLeg {
  readonly leg: Leg;
  readonly resolve: (outcome: RingOutcome) => void;
}

/** A phone out in the world: staff mobile, landline, a caller's phone. */
export class Phone {
  readonly number: string;
  behaviour: PhoneBehaviour = { kind: "no-answer" };
  texts: TextBehaviour = "delivered";
  /** Whether somebody said what it does; such a phone is never forgotten. */
  isDescribed = false;
  /** Texts it received, oldest first. */
  readonly inbox: TextMessage[] = [];
  readonly ringing: RingingLeg[] = [];
  /** Legs it answered or placed that still go on. */
  readonly active: Leg[] = [];
  readonly #emit: (kind: string, detail: Record<string, unknown>) => void;

  constructor(number: string, emit: (kind: string, detail: Record<string, unknown>) => void) {
    this.number = number;
    this.#emit = emit;
  }

  /** Answers what rings (the first, or the leg named). Answers false when nothing rings. */
  answer(callSid?: string): boolean {
    return this.#settle("answered", callSid);
  }

  /** Declines what rings. */
  decline(callSid?: string): boolean {
    return this.#settle("rejected", callSid);
  }

  /** Presses keys on the call it is in. Answers false when nobody listens. */
  press(digits: string): boolean {
    const leg = this.active.at(-1);
    if (leg === undefined) return false;
    return leg.receive({ kind: "keys", digits });
  }

  /** Speaks on the call it is in. */
  say(text: string, durationMs = speechMs(text)): boolean {
    return this.active.at(-1)?.receive({ kind: "speech", text, durationMs }) ?? false;
  }

  /** Ends the call it is in. */
  hangUp(): boolean {
    return this.active.at(-1)?.hangUp() ?? false;
  }

  /** The network offers a call. */
  ring(ringing: RingingLeg): () => void {
    this.ringing.push(ringing);
    this.#emit("phone-ringing", { number: this.number, callSid: ringing.leg.sid, from: ringing.leg.facts.from });
    return () => {
      const place = this.ringing.indexOf(ringing);
      if (place === -1) return;
      this.ringing.splice(place, 1);
      this.#emit("phone-stopped-ringing", { number: this.number, callSid: ringing.leg.sid });
    };
  }

  /** A call of this phone is up until it ends. */
  connect(leg: Leg): void {
    this.active.push(leg);
    const stop = leg.watch(() => {
      if (!leg.hasEnded) return;
      stop();
      const place = this.active.indexOf(leg);
      if (place !== -1) this.active.splice(place, 1);
    });
  }

  /** A text arrives. */
  receiveText(message: TextMessage): void {
    this.inbox.push(message);
    if (this.inbox.length > 1000) this.inbox.shift();
    this.#emit("text-received", {
      number: this.number,
      messageSid: message.sid,
      from: message.from,
      body: message.body,
    });
  }

  #settle(outcome: RingOutcome, callSid: string | undefined): boolean {
    const found = callSid === undefined ? this.ringing[0] : this.ringing.find(({ leg }) => leg.sid === callSid);
    found?.resolve(outcome);
    return found !== undefined;
  }
}
