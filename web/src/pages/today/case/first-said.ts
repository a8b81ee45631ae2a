import type { Reading } from "@ringback/contract/readings.ts";

/** The message that lies open on a case: the newest voicemail, else the newest text; none where nobody said anything. */
export function firstSaid(readings: readonly Reading[]): Reading | undefined {
  const said = readings.filter(({ source }) => source !== "call");
  return said.find(({ source }) => source === "voicemail") ?? said[0];
}
