// What became of telling somebody, in the words of a case's history.
import { channelWords, type NoticeChannel } from "#people/notice-channels.ts";

/** One notice on one channel; texts have entries of their own. */
export interface NoticeFact {
  readonly channel: Exclude<NoticeChannel, "sms">;
  readonly state: string;
  readonly error: string | null;
}

/** Why a channel failed, for people; unknown codes are left as they are. */
export function noticeProblemWords(error: string | null): string | null {
  if (error === null) return null;
  return problems[error] ?? (/^HTTP \d+/.test(error) ? `the other side refused it (${error})` : error);
}

const problems: Readonly<Record<string, string>> = {
  "no-key": "picked up, but nobody pressed 1",
  "no-answer": "nobody picked up",
  busy: "busy",
  canceled: "it was cut off",
  failed: "the number could not be rung",
  "no-device": "no device is subscribed any more",
  "no-chat": "no chat is set up any more",
  "no-line": "no line can ring",
  "too-late": "it would have come too late",
  "no-report": "the provider never said what became of it",
  "not-allowed": "its address may not be used",
  unreachable: "it could not be reached",
  timeout: "no answer in time",
  broken: "the connection broke",
};

/**
 * One notice on all its channels as a sentence: "Sam was told by push and e-mail; phone call failed: nobody picked up".
 * `who` null: the chat of the business.
 */
export function toldWords(who: string | null, facts: readonly NoticeFact[]): string {
  const by = (...states: string[]) =>
    facts.filter(({ state }) => states.includes(state)).map(({ channel }) => channelWords[channel]);
  const told = by("delivered", "sent");
  const under = by("queued", "sending");
  const unsure = by("unknown");
  const failed = facts.flatMap(({ channel, state, error }) => {
    const why = noticeProblemWords(error);
    return state === "failed" ? [`${channelWords[channel]} failed${why === null ? "" : `: ${why}`}`] : [];
  });
  const name = who ?? "The chat of the business";
  const parts = [
    ...(told.length > 0 ? [who === null ? `${name} was told` : `${name} was told by ${and(told)}`] : []),
    ...(under.length > 0 ? [`${told.length > 0 ? "" : `${name}: `}${and(under)} on the way`] : []),
    ...(unsure.length > 0
      ? [`${told.length + under.length > 0 ? "" : `${name}: `}${and(unsure)} may have arrived`]
      : []),
    ...failed.map((words, index) =>
      index === 0 && told.length + under.length + unsure.length === 0 ? `${name} was not told; ${words}` : words,
    ),
  ];
  return parts.length === 0 ? `${name} did not need to be told any more` : parts.join("; ");
}

function and(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
