import { IconMessage, IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { clockTime } from "#components/time-words.ts";
import { withheldCallerId } from "./callers.ts";
import { Dialer } from "./dialer.tsx";
import { InCall } from "./in-call.tsx";
import styles from "./phone.module.css";
import { Thread } from "./thread.tsx";
import type { SimulatedCall, Simulator } from "./use-simulator.ts";

type Side = "phone" | "messages";
interface CallerPhoneProps {
  readonly simulator: Simulator;
  /** E.164, or `withheld`. */
  readonly caller: string;
  readonly side: Side;
  readonly onCaller: (caller: string) => void;
  readonly onSide: (side: Side) => void;
}

/** The caller's phone: it calls, hears, talks, and gets texts. */
export function CallerPhone({ simulator, caller, side, onCaller, onSide }: CallerPhoneProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const [callId, setCallId] = useState<string | null>(null);
  const start = useAct("simulateCall", { changes: ["simulator"], onDone: (answer) => setCallId(answer.callId) });
  const from = caller === "withheld" ? withheldCallerId : caller;
  const phone = simulator.phones.find((each) => each.number === caller);
  const call = currentCall(simulator.calls, callId, from);
  const texts = phone?.texts ?? [];
  const received = texts.filter((text) => text.direction === "in").length;
  const dial = (to: string, forwarded: boolean, name: string | null) =>
    start.mutate({ body: { from, to, forwarded, ...(name === null ? {} : { callerName: name.slice(0, 80) }) } });
  return (
    <section className={styles.device} aria-label="The caller's phone">
      <div className={styles.status}>
        <time>{clockTime(nowMs, timeZone)}</time>
        <span className={styles.notch} aria-hidden="true" />
        <span className="numbers">{caller === "withheld" ? "Withheld" : phoneWords(caller)}</span>
      </div>
      <div className={styles.face}>
        {call !== null && side === "phone" ? (
          <InCall
            key={call.id}
            call={call}
            label={simulator.numbers.find((each) => each.number === call.to)?.label ?? phoneWords(call.to)}
            onClose={() => setCallId(null)}
          />
        ) : side === "phone" ? (
          <Dialer
            simulator={simulator}
            caller={caller}
            busy={start.isPending}
            onCaller={(next) => {
              setCallId(null);
              onCaller(next);
            }}
            onCall={dial}
          />
        ) : (
          <Thread
            own={caller === "withheld" ? null : caller}
            texts={texts}
            to={texts.findLast((text) => text.direction === "in")?.from ?? simulator.numbers[0]?.number ?? null}
          />
        )}
      </div>
      <fieldset className={styles.dock} aria-label="Side of the phone">
        <button type="button" aria-pressed={side === "phone"} onClick={() => onSide("phone")}>
          <IconPhone size={20} aria-hidden="true" />
          Phone
        </button>
        <button type="button" aria-pressed={side === "messages"} onClick={() => onSide("messages")}>
          <IconMessage size={20} aria-hidden="true" />
          Messages
          {received > 0 && (
            <span className={styles.badge}>
              {received}
              <span className="visually-hidden"> received</span>
            </span>
          )}
        </button>
      </fieldset>
    </section>
  );
}

/** The call on this phone: the one started here, also just after its end, or one that still runs from before a reload. */
function currentCall(calls: readonly SimulatedCall[], callId: string | null, from: string): SimulatedCall | null {
  const started = calls.find((call) => call.id === callId);
  return started ?? calls.find((call) => call.from === from && call.state !== "ended") ?? null;
}
