/** Why a service was not asked or did not answer, by its word, in a sentence with what to do about it. */
const words: Readonly<Record<string, string>> = {
  "no-service": "No such service is set up.",
  disabled: "The service is switched off.",
  "nothing-may-leave": "Nothing may leave this installation: the switch above all services is off.",
  "agreement-missing":
    "A healthcare business needs a business associate agreement with the vendor first. Enter its date and product, or use a service in your own network.",
  "budget-used":
    "The request does not fit into what is left of the day's budget. Raise the budget or wait until midnight UTC.",
  resting: "It failed several times in a row and is left alone for a while; then one request tries.",
  unreachable: "Nobody answers at this address. Check it, and whether the server runs and can be reached from here.",
  timeout: "It took too long. A model on a small computer may need a smaller one.",
  unauthorized: "It refuses the key. Enter the key again, and check that it may use this model.",
  misconfigured:
    "It does not know the path, the model or the request. Check the address (it usually ends with /v1) and the model's name.",
  "rate-limited": "It has too much to do, or the vendor's own limit is reached. Check the plan at the vendor.",
  refused: "The model refused to answer.",
  "too-large": "The answer is larger than any answer should be, or the message longer than the model takes.",
  "broken-answer": "It answers something that is no answer: perhaps a page for people, or another kind of server.",
  unavailable: "It is out of order; its own error, not ours.",
};

/** One sentence or two for a person who sets services up. */
export function serviceWords(word: string): string {
  return words[word] ?? "It failed in a way we have no words for.";
}
