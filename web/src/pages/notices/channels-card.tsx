import { Checkbox } from "@mantine/core";
import type { MyNotices } from "@ringback/contract/notices.ts";
import { Card } from "#ui/card.tsx";
import { type Channel, channelIcons, channelTitles, type Urgency, urgencyTitles } from "./channel-words.tsx";
import styles from "./notices.module.css";
import { TestButton } from "./test-button.tsx";

type Choices = MyNotices["settings"]["choices"];
interface ChannelsCardProps {
  readonly channels: MyNotices["channels"];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "digest"];

/** Which channel tells what, and a test of each. */
export function ChannelsCard({ channels, choices, onChange }: ChannelsCardProps) {
  const choose = (urgency: Urgency, channel: Channel, on: boolean) =>
    onChange({
      ...choices,
      [urgency]: channels
        .map((one) => one.channel)
        .filter((one) => (one === channel ? on : choices[urgency].includes(one))),
    });
  const leading = channels.filter(({ leads }) => leads).map(({ channel }) => channel);
  const deaf = !choices.emergency.some((channel) => leading.includes(channel));
  return (
    <Card title="What tells me what">
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">How much it presses</span>
            </th>
            {channels.map(({ channel, leads }) => (
              <th key={channel} scope="col" data-leads={leads}>
                {channelIcons[channel]}
                {channelTitles[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {urgencies.map((urgency) => (
            <tr key={urgency}>
              <th scope="row">
                <strong>{urgencyTitles[urgency].title}</strong>
                <span>{urgencyTitles[urgency].about}</span>
              </th>
              {channels.map(({ channel }) => (
                <td key={channel}>
                  {channel === "voice" && urgency !== "emergency" ? (
                    <span className={styles.never} title="A phone rings for emergencies only">
                      –<span className="visually-hidden">A phone rings for emergencies only</span>
                    </span>
                  ) : (
                    <Checkbox
                      size="md"
                      aria-label={`${urgencyTitles[urgency].title} by ${channelTitles[channel]}`}
                      checked={choices[urgency].includes(channel)}
                      onChange={(event) => choose(urgency, channel, event.currentTarget.checked)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {deaf && (
        <p className={styles.warning} role="status">
          No channel you chose for emergencies leads to you. If nobody else hears one, every channel below is used.
        </p>
      )}
      <ul className={styles.tests}>
        {channels.map(({ channel, leads, why }) => (
          <li key={channel}>
            <span className={styles.channel} data-leads={leads}>
              {channelIcons[channel]}
              <span>
                <strong>{channelTitles[channel]}</strong>
                {why !== null && <span>{why}</span>}
              </span>
            </span>
            <TestButton channel={channel} refusal={why} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
