import { Checkbox, Select } from "@mantine/core";
import { IconPhone, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { phoneWords } from "#components/phone-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { unusedNumber } from "./callers.ts";
import styles from "./phone.module.css";
import { type KnownCaller, useKnownCallers } from "./use-known-callers.ts";
import type { Simulator } from "./use-simulator.ts";

interface DialerProps {
  readonly simulator: Simulator;
  readonly caller: string;
  readonly busy: boolean;
  readonly onCaller: (caller: string) => void;
  readonly onCall: (to: string, forwarded: boolean, name: string | null) => void;
}

/** Choosing who calls and which number, and calling. */
export function Dialer({ simulator, caller, busy, onCaller, onCall }: DialerProps) {
  const { numbers, phones } = simulator;
  const [chosen, setChosen] = useState<string | null>(null);
  const [forwarded, setForwarded] = useState(false);
  const to = numbers.find((each) => each.number === chosen)?.number ?? numbers[0]?.number ?? null;
  const callers = useKnownCallers(simulator);
  const known = callers.find((each) => each.number === caller);
  const isListed = caller === "withheld" || known !== undefined;
  const newNumber = () =>
    onCaller(
      unusedNumber(
        phones.map((phone) => phone.number),
        Math.random,
      ),
    );
  return (
    <div className={styles.dialer}>
      <div className={styles.who}>
        <span className={styles.bigIcon} aria-hidden="true">
          {caller === "withheld" ? "?" : (known?.name?.charAt(0) ?? "+")}
        </span>
        <strong>{callerTitle(caller, known)}</strong>
        <span className="numbers">{caller === "withheld" ? "No caller id is sent" : phoneWords(caller)}</span>
      </div>
      <div className={styles.callerLine}>
        <Select
          label="Calling as"
          allowDeselect={false}
          data={[
            isListed
              ? { value: "new", label: "New caller" }
              : { value: caller, label: `New caller, ${phoneWords(caller)}` },
            { value: "withheld", label: "Withheld number" },
            {
              group: "Called before",
              items: callers.map((each) => ({ value: each.number, label: choiceWords(each) })),
            },
          ]}
          value={caller}
          onChange={(value) => {
            if (value === "new") newNumber();
            else if (value !== null) onCaller(value);
          }}
        />
        <IconButton label="Another new caller" icon={<IconRefresh size={18} />} onClick={newNumber} />
      </div>
      <Select
        label="Calling"
        placeholder="Add a number of the business first"
        allowDeselect={false}
        data={numbers.map((number) => ({
          value: number.number,
          label: `${number.label}, ${phoneWords(number.number)}`,
        }))}
        value={to}
        onChange={setChosen}
      />
      <Checkbox
        label="It rang elsewhere first"
        description="Forwarded here because nobody answered."
        checked={forwarded}
        onChange={(event) => setForwarded(event.currentTarget.checked)}
      />
      <button
        type="button"
        className={styles.call}
        disabled={to === null || busy}
        onClick={() => {
          if (to !== null) onCall(to, forwarded, known?.name ?? null);
        }}
      >
        <IconPhone size={28} aria-hidden="true" />
        <span className="visually-hidden">Call</span>
      </button>
      <span className={styles.callWord} aria-hidden="true">
        Call
      </span>
    </div>
  );
}

function callerTitle(caller: string, known: KnownCaller | undefined): string {
  if (caller === "withheld") return "Withheld number";
  return known === undefined ? "A new caller" : (known.name ?? "Called before");
}

function choiceWords({ number, name }: KnownCaller): string {
  return name === null ? phoneWords(number) : `${name}, ${phoneWords(number)}`;
}
