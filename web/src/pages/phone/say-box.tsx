import { Textarea } from "@mantine/core";
import { IconMicrophone, IconPlayerStop, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { IconButton } from "#ui/icon-button.tsx";
import { sampleWords } from "./callers.ts";
import styles from "./phone.module.css";
import { useSpeech } from "./speech.ts";

interface SayBoxProps {
  /** Why nobody would hear it now, or null. */
  readonly refusal: string | null;
  readonly onSay: (text: string) => void;
}

/** What the caller says: typed, chosen, or spoken where the browser can listen. */
export function SayBox({ refusal, onSay }: SayBoxProps) {
  const [text, setText] = useState("");
  const speech = useSpeech((words) => {
    if (words !== "") onSay(words);
  });
  const send = () => {
    if (text.trim() === "" || refusal !== null) return;
    onSay(text.trim());
    setText("");
  };
  return (
    <div className={styles.say}>
      <div className={styles.samples}>
        {sampleWords.map((sample) => (
          <button key={sample.label} type="button" onClick={() => setText(sample.words)}>
            {sample.label}
          </button>
        ))}
      </div>
      <div className={styles.sayLine}>
        <Textarea
          aria-label="Say"
          placeholder={speech.listening ? "Listening…" : "Type what you say"}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={4000}
          value={speech.listening ? speech.interim : text}
          readOnly={speech.listening}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              send();
            }
          }}
        />
        {speech.available && (
          <IconButton
            label={speech.listening ? "Stop listening" : "Speak instead"}
            icon={speech.listening ? <IconPlayerStop size={20} /> : <IconMicrophone size={20} />}
            pressed={speech.listening}
            onClick={speech.toggle}
          />
        )}
        <IconButton label="Say it" icon={<IconSend size={20} />} filled onClick={send} />
      </div>
      {refusal !== null && text !== "" && <p className={styles.sayRefusal}>{refusal}</p>}
    </div>
  );
}
