import type { CallInstruction } from "./call-instruction.ts";

/**
 * Where nothing of a number's calls may be recorded, the caller hears a sentence instead of a voicemail. The callback is
 * opened all the same: it needs no words. The sentence promises nothing (promise 6).
 */
export function respectRecordingPolicy(
  instruction: CallInstruction,
  policy: "nothing" | "voicemail",
  businessName: string,
): CallInstruction {
  if (policy === "voicemail" || instruction.do !== "take-voicemail") return instruction;
  return {
    do: "say-and-hang-up",
    text: `Thank you for calling ${businessName}. We are sorry that we missed you. We have seen that you called. Goodbye.`,
  };
}
