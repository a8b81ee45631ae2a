import { useNowMinuteMs } from "#api/app-clock.ts";
import { localDate } from "#components/time-words.ts";
import { Card } from "#ui/card.tsx";
import type { HoursDraft } from "./hours-draft.ts";
import { OpenNow } from "./open-now.tsx";
import { SpecialDays } from "./special-days.tsx";
import { WeekEditor } from "./week-editor.tsx";

interface HoursEditorProps {
  readonly hours: HoursDraft;
  readonly onChange: (hours: HoursDraft) => void;
}

/** When the business is open: the ordinary week and the days that differ. */
export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const today = localDate(useNowMinuteMs(), hours.timeZone);
  return (
    <>
      <Card title="Ordinary week" aside={<OpenNow hours={hours} />}>
        <WeekEditor weekly={hours.weekly} onChange={(weekly) => onChange({ ...hours, weekly })} />
      </Card>
      <Card title="Holidays and special days">
        <SpecialDays hours={hours} onChange={onChange} today={today} />
      </Card>
    </>
  );
}
