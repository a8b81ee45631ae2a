import { Checkbox, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { TimeWindow } from "@ringback/contract/playbook.ts";
import type { ScenarioChange } from "@ringback/contract/scenarios.ts";
import { IconX } from "@tabler/icons-react";
import { lineWords } from "#components/phone-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { changeKinds } from "./empty-change.ts";
import styles from "./what-if.module.css";

interface Person {
  readonly id: string;
  readonly name: string;
}
interface Line {
  readonly id: string;
  readonly number: string;
  readonly label: string;
}

interface ChangeFieldsProps {
  readonly change: ScenarioChange;
  readonly people: readonly Person[];
  readonly numbers: readonly Line[];
  readonly onChange: (change: ScenarioChange) => void;
  readonly onRemove: () => void;
}

/** The fields of one change. */
export function ChangeFields(props: ChangeFieldsProps) {
  const { change, onRemove } = props;
  const title = changeKinds.find(({ value }) => value === change.kind)?.label ?? "Other opening hours";
  return (
    <fieldset className={styles.change} aria-label={title}>
      <strong>{title}</strong>
      <Fields {...props} />
      <IconButton label={`Remove: ${title}`} icon={<IconX size={16} />} onClick={onRemove} />
    </fieldset>
  );
}

function Fields({ change, people, numbers, onChange }: ChangeFieldsProps) {
  const whole = (label: string, value: number, least: number, most: number, put: (value: number) => ScenarioChange) => (
    <NumberInput
      label={label}
      value={value}
      min={least}
      max={most}
      allowDecimal={false}
      clampBehavior="blur"
      w={140}
      onChange={(next) => onChange(put(Number(next) || least))}
    />
  );
  switch (change.kind) {
    case "hours":
      return <span className={styles.soft}>as suggested</span>;
    case "open-also":
      return <WindowFields window={change.window} onChange={(window) => onChange({ ...change, window })} />;
    case "ring-group":
      return <Who people={people} chosen={change.memberIds} put={(memberIds) => onChange({ ...change, memberIds })} />;
    case "ring-also":
      return (
        <>
          <Who people={people} chosen={change.memberIds} put={(memberIds) => onChange({ ...change, memberIds })} />
          <OnNumber numbers={numbers} chosen={change.numberId} put={(numberId) => onChange({ ...change, numberId })} />
          <MaybeWindow window={change.window} onChange={(window) => onChange({ ...change, window })} />
        </>
      );
    case "overflow":
      return (
        <>
          <Who people={people} chosen={change.memberIds} put={(memberIds) => onChange({ ...change, memberIds })} />
          <OnNumber numbers={numbers} chosen={change.numberId} put={(numberId) => onChange({ ...change, numberId })} />
          {whole("after (seconds)", change.afterSeconds, 5, 60, (afterSeconds) => ({ ...change, afterSeconds }))}
          {whole("for (seconds)", change.ringSeconds, 5, 60, (ringSeconds) => ({ ...change, ringSeconds }))}
        </>
      );
    case "ring-seconds":
      return whole("Seconds", change.seconds, 5, 60, (seconds) => ({ ...change, seconds }));
    case "extra-staff":
      return (
        <>
          {whole("People", change.people, 1, 5, (count) => ({ ...change, people: count }))}
          <MaybeWindow window={change.window} onChange={(window) => onChange({ ...change, window })} />
        </>
      );
    case "targets":
      return (
        <>
          {whole("Usual (minutes)", change.targetMinutes ?? 15, 1, 2880, (targetMinutes) => ({
            ...change,
            targetMinutes,
          }))}
          {whole(
            "High urgency (minutes)",
            change.highMinutes ?? change.targetMinutes ?? 15,
            1,
            2880,
            (highMinutes) => ({
              ...change,
              highMinutes,
            }),
          )}
        </>
      );
  }
}

interface WhoProps {
  readonly people: readonly Person[];
  readonly chosen: readonly string[];
  readonly put: (memberIds: string[]) => void;
}

function Who({ people, chosen, put }: WhoProps) {
  return (
    <MultiSelect
      label="Who"
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...chosen]}
      // The last one stays: a change that rings nobody is none.
      onChange={(next) => put(next.length === 0 ? [...chosen] : next)}
      maxValues={10}
      w={260}
    />
  );
}

interface OnNumberProps {
  readonly numbers: readonly Line[];
  readonly chosen: string | null;
  readonly put: (numberId: string | null) => void;
}

function OnNumber({ numbers, chosen, put }: OnNumberProps) {
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

function WindowFields({ window, onChange }: WindowProps) {
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

function MaybeWindow({ window, onChange }: MaybeWindowProps) {
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
