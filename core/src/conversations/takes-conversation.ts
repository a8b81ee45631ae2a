/**
 * What a person can do with a callback that takes its conversation: from then on no automatic text goes to this caller,
 * until somebody hands it back or the matter is closed. Putting off or handing over is no word to the caller and takes none.
 */
const takingActs: ReadonlySet<string> = new Set([
  "claimed",
  "calling",
  "attempted",
  "texted",
  "noted",
  "alarm-acknowledged",
]);

/** Whether an entry of a callback's history takes the conversation for the person who did it. `by` null: nobody did. */
export function takesConversation(kind: string, by: string | null): boolean {
  return by !== null && takingActs.has(kind);
}

/** A person who wrote outside of any matter has the conversation so long; then it is nobody's again. In hours. */
export const takenWithoutMatterHours = 12;
