import { hoursProblems } from "#components/hours/hours-draft.ts";
import { HoursEditor } from "#components/hours/hours-editor.tsx";
import { RuleProblems } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import styles from "./setup.module.css";
import { StepFoot } from "./step-foot.tsx";

/** The weekly hours and the days that differ. */
export function HoursStep({ onNext }: { readonly onNext: () => void }) {
  const { playbook, save, busy, error, refusal } = usePlaybook();
  const draft = useDraft(playbook.hours);
  const problems = hoursProblems(draft.value);
  const go = () => {
    if (draft.changed) save((now) => ({ ...now, hours: draft.value }), onNext);
    else onNext();
  };
  return (
    <div className={styles.stack}>
      <HoursEditor hours={draft.value} onChange={draft.set} />
      <RuleProblems error={error} />
      <StepFoot busy={busy} refusal={problems[0] ?? (draft.changed ? refusal : null)} onNext={go} onSkip={onNext} />
    </div>
  );
}
