/** The second ringing of a call. */
export interface OverflowRound {
  readonly phones: readonly { readonly memberId: string; readonly number: string }[];
  readonly ringSeconds: number;
}

/** What Ringback decided to do with a call when it came in, kept with the call so that the decision can be explained. */
export type CallRoute =
  | {
      readonly kind: "ring-group";
      readonly memberIds: readonly string[];
      readonly acceptWithoutKey: boolean;
      /** Who rings when those do not answer; absent: nobody, voicemail follows. With their phones as they were when the call
       * came in, so that the same report always gets the same answer. */
      readonly overflow?: OverflowRound;
    }
  /** Nobody rings: the reason is the miss reason. `forwarded`: the call came to us because nobody answered elsewhere. */
  | { readonly kind: "voicemail"; readonly because: "after-hours" | "no-agent-on-duty" | "forwarded" }
  /** Another phone system routes the call and Ringback looks on: a bridge proves an answer, and its own reasons count. */
  | { readonly kind: "elsewhere" };
