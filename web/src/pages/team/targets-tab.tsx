import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { AlarmsEditor } from "./alarms-editor.tsx";
import { ClockPreview } from "./clock-preview.tsx";
import { missesPerson, repeatsNothing } from "./ladder-editor.tsx";
import { TargetRows, targetRowsProblem } from "./target-rows.tsx";
import { TargetsEditor } from "./targets-editor.tsx";

/** How soon a callback is due, and who is alarmed when nobody acts. */
export function TargetsTab() {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { numbers } = useSuspenseQuery(read("listNumbers")).data;
  const { playbook, save, busy, error, refusal } = usePlaybook("Targets and alarms were saved");
  const draft = useDraft({ sla: playbook.sla, escalation: playbook.escalation });
  const { sla, escalation } = draft.value;
  return (
    <>
      <TargetsEditor sla={sla} hours={playbook.hours} onChange={(next) => draft.set({ sla: next, escalation })} />
      <TargetRows
        targets={sla.targets}
        numbers={numbers}
        onChange={(targets) => draft.set({ sla: { ...sla, targets }, escalation })}
      />
      <AlarmsEditor
        escalation={escalation}
        members={data.members}
        onChange={(next) => draft.set({ sla, escalation: next })}
      />
      <ClockPreview playbook={{ ...playbook, sla, escalation }} numbers={numbers} members={data.members} />
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        refusal={refusal ?? problemOf(draft.value)}
        onSave={() => save((now) => ({ ...now, ...draft.value }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}

type Rules = Pick<ReturnType<typeof usePlaybook>["playbook"], "sla" | "escalation">;

function problemOf({ sla, escalation }: Rules): string | null {
  if (sla.emergencyMinutes > sla.highMinutes || sla.highMinutes > sla.targetMinutes)
    return "An emergency must not be due later than a high one, nor that later than a normal one.";
  const ladders = [escalation, ...Object.values(escalation.byReason).filter((ladder) => ladder !== undefined)];
  if (ladders.some(missesPerson)) return "Choose whom each step of the alarm tells.";
  if (ladders.some(repeatsNothing)) return "Repeat at least one step of every alarm: it goes on until somebody has it.";
  return targetRowsProblem(sla.targets);
}
