import { Checkbox, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import type { TimeWindow } from "@ringback/contract/playbook.ts";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { lineWords } from "#components/phone-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./people.module.css";

export interface Person {
  readonly id: string;
  readonly name: string;
}
export interface Line {
  readonly id: string;
  readonly number: string;
  readonly label: string;
}

/** Whom a new rule rings: somebody who does not ring yet is most likely meant. */
export function likelyHelper<One extends Person>(people: readonly One[], ringMemberIds: readonly string[]) {
  return people.find(({ id }) => !ringMemberIds.includes(id)) ?? people[0];
}

interface RingRuleProps {
  /** What the rule is, with its place in the list: "Who rings too, 2". */
  readonly name: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One rule of who rings, with its fields in a row and a way to take it out. */
export function RingRule({ name, onRemove, children }: RingRuleProps) {
  return (
    <fieldset className={styles.rule} aria-label={name}>
      {children}
      <IconButton
        label={`Remove: ${name.charAt(0).toLowerCase()}${name.slice(1)}`}
        icon={<IconX size={16} />}
        onClick={onRemove}
      />
    </fieldset>
  );
}

interface PeopleFieldProps {
  readonly label?: string;
  readonly people: readonly Person[];
  readonly chosen: readonly string[];
  readonly put: (memberIds: string[]) => void;
}

/** Whose phones; the last one stays, since a rule that rings nobody is none. */
export function PeopleField({ label = "Who", people, chosen, put }: PeopleFieldProps) {
  return (
    <MultiSelect
      label={label}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...chosen]}
      onChange={(next) => put(next.length === 0 ? [...chosen] : next)}
      maxValues={10}
      w={260}
    />
  );
}

interface NumberFieldProps {
  readonly numbers: readonly Line[];
  readonly chosen: string | null;
  readonly put: (numberId: string | null) => void;
}

/** On which number; nothing to choose where there is one. */
export function NumberField({ numbers, chosen, put }: NumberFieldProps) {
  if (numbers.length < 2) return null;
  return (
    <NativeSelect
      label="On"
      value={chosen ?? ""}
      data={[
        { value: "", label: "All numbers" },
        ...numbers.map((line) => ({ value: line.id, label: lineWords(line) })),
      ]}
      onChange={(event) => put(event.currentTarget.value || null)}
    />
  );
}

interface WindowProps {
  readonly window: TimeWindow;
  readonly onChange: (window: TimeWindow) => void;
}

const days = [
  ["mon", "Mon"],
  ["tue", "Tue"],
  ["wed", "Wed"],
  ["thu", "Thu"],
  ["fri", "Fri"],
  ["sat", "Sat"],
  ["sun", "Sun"],
] as const;

/** Weekdays and the times between which. */
export function WindowFields({ window, onChange }: WindowProps) {
  return (
    <>
      <MultiSelect
        label="Days"
        data={days.map(([value, label]) => ({ value, label }))}
        value={[...window.weekdays]}
        onChange={(next) => {
          const weekdays = days.map(([day]) => day).filter((day) => next.includes(day));
          // A window of no day is none; the last one stays.
          if (weekdays.length > 0) onChange({ ...window, weekdays });
        }}
        w={320}
      />
      <TextInput
        type="time"
        label="From"
        value={window.from}
        onChange={(event) => event.currentTarget.value && onChange({ ...window, from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="To"
        value={window.to === "24:00" ? "00:00" : window.to}
        onChange={(event) => event.currentTarget.value && onChange({ ...window, to: event.currentTarget.value })}
      />
    </>
  );
}

interface MaybeWindowProps {
  readonly window: TimeWindow | null;
  readonly onChange: (window: TimeWindow | null) => void;
}

const usualWindow: TimeWindow = { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", to: "13:00" };

/** Always, or only in a window. */
export function MaybeWindow({ window, onChange }: MaybeWindowProps) {
  return (
    <>
      <Checkbox
        label="Only at some times"
        checked={window !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usualWindow : null)}
      />
      {window !== null && <WindowFields window={window} onChange={onChange} />}
    </>
  );
}
