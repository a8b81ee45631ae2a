import { Textarea } from "@mantine/core";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { ReadingView } from "#components/reading/reading-view.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./listening.module.css";
import type { Phrases } from "./phrases-card.tsx";

/** What a message would be judged as, with the phrases as they stand above, saved or not. Nothing is kept. */
export function TryCard({ phrases }: { readonly phrases: Phrases }) {
  const [text, setText] = useState("");
  const tried = useAct("tryClassification", { ownErrors: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const written = phrases.filter(({ phrase }) => phrase.trim() !== "");
    if (text.trim() !== "") tried.mutate({ body: { text, phrases: written } });
  };
  return (
    <Card title="Try a message">
      <form onSubmit={submit}>
        <Textarea
          label="What a caller might say"
          description="It is read with the words above, also those not saved yet. Nothing is kept and nobody is told."
          rows={3}
          maxLength={2000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className={styles.add}>
          <Button type="submit" busy={tried.isPending} refusal={text.trim() === "" ? "Write a message first." : null}>
            Read it
          </Button>
        </div>
      </form>
      <ProblemNote error={tried.error} />
      {tried.data !== undefined && (
        <div className={styles.tried}>
          <ReadingView reading={tried.data.reading} playsBySpace={false} />
          <p className={styles.quiet} role="status">
            {tried.data.alarms.length === 0
              ? "Nobody would be alarmed at once."
              : `People would be alarmed at once: ${tried.data.alarms.join(", ")}.`}{" "}
            {tried.data.holds.length === 0
              ? "Nothing would wait for a review."
              : `For a review would wait: ${tried.data.holds.map((words) => sentenceCase(words)).join(" ")}`}
          </p>
        </div>
      )}
    </Card>
  );
}
