import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { LadderEditor } from "./ladder-editor.tsx";
import { TargetsEditor } from "./targets-editor.tsx";

/** How soon a callback is due, and who is alarmed when nobody acts. */
export function TargetsTab() {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { playbook, save, busy, error, refusal } = usePlaybook("Targets and alarms were saved");
  const draft = useDraft({ sla: playbook.sla, escalation: playbook.escalation });
  const { sla, escalation } = draft.value;
  const inOrder = sla.emergencyMinutes <= sla.highMinutes && sla.highMinutes <= sla.targetMinutes;
  const missingPerson = escalation.steps.some((step) => step.tell === "member" && step.memberId === undefined);
  const wrong = inOrder
    ? missingPerson
      ? "Choose whom each step of the alarm tells."
      : null
    : "An emergency must not be due later than a high one, nor that later than a normal one.";
  return (
    <>
      <TargetsEditor sla={sla} hours={playbook.hours} onChange={(next) => draft.set({ sla: next, escalation })} />
      <LadderEditor
        escalation={escalation}
        members={data.members}
        onChange={(next) => draft.set({ sla, escalation: next })}
      />
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        refusal={refusal ?? wrong}
        onSave={() => save((now) => ({ ...now, ...draft.value }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}
