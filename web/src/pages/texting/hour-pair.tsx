import { Input, NativeSelect } from "@mantine/core";
import styles from "./texting.module.css";

interface Span {
  readonly fromHour: number;
  readonly toHour: number;
}

interface HourPairProps {
  readonly label: string;
  readonly hint: string;
  readonly value: Span;
  /** No hour outside of this can be chosen. */
  readonly widest: Span;
  readonly error: string | undefined;
  readonly onChange: (value: Span) => void;
}

/** Two whole hours of a day, chosen from what the law allows. */
export function HourPair({ label, hint, value, widest, error, onChange }: HourPairProps) {
  const hours = Array.from({ length: widest.toHour - widest.fromHour + 1 }, (_, at) => widest.fromHour + at);
  const options = hours.map((hour) => ({ value: String(hour), label: hourWords(hour) }));
  return (
    <Input.Wrapper label={label} description={hint} error={error} labelElement="div">
      <div className={styles.hourPair}>
        <NativeSelect
          aria-label={`${label}, from`}
          data={options}
          value={String(value.fromHour)}
          onChange={({ currentTarget }) => onChange({ ...value, fromHour: Number(currentTarget.value) })}
        />
        <span>and</span>
        <NativeSelect
          aria-label={`${label}, until`}
          data={options}
          value={String(value.toHour)}
          onChange={({ currentTarget }) => onChange({ ...value, toHour: Number(currentTarget.value) })}
        />
      </div>
    </Input.Wrapper>
  );
}

function hourWords(hour: number): string {
  if (hour === 0 || hour === 24) return "midnight";
  if (hour === 12) return "noon";
  return hour < 12 ? `${hour} AM` : `${hour - 12} PM`;
}
