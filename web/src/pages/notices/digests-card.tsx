import { Switch } from "@mantine/core";
import type { NoticeSettings } from "@ringback/contract/notices.ts";
import { TimeField } from "#components/hours/time-field.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./notices.module.css";

interface DigestsCardProps {
  readonly settings: NoticeSettings;
  readonly onChange: (settings: NoticeSettings) => void;
}

/** What the day brings and who is still waiting at its end. */
export function DigestsCard({ settings, onChange }: DigestsCardProps) {
  const { morningDigest, eveningDigest, emptyDigests, morningAt } = settings;
  return (
    <Card title="Summaries">
      <div className={styles.switches}>
        <Switch
          label="In the morning: who is waiting"
          checked={morningDigest}
          onChange={(event) => onChange({ ...settings, morningDigest: event.currentTarget.checked })}
        />
        {morningDigest && (
          <div className={styles.hours}>
            <Switch
              label="At a time of my own, every day"
              description={morningAt === null ? "Off: when the business opens." : undefined}
              checked={morningAt !== null}
              onChange={(event) => onChange({ ...settings, morningAt: event.currentTarget.checked ? "07:00" : null })}
            />
            {morningAt !== null && (
              <TimeField
                label="My morning"
                which="start"
                value={morningAt}
                onChange={(at) => onChange({ ...settings, morningAt: at })}
              />
            )}
          </div>
        )}
        <Switch
          label="When the business closes: who is still waiting"
          checked={eveningDigest}
          onChange={(event) => onChange({ ...settings, eveningDigest: event.currentTarget.checked })}
        />
        {(morningDigest || eveningDigest) && (
          <Switch
            label="Also when nobody is waiting"
            checked={emptyDigests}
            onChange={(event) => onChange({ ...settings, emptyDigests: event.currentTarget.checked })}
          />
        )}
      </div>
    </Card>
  );
}
