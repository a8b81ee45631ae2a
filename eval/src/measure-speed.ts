import { judgeMessage } from "@ringback/core/classification/judge-message.ts";
import type { LabelledMessage } from "./corpus.ts";

/** Long enough that warming up does not count. */
const MILLISECONDS_MIN = 1500;

/** How many messages one core judges in a second: redacted, read, decided. */
export function measureSpeed(messages: readonly LabelledMessage[]): number {
  if (messages.length === 0) return 0;
  const judge = () => {
    for (const { transcript, channel, trade } of messages) judgeMessage({ text: transcript, channel, trade });
  };
  judge();
  const begin = performance.now();
  let rounds = 0;
  while (performance.now() - begin < MILLISECONDS_MIN) {
    judge();
    rounds += 1;
  }
  return Math.round((rounds * messages.length * 1000) / (performance.now() - begin));
}
