/** Words the provider handles itself when a text is nothing but one of them (docs/rules.md T3.4). */
export type KeywordMeaning = "STOP" | "START" | "HELP";

const meanings: Readonly<Record<KeywordMeaning, readonly string[]>> = {
  STOP: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
  START: ["START", "YES", "UNSTOP"],
  HELP: ["HELP", "INFO"],
};

/** What a one-word text means to the provider, case and surrounding spaces aside. "STOP PLEASE" means nothing to it. */
export function keywordMeaning(body: string): KeywordMeaning | undefined {
  const word = body.trim().toUpperCase();
  for (const meaning of ["STOP", "START", "HELP"] as const) if (meanings[meaning].includes(word)) return meaning;
  return undefined;
}

/** What the provider answers by itself. */
export const keywordReplies: Readonly<Record<KeywordMeaning, string>> = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};
