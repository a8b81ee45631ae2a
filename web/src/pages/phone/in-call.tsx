import { IconDialpad, IconPhoneOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useNowMs } from "#api/app-clock.ts";
import { useAct } from "#api/use-act.ts";
import { playTime } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import { callLines, type Said } from "./call-lines.ts";
import { HeardLine } from "./heard-line.tsx";
import { Keypad } from "./keypad.tsx";
import styles from "./phone.module.css";
import { SayBox } from "./say-box.tsx";
import type { SimulatedCall } from "./use-simulator.ts";

interface InCallProps {
  readonly call: SimulatedCall;
  /** The name of the number that is called. */
  readonly label: string;
  readonly onClose: () => void;
}

/** How fast the simulated network speaks: about two and a half words a second. */
const msPerCharacter = 66;
const stateWords = { ringing: "Ringing…", "in-progress": "On the line", ended: "Call ended" } as const;

/** A call from the caller's side: what is heard, what one says, keys, and hanging up whenever one likes. */
export function InCall({ call, label, onClose }: InCallProps) {
  const [keys, setKeys] = useState(false);
  const [said, setSaid] = useState<readonly Said[]>([]);
  const [speaksUntilMs, setSpeaksUntilMs] = useState(0);
  const nowMs = useNowMs();
  const changes = ["simulator", "today"] as const;
  const press = useAct("simulatePress", { changes });
  const say = useAct("simulateSay", { changes });
  const hangUp = useAct("simulateHangUp", { changes });
  const params = { callId: call.id };
  const speak = (text: string) => {
    setSaid((before) => [...before, { text, after: call.heard.length }]);
    setSpeaksUntilMs(Math.max(speaksUntilMs, nowMs) + text.length * msPerCharacter);
    say.mutate({ params, body: { text } });
  };
  const ended = call.state === "ended";
  const firstMs = Date.parse(call.heard[0]?.at ?? "");
  const list = useRef<HTMLDivElement>(null);
  const lines = callLines(call.heard, said);
  const count = lines.length;
  useEffect(() => {
    if (count > 0) list.current?.scrollTo({ top: list.current.scrollHeight, behavior: "smooth" });
  }, [count]);
  return (
    <div className={styles.inCall}>
      <div className={styles.callHead}>
        <strong>{label}</strong>
        <span role="status">
          {call.recording && <span className={styles.rec}>Recording</span>}
          {!call.recording && stateWords[call.state]}
        </span>
        {!ended && !Number.isNaN(firstMs) && <time>{playTime((nowMs - firstMs) / 1000)}</time>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard */}
      <div ref={list} className={styles.heard} role="log" aria-label="What is heard" tabIndex={0}>
        {lines.map((line, index) => (
          // The same words can be heard twice in one instant; what was heard only ever grows.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <HeardLine key={index} line={line} />
        ))}
      </div>
      {!ended && nowMs < speaksUntilMs && (
        <p className={styles.speaking} role="status">
          You are speaking. Hang up now, and the rest is lost.
        </p>
      )}
      {ended ? (
        <div className={styles.afterCall}>
          <p>
            {call.heard.some((line) => line.kind === "connected")
              ? "A person talked with you, so nothing was missed. An open callback of yours closes itself."
              : "Look at Today: a missed call is there within a second, and this phone soon has a text."}
          </p>
          <Button tone="primary" wide onClick={onClose}>
            Done
          </Button>
        </div>
      ) : (
        <>
          {keys ? (
            <Keypad onPress={(digits) => press.mutate({ params, body: { digits } })} />
          ) : (
            <SayBox
              refusal={call.state === "ringing" ? "Nobody hears you yet: it is still ringing." : null}
              onSay={speak}
            />
          )}
          <div className={styles.callKeys}>
            <button type="button" aria-pressed={keys} className={styles.round} onClick={() => setKeys(!keys)}>
              <IconDialpad size={24} aria-hidden="true" />
              <span className="visually-hidden">Keypad</span>
            </button>
            <button
              type="button"
              className={`${styles.round} ${styles.hangUp}`}
              disabled={hangUp.isPending}
              onClick={() => hangUp.mutate({ params })}
            >
              <IconPhoneOff size={26} aria-hidden="true" />
              <span className="visually-hidden">Hang up</span>
            </button>
            <span />
          </div>
        </>
      )}
    </div>
  );
}
