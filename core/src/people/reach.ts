import { howToTell, type Reachable } from "./how-to-tell.ts";
import { loudChannels, type NoticeChannel, noticeChannels } from "./notice-channels.ts";

/** How well a person can be reached, for those who plan with them. */
export interface Reach {
  /** By which channels an emergency reaches them outside their quiet hours. */
  readonly channels: readonly NoticeChannel[];
  /** Whether an emergency makes a noise beside them at any hour of the week. */
  readonly atNight: boolean;
}

/** How an emergency reaches this person by their own choice, nobody else being asked. */
export function reachOf(person: Reachable): Reach {
  const channels = noticeChannels.filter(
    (channel) => person.choices.emergency.includes(channel) && person.available.includes(channel),
  );
  const loud = channels.some((channel) => loudChannels.includes(channel));
  return { channels, atNight: loud && (person.quiet.emergenciesComeThrough || hasNoQuiet(person)) };
}

/** Whether this person may shut out emergencies in their quiet hours: somebody else is reached at any hour. */
export function mayShutOut(memberId: string, team: readonly Reachable[]): boolean {
  return team.some((person) => person.memberId !== memberId && reachOf(person).atNight);
}

function hasNoQuiet({ quiet }: Reachable): boolean {
  return Object.values(quiet.weekly).every((spans) => spans.length === 0);
}

/** Whether anybody of these people would be told of an emergency at this moment, by their choice or in spite of it. */
export function someoneHears(people: readonly Reachable[], now: Temporal.Instant): boolean {
  return howToTell(people, "emergency", now).some(({ tell }) => tell === "now");
}
