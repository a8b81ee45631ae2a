import { Switch } from "@mantine/core";
import { RuleProblems } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { Card } from "#ui/card.tsx";
import styles from "./setup.module.css";
import { StepFoot } from "./step-foot.tsx";
import { TemplateField } from "./template-field.tsx";
import { useTemplateCheck } from "./use-template-check.ts";

const texts = [
  { key: "template", title: "While you are open" },
  { key: "afterHoursTemplate", title: "After hours" },
  { key: "emergencyTemplate", title: "When the voicemail names a danger" },
] as const;

/** The automatic texts, each approved here and nowhere else. */
export function TextStep({ onNext }: { readonly onNext: () => void }) {
  const { playbook, save, busy, error, refusal } = usePlaybook();
  const draft = useDraft(playbook.acknowledgement);
  const checks = {
    template: useTemplateCheck(draft.value.template),
    afterHoursTemplate: useTemplateCheck(draft.value.afterHoursTemplate),
    emergencyTemplate: useTemplateCheck(draft.value.emergencyTemplate),
  };
  const isBlocked = Object.values(checks).some((check) => (check.found?.problems.length ?? 0) > 0);
  const go = () => {
    if (draft.changed) save((now) => ({ ...now, acknowledgement: draft.value }), onNext);
    else onNext();
  };
  return (
    <div className={styles.stack}>
      <Card title="Automatic texts">
        <Switch
          label="Text a missed caller"
          description="One text per caller and matter, from the number they dialed, and only when law and consent allow it."
          checked={draft.value.enabled}
          onChange={(event) => draft.set({ ...draft.value, enabled: event.currentTarget.checked })}
        />
        {!draft.value.enabled && (
          <p className={styles.warn}>Off: nobody is told that they were heard. Every callback is due sooner instead.</p>
        )}
      </Card>
      {draft.value.enabled &&
        texts.map(({ key, title }) => (
          <Card key={key} title={title}>
            <TemplateField
              label={title}
              template={draft.value[key]}
              onChange={(template) => draft.set({ ...draft.value, [key]: template })}
              check={checks[key]}
            />
          </Card>
        ))}
      <RuleProblems error={error} />
      <StepFoot
        busy={busy}
        refusal={
          draft.value.enabled && isBlocked && draft.changed
            ? "A text still has a problem. Change the words that are marked."
            : draft.changed
              ? refusal
              : null
        }
        onNext={go}
        onSkip={onNext}
      />
    </div>
  );
}
