import { Checkbox, Select } from "@mantine/core";
import { IconPhone, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { phoneWords } from "#components/phone-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { unusedNumber } from "./callers.ts";
import styles from "./phone.module.css";
import type { Simulator } from "./use-simulator.ts";

interface DialerProps {
  readonly simulator: Simulator;
  readonly caller: string;
  readonly busy: boolean;
  readonly onCaller: (caller: string) => void;
  readonly onCall: (to: string, forwarded: boolean) => void;
}

/** Choosing who calls and which number, and calling. */
export function Dialer({ simulator, caller, busy, onCaller, onCall }: DialerProps) {
  const { numbers, phones } = simulator;
  const [chosen, setChosen] = useState<string | null>(null);
  const [forwarded, setForwarded] = useState(false);
  const to = numbers.find((each) => each.number === chosen)?.number ?? numbers[0]?.number ?? null;
  const callers = phones.filter((phone) => phone.kind === "caller");
  const isKnown = caller === "withheld" || callers.some((phone) => phone.number === caller);
  const newNumber = () =>
    onCaller(
      unusedNumber(
        phones.map((phone) => phone.number),
        Math.random,
      ),
    );
  const label = (phone: Simulator["phones"][number]) =>
    /[a-z]/i.test(phone.label) ? `${phone.label}, ${phoneWords(phone.number)}` : phoneWords(phone.number);
  return (
    <div className={styles.dialer}>
      <div className={styles.who}>
        <span className={styles.bigIcon} aria-hidden="true">
          {caller === "withheld" ? "?" : isKnown ? initial(callers, caller) : "+"}
        </span>
        <strong>
          {caller === "withheld" ? "Withheld number" : isKnown ? nameOf(callers, caller) : "A new caller"}
        </strong>
        <span className="numbers">{caller === "withheld" ? "No caller id is sent" : phoneWords(caller)}</span>
      </div>
      <div className={styles.callerLine}>
        <Select
          label="Calling as"
          allowDeselect={false}
          searchable={callers.length > 12}
          data={[
            ...(isKnown ? [] : [{ value: caller, label: `New caller, ${phoneWords(caller)}` }]),
            ...(isKnown ? [{ value: "new", label: "New caller" }] : []),
            ...callers.map((phone) => ({ value: phone.number, label: label(phone) })),
            { value: "withheld", label: "Withheld number" },
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
          if (to !== null) onCall(to, forwarded);
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

function nameOf(callers: Simulator["phones"], number: string): string {
  const label = callers.find((phone) => phone.number === number)?.label ?? "";
  return /[a-z]/i.test(label) ? label : "Called before";
}

function initial(callers: Simulator["phones"], number: string): string {
  return nameOf(callers, number).charAt(0);
}
