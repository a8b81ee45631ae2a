import { Menu } from "@mantine/core";
import { weekdays } from "@ringback/core/business-hours/calendar.ts";
import { IconCopy } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import styles from "./hours.module.css";
import { copyDay, type Weekly, weekPresets } from "./hours-draft.ts";
import { weekdayNames } from "./hours-words.ts";
import { SpansEditor } from "./spans-editor.tsx";

interface WeekEditorProps {
  readonly weekly: Weekly;
  readonly onChange: (weekly: Weekly) => void;
}

/** The hours of an ordinary week. */
export function WeekEditor({ weekly, onChange }: WeekEditorProps) {
  return (
    <div>
      <div className={styles.presets}>
        <span>Start from</span>
        {weekPresets.map((preset) => (
          <Button key={preset.label} size="small" onClick={() => onChange(preset.weekly())}>
            {preset.label}
          </Button>
        ))}
      </div>
      <div className={styles.week}>
        {weekdays.map((day) => (
          <div key={day} className={styles.day}>
            <span className={styles.dayName}>
              {weekdayNames[day].slice(0, 3)}
              <span className={styles.rest}>{weekdayNames[day].slice(3)}</span>
            </span>
            <SpansEditor
              day={weekdayNames[day]}
              spans={weekly[day]}
              onChange={(spans) => onChange({ ...weekly, [day]: spans })}
            />
            <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
              <Menu.Target>
                <button type="button" className={styles.copy} aria-label={`Copy ${weekdayNames[day]} to other days`}>
                  <IconCopy size={16} aria-hidden="true" />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>Copy {weekdayNames[day]} to</Menu.Label>
                <Menu.Item onClick={() => onChange(copyDay(weekly, day, "workdays"))}>Monday to Friday</Menu.Item>
                <Menu.Item onClick={() => onChange(copyDay(weekly, day, "all"))}>Every day</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        ))}
      </div>
    </div>
  );
}
