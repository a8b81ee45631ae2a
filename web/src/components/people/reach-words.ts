import type { MemberReach } from "@ringback/contract/notices.ts";
import { channelWords } from "@ringback/core/people/notice-channels.ts";

/** How an emergency reaches somebody: `name` null is the person signed in. A warning where it wakes nobody. */
export function reachWords(
  reach: MemberReach | undefined,
  name: string | null,
): { readonly words: string; readonly warning: string | null } {
  const channels = reach?.channels ?? [];
  const whom = name ?? "you";
  const words =
    channels.length === 0
      ? "Not reachable for an emergency"
      : `Reachable by ${channels.map((channel) => channelWords[channel]).join(", ")}`;
  return { words, warning: reach?.atNight === true ? null : `Nobody can reach ${whom} at night` };
}
