import { type ChannelChoices, type NoticeChannel, noticeChannels, suits } from "./notice-channels.ts";
import { isQuietFor, type NoticeUrgency, type QuietHours, quietUntil } from "./quiet-hours.ts";

/** A person of the team, as far as telling them something goes. */
export interface Reachable {
  readonly memberId: string;
  /** The zone this person lives by. */
  readonly timeZone: string;
  readonly choices: ChannelChoices;
  readonly quiet: QuietHours;
  /** The channels that lead to this person today: a device that subscribed, a phone, an address, a line that can ring. */
  readonly available: readonly NoticeChannel[];
}

/** How one person is told. */
export type HowToTell =
  | {
      readonly memberId: string;
      readonly tell: "now";
      readonly channels: readonly NoticeChannel[];
      /** Why somebody hears it who did not want to: nobody else would have heard of an emergency. */
      readonly override: "quiet-hours" | "no-choice" | null;
    }
  /** They keep quiet hours; ask again at `until`. */
  | { readonly memberId: string; readonly tell: "later"; readonly until: Temporal.Instant }
  /** `unreachable`: no channel leads to them. `not-wanted`: they chose none for this urgency. */
  | { readonly memberId: string; readonly tell: "not"; readonly because: "unreachable" | "not-wanted" };

/**
 * How each of these people is told of one thing now: by the channels they chose for its urgency, as far as those lead to
 * them, and not in their quiet hours. An emergency is never silent for everybody: if nobody of them would hear it, whoever
 * keeps quiet hours hears it all the same, and if nobody chose a channel, every channel there is counts as chosen.
 */
export function howToTell(
  people: readonly Reachable[],
  urgency: NoticeUrgency,
  now: Temporal.Instant,
): readonly HowToTell[] {
  const asked = people.map((person) => askPerson(person, urgency, now));
  if (urgency !== "emergency" || asked.some(({ tell }) => tell === "now")) return asked;
  const chosen = people.map((person) => chosenChannels(person, urgency));
  const anyChoice = chosen.some((channels) => channels.length > 0);
  return people.map((person, index): HowToTell => {
    const channels = anyChoice ? (chosen[index] ?? []) : noticeChannels.filter((one) => person.available.includes(one));
    if (channels.length > 0)
      return {
        memberId: person.memberId,
        tell: "now",
        channels,
        override: anyChoice ? "quiet-hours" : "no-choice",
      };
    return notTold(person);
  });
}

function askPerson(person: Reachable, urgency: NoticeUrgency, now: Temporal.Instant): HowToTell {
  const channels = chosenChannels(person, urgency);
  if (channels.length === 0) return notTold(person);
  if (!isQuietFor(person.quiet, person.timeZone, urgency, now))
    return { memberId: person.memberId, tell: "now", channels, override: null };
  // Quiet without an end cannot be saved; should it stand there all the same, the notice comes back in a day.
  const until = quietUntil(person.quiet, person.timeZone, urgency, now) ?? now.add({ hours: 24 });
  return { memberId: person.memberId, tell: "later", until };
}

function chosenChannels({ choices, available }: Reachable, urgency: NoticeUrgency): readonly NoticeChannel[] {
  return noticeChannels.filter(
    (channel) => choices[urgency].includes(channel) && available.includes(channel) && suits(channel, urgency),
  );
}

function notTold({ memberId, available }: Reachable): HowToTell {
  return { memberId, tell: "not", because: available.length === 0 ? "unreachable" : "not-wanted" };
}
