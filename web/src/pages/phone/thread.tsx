import { Select, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./phone.module.css";
import type { SimulatedPhone } from "./use-simulator.ts";

interface ThreadProps {
  /** The phone's own number; null when it withholds it, so that it gets and sends no texts. */
  readonly own: string | null;
  readonly texts: SimulatedPhone["texts"];
  /** The number of ours that a text goes to unless another is chosen. */
  readonly to: string | null;
  readonly quick?: readonly string[];
}

/** The texts of a phone, both ways, and answering them. */
export function Thread({ own, texts, to, quick = ["STOP", "START", "HELP"] }: ThreadProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const { data } = useSuspenseQuery(read("simulator"));
  const [chosen, setChosen] = useState<string | null>(null);
  const [body, setBody] = useState("");
  const send = useAct("simulateText", { changes: ["simulator"] });
  const list = useRef<HTMLDivElement>(null);
  const count = texts.length;
  useEffect(() => {
    if (count > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);
  const target = chosen ?? to;
  const submit = (words: string) => {
    if (own === null || target === null || words.trim() === "") return;
    send.mutate({ body: { from: own, to: target, body: words.trim() } }, { onSuccess: () => setBody("") });
  };
  if (own === null)
    return <p className={styles.noTexts}>A withheld number gets no texts, so the callback is due sooner.</p>;
  const nameOf = (number: string) => data.numbers.find((each) => each.number === number)?.label ?? phoneWords(number);
  return (
    <div className={styles.thread}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard */}
      <div ref={list} className={styles.texts} role="log" aria-label="Texts" tabIndex={0}>
        {texts.length === 0 && <p className={styles.noTexts}>No texts yet. Call, hang up, and wait a second.</p>}
        {texts.map((text) => (
          <div key={text.id} className={text.direction === "in" ? styles.textIn : styles.textOut}>
            <p>{text.body}</p>
            <span>
              {text.direction === "in" ? `${nameOf(text.from)} · ` : ""}
              {whenWords(Date.parse(text.at), nowMs, timeZone)}
            </span>
          </div>
        ))}
      </div>
      <div className={styles.samples}>
        {quick.map((word) => (
          <button key={word} type="button" disabled={send.isPending} onClick={() => submit(word)}>
            {word}
          </button>
        ))}
        {data.numbers.length > 1 && (
          <Select
            aria-label="Text to"
            size="xs"
            allowDeselect={false}
            className={styles.textTo ?? ""}
            data={data.numbers.map((number) => ({ value: number.number, label: number.label }))}
            value={target}
            onChange={setChosen}
          />
        )}
      </div>
      <div className={styles.sayLine}>
        <Textarea
          aria-label="Text"
          placeholder="Text the business"
          autosize
          minRows={1}
          maxRows={4}
          maxLength={1600}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              submit(body);
            }
          }}
        />
        <IconButton label="Send the text" icon={<IconSend size={20} />} filled onClick={() => submit(body)} />
      </div>
    </div>
  );
}
