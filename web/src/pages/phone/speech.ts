import { useEffect, useRef, useState } from "react";

/** The part of the Web Speech API that is used here; browsers have it under a prefix or not at all. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  continuous: boolean;
  onresult: ((event: RecognitionEvent) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}
interface RecognitionEvent {
  readonly resultIndex: number;
  readonly results: ArrayLike<{ readonly isFinal: boolean; readonly 0: { readonly transcript: string } }>;
}
type RecognitionMaker = new () => Recognition;

function recognitionMaker(): RecognitionMaker | null {
  const found: unknown = Reflect.get(window, "SpeechRecognition") ?? Reflect.get(window, "webkitSpeechRecognition");
  // The browser's own constructor; its shape is the Web Speech API's.
  return typeof found === "function" ? (found as RecognitionMaker) : null;
}

/** Speaking instead of typing, where the browser can listen. `onSaid` gets each finished sentence. */
export function useSpeech(onSaid: (text: string) => void) {
  const [interim, setInterim] = useState<string | null>(null);
  const running = useRef<Recognition | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = () => {
    const Maker = recognitionMaker();
    if (Maker === null) return;
    const recognition = new Maker();
    recognition.lang = "en-US";
    recognition.interimResults = true;
    recognition.continuous = true;
    recognition.onresult = (event) => {
      let unfinished = "";
      for (const result of Array.from(event.results).slice(event.resultIndex)) {
        if (result.isFinal) onSaid(result[0].transcript.trim());
        else unfinished += result[0].transcript;
      }
      setInterim(unfinished);
    };
    const end = () => {
      running.current = null;
      setInterim(null);
    };
    recognition.onend = end;
    recognition.onerror = end;
    running.current = recognition;
    setInterim("");
    recognition.start();
  };
  return {
    available: recognitionMaker() !== null,
    listening: interim !== null,
    interim: interim ?? "",
    toggle: () => (running.current === null ? start() : running.current.stop()),
  } as const;
}
