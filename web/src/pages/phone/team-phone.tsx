import { Modal, Select } from "@mantine/core";
import { IconMessage, IconPhone, IconPhoneRinging } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import styles from "./phone.module.css";
import { Thread } from "./thread.tsx";
import type { SimulatedPhone, Simulator } from "./use-simulator.ts";

const behaviours = [
  { value: "interactive", label: "I answer it here" },
  { value: "answers", label: "Answers by itself" },
  { value: "no-answer", label: "Nobody picks up" },
  { value: "busy", label: "Is busy" },
  { value: "voicemail", label: "Its own voicemail answers" },
] as const;

/** One phone of the team: ringing or not, and what it does. */
export function TeamPhone({ phone, simulator }: { readonly phone: SimulatedPhone; readonly simulator: Simulator }) {
  const [answered, setAnswered] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const changes = ["simulator", "today"] as const;
  const behave = useAct("setSimulatedPhone", { changes });
  const act = useAct("answerSimulatedPhone", { changes });
  const params = { number: phone.number };
  const talking = simulator.calls.some((call) => call.id === answered && call.state === "in-progress");
  const { ringing } = phone;
  const answer = () => {
    if (ringing !== null) setAnswered(ringing.callId);
    act.mutate({ params, body: { action: "answer" } });
  };
  const received = phone.texts.filter((text) => text.direction === "in");
  const last = received.at(-1);
  return (
    <li className={styles.teamPhone} data-ringing={ringing !== null}>
      <span className={styles.teamIcon} aria-hidden="true">
        {ringing === null ? <IconPhone size={18} /> : <IconPhoneRinging size={18} />}
      </span>
      <div className={styles.teamWho}>
        <strong>{phone.label}</strong>
        <span role="status">
          {ringing !== null
            ? `Ringing: ${ringing.from.startsWith("+") ? phoneWords(ringing.from) : "withheld number"}`
            : talking
              ? "On the line"
              : phoneWords(phone.number)}
        </span>
      </div>
      <div className={styles.teamDo}>
        {ringing !== null && (
          <>
            <Button size="small" tone="primary" onClick={answer}>
              Answer<span className="visually-hidden"> on {phone.label}'s phone</span>
            </Button>
            <Button size="small" onClick={() => act.mutate({ params, body: { action: "decline" } })}>
              Decline<span className="visually-hidden"> on {phone.label}'s phone</span>
            </Button>
          </>
        )}
        {ringing === null && talking && (
          <Button size="small" tone="danger" onClick={() => act.mutate({ params, body: { action: "hang-up" } })}>
            Hang up<span className="visually-hidden"> {phone.label}'s phone</span>
          </Button>
        )}
        {ringing === null && !talking && (
          <Select
            aria-label={`What ${phone.label}'s phone does when it rings`}
            size="xs"
            className={styles.behaviour ?? ""}
            allowDeselect={false}
            data={behaviours}
            value={phone.behaviour}
            onChange={(behaviour) => {
              if (behaviour !== null) behave.mutate({ params, body: { behaviour } });
            }}
          />
        )}
      </div>
      {last !== undefined && (
        <button type="button" className={styles.teamText} onClick={() => setReading(true)}>
          <IconMessage size={16} aria-hidden="true" />
          <span>{last.body}</span>
          <em>{received.length === 1 ? "1 text" : `${received.length} texts`}</em>
        </button>
      )}
      <Modal
        opened={reading}
        onClose={() => setReading(false)}
        title={`Texts of ${phone.label}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <div className={styles.teamThread}>
          <Thread own={phone.number} texts={phone.texts} to={last?.from ?? null} quick={["OK"]} />
        </div>
      </Modal>
    </li>
  );
}
