import { NumberInput } from "@mantine/core";
import type { ScenarioChange } from "@ringback/contract/scenarios.ts";
import { IconX } from "@tabler/icons-react";
import { WeekEditor } from "#components/hours/week-editor.tsx";
import {
  type Line,
  MaybeWindow,
  NumberField,
  PeopleField,
  type Person,
  WindowFields,
} from "#components/people/ring-fields.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { changeKinds } from "./empty-change.ts";
import styles from "./what-if.module.css";

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
  const title = changeKinds.find(({ value }) => value === change.kind)?.label ?? change.kind;
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
      return (
        <div className={styles.week}>
          <WeekEditor weekly={change.weekly} onChange={(weekly) => onChange({ ...change, weekly })} />
        </div>
      );
    case "open-also":
      return <WindowFields window={change.window} onChange={(window) => onChange({ ...change, window })} />;
    case "ring-group":
      return (
        <PeopleField
          people={people}
          chosen={change.memberIds}
          put={(memberIds) => onChange({ ...change, memberIds })}
        />
      );
    case "ring-also":
      return (
        <>
          <PeopleField
            people={people}
            chosen={change.memberIds}
            put={(memberIds) => onChange({ ...change, memberIds })}
          />
          <NumberField
            numbers={numbers}
            chosen={change.numberId}
            put={(numberId) => onChange({ ...change, numberId })}
          />
          <MaybeWindow window={change.window} onChange={(window) => onChange({ ...change, window })} />
        </>
      );
    case "overflow":
      return (
        <>
          <PeopleField
            people={people}
            chosen={change.memberIds}
            put={(memberIds) => onChange({ ...change, memberIds })}
          />
          <NumberField
            numbers={numbers}
            chosen={change.numberId}
            put={(numberId) => onChange({ ...change, numberId })}
          />
          {whole("After (seconds)", change.afterSeconds, 5, 60, (afterSeconds) => ({ ...change, afterSeconds }))}
          {whole("For (seconds)", change.ringSeconds, 5, 60, (ringSeconds) => ({ ...change, ringSeconds }))}
        </>
      );
    case "ring-seconds":
      return whole("Seconds", change.seconds, 5, 60, (seconds) => ({ ...change, seconds }));
    case "extra-staff":
      return (
        <>
          {whole("People", change.people, 1, 5, (count) => ({ ...change, people: count }))}
          <MaybeWindow window={change.window} onChange={(window) => onChange({ ...change, window })} />
          <p className={styles.hint}>
            Shows what it would bring to hire somebody. No rule can do that: once you have found them, add them to your
            team with their phone and let them ring.
          </p>
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
