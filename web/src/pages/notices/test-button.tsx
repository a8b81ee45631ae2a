import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { type Channel, channelTitles, stateWords } from "./channel-words.tsx";
import styles from "./notices.module.css";

interface TestButtonProps {
  readonly channel: Channel;
  readonly refusal: string | null;
}

/** Sends a test and says what really became of it, also what the other side says later. */
export function TestButton({ channel, refusal }: TestButtonProps) {
  const test = useAct("testNotice", { changes: ["myNotices"] });
  const { data } = useSuspenseQuery(read("myNotices"));
  const answer = test.data;
  const later = data.recent.find(({ id }) => id === answer?.id);
  const seen = later ?? answer;
  const said = seen === undefined ? null : stateWords(channel, seen.state);
  return (
    <span className={styles.test}>
      <span role="status" className={styles.said}>
        {said !== null && seen !== undefined && !test.isPending && (
          <>
            <Chip tone={said.tone}>{said.words}</Chip>
            {seen.problem !== null && <span>{seen.problem}</span>}
          </>
        )}
      </span>
      <Button size="small" busy={test.isPending} refusal={refusal} onClick={() => test.mutate({ body: { channel } })}>
        Test<span className="visually-hidden"> {channelTitles[channel]}</span>
      </Button>
    </span>
  );
}
