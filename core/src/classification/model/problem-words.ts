/** Why no language model read a message, in words that follow "Read by the rules only: ". */
export function modelProblemWords(problem: string): string {
  return words[problem] ?? "the language model did not answer";
}

const words: Readonly<Record<string, string>> = {
  "no-service": "no language model is set up",
  disabled: "the language model is switched off",
  "nothing-may-leave": "nothing may leave this installation",
  "agreement-missing": "the agreement with the language model's vendor is missing",
  "budget-used": "the day's budget for the language model is used up",
  resting: "the language model failed several times and is left alone for a while",
  unreachable: "the language model could not be reached",
  timeout: "the language model took too long",
  unauthorized: "the language model refuses the key",
  misconfigured: "the language model's address or name is wrong",
  "rate-limited": "the language model has too much to do",
  refused: "the language model refused to read it",
  "too-large": "it or the answer is too long for the language model",
  "broken-answer": "the language model's answer could not be read",
  "cut-answer": "the language model's answer was cut short",
  "unreadable-answer": "the language model's answer could not be read",
  unavailable: "the language model is out of order",
};
