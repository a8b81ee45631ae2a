import type { MyNotices } from "@ringback/contract/notices.ts";
import { useAccount } from "#api/use-account.ts";
import { When } from "#components/when.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { channelIcons, channelTitles, stateWords } from "./channel-words.tsx";
import styles from "./notices.module.css";

/** The last notices to this person, with what became of each. */
export function RecentCard({ recent }: { readonly recent: MyNotices["recent"] }) {
  const { name } = useAccount();
  return (
    <Card title="What I was told lately">
      {recent.length === 0 ? (
        <p className={styles.quiet}>Nothing yet. Send yourself a test above.</p>
      ) : (
        <ul className={styles.list}>
          {recent.map(({ id, at, channel, headline, state, problem }) => {
            const { words, tone } = stateWords(channel, state);
            return (
              <li key={id}>
                <span className={styles.channel}>{channelIcons[channel]}</span>
                <span className={styles.grow}>
                  <strong>{withoutName(headline, name)}</strong>
                  <span>
                    {channelTitles[channel]} · <When at={at} />
                    {problem !== null && ` · ${problem}`}
                  </span>
                </span>
                <Chip tone={tone}>{words}</Chip>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

/** A notice says which business it is about; here that is known. */
function withoutName(headline: string, business: string): string {
  return headline.startsWith(`${business}: `) ? headline.slice(business.length + 2) : headline;
}
