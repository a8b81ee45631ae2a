import type { RingRound } from "#calls/call-event.ts";

/** What the provider shall do with the caller next. Neutral: the adapter writes it in the vendor's language. */
export type CallInstruction =
  | {
      readonly do: "ring";
      readonly phones: readonly { readonly memberId: string; readonly number: string }[];
      readonly ringSeconds: number;
      /** The called person must press 1, so that a mobile's own voicemail never counts as a person. */
      readonly requireAcceptKey: boolean;
      /** Which ringing of two this is; absent where there is one. The phone system says it again with what becomes of it. */
      readonly round?: RingRound | undefined;
    }
  | { readonly do: "take-voicemail"; readonly greeting: string; readonly maxSeconds: number; readonly language: string }
  /** Asks the called person to press 1; `accepted` connects, anything else hangs up that phone. */
  | {
      readonly do: "ask-to-accept";
      readonly whisper: string;
      readonly memberId: string;
      readonly round?: RingRound | undefined;
    }
  | { readonly do: "connect" }
  | { readonly do: "say-and-hang-up"; readonly text: string }
  | { readonly do: "hang-up" }
  /** A person took an alarm in hand on the phone: asks for a 2, which connects them with the caller. */
  | { readonly do: "offer-caller"; readonly whisper: string }
  /** The staff member accepted a call back: ring the caller from the business number. */
  | { readonly do: "dial-caller"; readonly number: string; readonly callerId: string; readonly whisper: string }
  | { readonly do: "nothing" };
