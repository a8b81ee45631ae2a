import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { CorrectFields, type Correction, missingIn } from "#components/reading/correct-fields.tsx";
import { sayDone } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { firstSaid } from "./first-said.ts";

/** Sets right what the case was read as. It changes this case and is kept to be looked at; nothing learns from it. */
export function CorrectDialog({ story, onClose }: CaseDialogProps) {
  const [correction, setCorrection] = useState<Correction>({});
  // It is about the message that lies open behind the dialog.
  const said = firstSaid(story.readings);
  const about = said?.callId ? { callId: said.callId } : said?.messageId ? { messageId: said.messageId } : {};
  const correct = useAct("correctCallback", {
    changes: [...caseChanges, "corrections", "listCorrections"],
    ownErrors: true,
    onDone: () => {
      sayDone("Set right", "The case follows the new labels.");
      onClose();
    },
  });
  return (
    <DialogFrame
      title={`What ${callerWords(story)} really wants`}
      submit="Set it right"
      missing={missingIn(correction)}
      busy={correct.isPending}
      error={correct.error}
      onClose={onClose}
      onSubmit={() => correct.mutate({ params: { id: story.id }, body: { ...correction, ...about } })}
    >
      <CorrectFields intent={story.intent} urgency={story.urgency} value={correction} onChange={setCorrection} />
    </DialogFrame>
  );
}
