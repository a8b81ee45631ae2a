/** How a call stands in the account's books, in the words of the Ledger screen and its exports. */
export const standingWords = {
  live: "going on",
  answered: "answered",
  open: "waiting for a callback",
  recovered: "talked to since",
  closed: "closed without a conversation",
  loose: "nobody owes a callback",
  history: "imported",
} as const;

/** The end classes: a call that stands so is accounted for. */
export const accountedFor = ["answered", "recovered", "closed", "open"] as const;

/** How a call got into the books, in the words of a filter. */
export const enteredWords = {
  webhook: "Told by the provider",
  stream: "Heard live",
  "provider-log": "Found late in their log",
  import: "Imported",
  sample: "Sample",
} as const;
