import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { OutcomesEditor, outcomesProblem } from "./outcomes-editor.tsx";
import { RetriesEditor } from "./retries-editor.tsx";

/** When a caller is tried again, and how a callback can end. */
export function CallingBackTab() {
  const { playbook, save, busy, error, refusal } = usePlaybook("Tries and outcomes were saved");
  const draft = useDraft({ retries: playbook.retries, dispositions: playbook.dispositions });
  const { retries, dispositions } = draft.value;
  const known = new Set(playbook.dispositions.map(({ key }) => key));
  return (
    <>
      <RetriesEditor
        retries={retries}
        outcomes={dispositions}
        onChange={(next) => draft.set({ dispositions, retries: next })}
      />
      <OutcomesEditor
        outcomes={dispositions}
        known={known}
        onChange={(next) => draft.set({ retries, dispositions: next })}
      />
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        refusal={refusal ?? outcomesProblem(dispositions)}
        onSave={() => save((now) => ({ ...now, ...draft.value }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}
