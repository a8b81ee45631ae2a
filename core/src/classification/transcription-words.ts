/** Why a voicemail could not be written down, by the word that is kept with it, for people. */
const problems: Readonly<Record<string, string>> = {
  unreachable: "the speech service cannot be reached",
  timeout: "the speech service took too long",
  unauthorized: "the speech service refuses the key",
  misconfigured: "the speech service does not know what it is asked; check its address and its model",
  "rate-limited": "the speech service has too much to do",
  refused: "the speech service refused this recording",
  "too-large": "the recording or its transcript is too large",
  "broken-answer": "the speech service's answer could not be read",
  unavailable: "the speech service is out of order",
  "no-service": "no speech service is set up",
  disabled: "the speech service is switched off",
  "nothing-may-leave": "nothing may leave this installation",
  "agreement-missing": "healthcare needs an agreement with the speech service's vendor first",
  "budget-used": "the day's budget for the speech service is used up",
  resting: "the speech service failed several times in a row and is left alone for a while",
};

/** One sentence or two to show in the words' place. `problem` null: the phone system gave no reason. */
export function transcriptionFailureWords(problem: string | null, isTriedAgain: boolean): string {
  const why = problem === null ? "" : `: ${problems[problem] ?? "the speech service failed"}`;
  return `It could not be transcribed${why}. ${isTriedAgain ? "It is tried again." : "Please listen."}`;
}
