import { SegmentedControl, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./hours.module.css";
import type { HoursDraft } from "./hours-draft.ts";
import { holidayName, upcomingHolidays } from "./public-holidays.ts";
import { SpansEditor } from "./spans-editor.tsx";

interface SpecialDaysProps {
  readonly hours: HoursDraft;
  readonly onChange: (hours: HoursDraft) => void;
  /** The business's local date, `2026-11-21`. */
  readonly today: string;
}

/** Days on which the ordinary week does not count: closed, or with hours of their own. */
export function SpecialDays({ hours, onChange, today }: SpecialDaysProps) {
  const [date, setDate] = useState("");
  const [kind, setKind] = useState("closed");
  const dates = [...new Set([...hours.holidays, ...Object.keys(hours.specialHours)])].sort();
  const past = dates.filter((each) => each < today);
  const coming = dates.filter((each) => each >= today);
  const suggested = upcomingHolidays(today).filter((each) => !dates.includes(each.date));
  const close = (closed: readonly string[]) =>
    onChange({ ...hours, holidays: [...new Set([...hours.holidays, ...closed])].sort() });
  const remove = (removed: string) =>
    onChange({
      ...hours,
      holidays: hours.holidays.filter((each) => each !== removed),
      specialHours: Object.fromEntries(Object.entries(hours.specialHours).filter(([each]) => each !== removed)),
    });
  const add = () => {
    if (kind === "closed") close([date]);
    else onChange({ ...hours, specialHours: { ...hours.specialHours, [date]: [["08:00", "12:00"]] } });
    setDate("");
  };
  const refusal =
    date === "" ? "Choose a date first." : dates.includes(date) ? "This day is in the list already." : null;
  return (
    <div>
      {coming.length === 0 && <p className={styles.none}>No special days ahead. The ordinary week always counts.</p>}
      <ul className={styles.dates}>
        {coming.map((each) => {
          const spans = hours.specialHours[each];
          return (
            <li key={each}>
              <span className={styles.date}>
                {dateWords(each)}
                {holidayName(each) !== null && <small>{holidayName(each)}</small>}
              </span>
              {spans === undefined ? (
                <span className={styles.closed}>Closed</span>
              ) : (
                <SpansEditor
                  day={dateWords(each)}
                  spans={spans}
                  onChange={(next) => onChange({ ...hours, specialHours: { ...hours.specialHours, [each]: next } })}
                />
              )}
              <IconButton
                label={`Remove ${dateWords(each)}`}
                icon={<IconX size={15} />}
                size="small"
                onClick={() => remove(each)}
              />
            </li>
          );
        })}
      </ul>
      {past.length > 0 && <p className={styles.none}>{past.length} past days are kept for reports.</p>}
      <div className={styles.addDate}>
        <TextInput
          label="Another day"
          type="date"
          min={today}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="What is different on that day"
          value={kind}
          onChange={setKind}
          data={[
            { value: "closed", label: "Closed" },
            { value: "special", label: "Special hours" },
          ]}
        />
        <Button refusal={refusal} onClick={add}>
          Add
        </Button>
      </div>
      {suggested.length > 0 && (
        <div className={styles.suggested}>
          <span>Often closed:</span>
          {suggested.map((each) => (
            <button key={each.date} type="button" onClick={() => close([each.date])}>
              <Chip>
                + {each.name}, {shortDate(each.date)}
              </Chip>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function dateWords(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

function shortDate(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}
