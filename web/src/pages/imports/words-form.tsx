import { NativeSelect } from "@mantine/core";
import type { ImportMappingBody, ImportPreviewBody } from "@ringback/contract/imports.ts";
import { Card } from "#ui/card.tsx";
import styles from "./imports.module.css";

interface WordsFormProps {
  readonly mapping: ImportMappingBody;
  readonly preview: ImportPreviewBody;
  readonly onChange: (mapping: ImportMappingBody) => void;
}

type Direction = ImportMappingBody["directions"][string];
type Result = ImportMappingBody["results"][string];

const directions: Readonly<Record<Direction, string>> = {
  inbound: "It came in",
  outbound: "It went out",
  leg: "A phone that was rung for another call",
  internal: "Between two of our phones",
  "leave-out": "No call",
};
const results: Readonly<Record<Result, string>> = {
  answered: "A person answered",
  voicemail: "It went to voicemail",
  "no-answer": "Nobody answered",
  abandoned: "The caller hung up while it rang",
  "abandoned-in-queue": "The caller hung up in the queue",
  "abandoned-in-menu": "The caller hung up in the menu",
  "after-hours": "After hours",
  "no-agent-on-duty": "Nobody was on duty",
  busy: "Busy",
  failed: "It failed",
  "by-time": "Answered if somebody talked",
  "leave-out": "No call",
};

/** What the log's own words mean. Those nobody knows come first. */
export function WordsForm({ mapping, preview, onChange }: WordsFormProps) {
  const unknown = [...preview.directionWords, ...preview.resultWords].filter(({ meaning }) => meaning === null).length;
  if (preview.directionWords.length + preview.resultWords.length === 0) return null;
  return (
    <Card title="Words">
      <details className={styles.details} open={unknown > 0}>
        <summary>
          {unknown === 0 ? "All words of the log are understood." : `${unknown} of its words mean nothing here yet.`}{" "}
          What they are taken for
        </summary>
        <div className={styles.fields}>
          {unknownFirst(preview.directionWords).map(({ key, word, count, meaning }) => (
            <NativeSelect
              key={`direction ${key}`}
              label={`“${word}”, in or out`}
              description={`${count.toLocaleString("en")} rows`}
              value={meaning ?? ""}
              onChange={(event) => {
                const value = event.currentTarget.value as Direction; // one of the choices below
                onChange({ ...mapping, directions: { ...mapping.directions, [key]: value } });
              }}
              data={choicesOf(directions, meaning)}
            />
          ))}
          {unknownFirst(preview.resultWords).map(({ key, word, count, meaning }) => (
            <NativeSelect
              key={`result ${key}`}
              label={`“${word}”, how it ended`}
              description={`${count.toLocaleString("en")} rows`}
              value={meaning ?? ""}
              onChange={(event) => {
                const value = event.currentTarget.value as Result; // one of the choices below
                onChange({ ...mapping, results: { ...mapping.results, [key]: value } });
              }}
              data={choicesOf(results, meaning)}
            />
          ))}
        </div>
      </details>
    </Card>
  );
}

function unknownFirst<Word extends { readonly meaning: string | null }>(words: readonly Word[]): readonly Word[] {
  return words.toSorted((a, b) => Number(a.meaning !== null) - Number(b.meaning !== null));
}

function choicesOf(words: Readonly<Record<string, string>>, meaning: string | null) {
  const known = Object.entries(words).map(([value, label]) => ({ value, label }));
  return meaning === null ? [{ value: "", label: "Means nothing here", disabled: true }, ...known] : known;
}
