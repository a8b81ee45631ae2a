import { hoursProblems } from "#components/hours/hours-draft.ts";
import { HoursEditor } from "#components/hours/hours-editor.tsx";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { TimeZoneSelect } from "#components/time-zone-select.tsx";
import { Card } from "#ui/card.tsx";

/** When the business is open, and where it stands. */
export function HoursTab() {
  const { playbook, save, busy, error, refusal } = usePlaybook("The hours were saved");
  const draft = useDraft(playbook.hours);
  const problems = hoursProblems(draft.value);
  return (
    <>
      <HoursEditor hours={draft.value} onChange={draft.set} />
      <Card title="Where the business stands">
        <TimeZoneSelect
          label="Time zone"
          description="Hours are local times there, daylight saving included."
          value={draft.value.timeZone}
          onChange={(timeZone) => draft.set({ ...draft.value, timeZone })}
        />
      </Card>
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        refusal={refusal ?? problems[0] ?? null}
        onSave={() => save((now) => ({ ...now, hours: draft.value }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}
