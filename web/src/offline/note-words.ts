import type { WaitingAction } from "./waiting-action.ts";

const longest = 4000;

/**
 * What was done and why it did not count, for whoever reads the case later.
 * @param when the moment in words
 */
export function noteWords({ what, body, trouble }: WaitingAction, when: string): string {
  const own = [body["note"], body["body"]].find((text) => typeof text === "string" && text !== "");
  const words = [`Done without a connection at ${when}, not carried out: ${what}.`, trouble?.words, own];
  return words
    .filter((each) => each !== undefined)
    .join("\n")
    .slice(0, longest);
}
