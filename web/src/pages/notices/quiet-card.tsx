import { Switch } from "@mantine/core";
import type { MyNotices, NoticeSettings } from "@ringback/contract/notices.ts";
import { type Weekday, weekdays } from "@ringback/core/business-hours/calendar.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { weekdayNames } from "#components/hours/hours-words.ts";
import { TimeField } from "#components/hours/time-field.tsx";
import { TimeZoneSelect } from "#components/time-zone-select.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./notices.module.css";
import { type QuietRow, rowsOf, weekOf } from "./quiet-rows.ts";

interface QuietCardProps {
  readonly mine: MyNotices;
  readonly settings: NoticeSettings;
  readonly onChange: (settings: NoticeSettings) => void;
}

/** When a person wants to be left alone, and whether emergencies come through. */
export function QuietCard({ mine, settings, onChange }: QuietCardProps) {
  const { quiet, timeZone } = settings;
  // A row without a day stays on the screen while its days are chosen.
  const [unfinished, setUnfinished] = useState<QuietRow | null>(null);
  const rows = [...rowsOf(quiet.weekly), ...(unfinished === null ? [] : [unfinished])];
  const set = (next: readonly QuietRow[]) => {
    setUnfinished(next.find(({ days }) => days.length === 0) ?? null);
    onChange({ ...settings, quiet: { ...quiet, weekly: weekOf(next) } });
  };
  const change = (index: number, row: QuietRow) => set(rows.map((one, at) => (at === index ? row : one)));
  const mustHear = quiet.emergenciesComeThrough && !mine.mayShutOut;
  return (
    <Card title="Quiet hours">
      {rows.length === 0 && <p className={styles.quiet}>None: everything comes at any hour.</p>}
      <ul className={styles.rows}>
        {rows.map((row, index) => (
          // Rows have no name of their own; their place is what identifies them.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <div className={styles.hours}>
              <span>From</span>
              <TimeField
                label="Quiet from"
                which="start"
                value={row.from}
                onChange={(from) => change(index, { ...row, from })}
              />
              <span>to</span>
              <TimeField
                label="Quiet until"
                which="end"
                value={row.to}
                onChange={(to) => change(index, { ...row, to })}
              />
              {row.to <= row.from && <span className={styles.quiet}>next day</span>}
              <IconButton
                label="Remove these quiet hours"
                icon={<IconX size={15} />}
                size="small"
                onClick={() => set(rows.filter((_, at) => at !== index))}
              />
            </div>
            <fieldset className={styles.days}>
              <legend className="visually-hidden">On these days</legend>
              {weekdays.map((day) => (
                <button
                  key={day}
                  type="button"
                  aria-pressed={row.days.includes(day)}
                  onClick={() => change(index, { ...row, days: toggled(row.days, day) })}
                >
                  <span aria-hidden="true">{weekdayNames[day].slice(0, 3)}</span>
                  <span className="visually-hidden">{weekdayNames[day]}</span>
                </button>
              ))}
            </fieldset>
            {row.days.length === 0 && (
              <p className={styles.unfinished} role="status">
                Choose the days: without one, these hours are not kept.
              </p>
            )}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        tone="quiet"
        icon={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => set([...rows, { from: "21:00", to: "07:00", days: rows.length === 0 ? [...weekdays] : [] }])}
      >
        {rows.length === 0 ? "Be quiet at night" : "Add other hours"}
      </Button>
      {rows.length > 0 && (
        <div className={styles.through}>
          <Switch
            label="Emergencies come through all the same"
            description={
              mustHear
                ? "Somebody must hear an emergency at night, and nobody else would: no colleague can be reached by push, text or call at any hour."
                : "If you switch this off, they wait until your quiet hours end, unless nobody else can be reached."
            }
            checked={quiet.emergenciesComeThrough}
            disabled={mustHear}
            onChange={(event) =>
              onChange({ ...settings, quiet: { ...quiet, emergenciesComeThrough: event.currentTarget.checked } })
            }
          />
          <TimeZoneSelect
            label="Where I live"
            description="Quiet hours and my morning are local times there."
            value={timeZone ?? mine.businessTimeZone}
            onChange={(zone) => onChange({ ...settings, timeZone: zone === mine.businessTimeZone ? null : zone })}
          />
        </div>
      )}
    </Card>
  );
}

function toggled(days: readonly Weekday[], day: Weekday): readonly Weekday[] {
  return weekdays.filter((one) => (one === day ? !days.includes(day) : days.includes(one)));
}
