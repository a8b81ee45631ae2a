import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { Reading } from "@ringback/contract/readings.ts";
import { useAccount } from "#api/use-account.ts";
import { ExcerptWords } from "#components/excerpt-words.tsx";
import { ReadingView } from "#components/reading/reading-view.tsx";
import { durationWords } from "#components/time-words.ts";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { firstSaid } from "./first-said.ts";
import styles from "./said-cards.module.css";

interface SaidCardsProps {
  readonly story: CallbackCase;
  readonly onCorrect: () => void;
}

/**
 * What the caller said and wrote, with the words that led to every label: the newest voicemail open (else the newest text),
 * earlier messages folded below. Without any, what the call itself says.
 */
export function SaidCards({ story, onCorrect }: SaidCardsProps) {
  const { role } = useAccount();
  const said = story.readings.filter(({ source }) => source !== "call");
  const first = firstSaid(said);
  const correct =
    role === "viewer" ? undefined : (
      <Button size="small" tone="quiet" onClick={onCorrect}>
        Set it right
      </Button>
    );
  if (first === undefined) {
    return (
      <Card title="No voicemail" aside={correct}>
        <p className={styles.words}>
          <ExcerptWords excerpt={story.excerpt} />
        </p>
      </Card>
    );
  }
  return (
    <>
      <Card title={titleOf(first)} aside={correct}>
        <ReadingView key={first.callId ?? first.messageId} reading={first} />
      </Card>
      {said
        .filter((reading) => reading !== first)
        .map((reading) => (
          <details key={reading.callId ?? reading.messageId} className={styles.earlier}>
            <summary>
              {titleOf(reading)} · <When at={reading.at} />
            </summary>
            <ReadingView reading={reading} playsBySpace={false} withSummary={false} />
          </details>
        ))}
    </>
  );
}

function titleOf({ source, recording }: Reading): string {
  if (source === "text") return "Text from the caller";
  const seconds = recording?.durationSeconds ?? null;
  return seconds === null ? "Voicemail" : `Voicemail, ${durationWords(seconds * 1000)}`;
}
