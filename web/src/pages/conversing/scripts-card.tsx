import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { INTENTS, type Intent } from "@ringback/core/classification/assessment.ts";
import { intentNames } from "@ringback/core/ownership/rule-words.ts";
import { fillOpening, suggestedScript } from "@ringback/core/playbook/scripts/script-for.ts";
import { IconPencil } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { firstName } from "#components/label-words.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { offerUndo } from "#components/undo.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./conversing.module.css";
import { ScriptDialog } from "./script-dialog.tsx";

type OwnScript = PlaybookBody["scripts"][number];

/** What to say when calling back, for each thing a caller may want: suggested, until the business has words of its own. */
export function ScriptsCard() {
  const { playbook, save, busy, error, refusal } = usePlaybook();
  const [edited, setEdited] = useState<Intent | null>(null);
  const account = useAccount();
  // As it will be said to a caller called Ann: braces are for the editor.
  const names = { business: account.name, caller: "Ann", me: firstName(useSuspenseQuery(read("me")).data.user) };
  const own = (intent: Intent) => playbook.scripts.find((script) => script.intent === intent);
  const put = (intent: Intent, script: OwnScript | null, after?: () => void) =>
    save(
      (now) => ({
        ...now,
        scripts: [...now.scripts.filter((one) => one.intent !== intent), ...(script === null ? [] : [script])],
      }),
      after,
    );
  const dropOwn = (intent: Intent) => {
    const before = own(intent);
    put(intent, null, () => {
      setEdited(null);
      if (before !== undefined) offerUndo("The suggested script is back", () => put(intent, before));
    });
  };
  return (
    <Card title="What to say when calling back">
      <p className={styles.quiet}>
        Whoever calls back sees the one for what this caller wants, with the names filled in. What your trade must never
        say is always shown with it.
      </p>
      {error !== null && edited === null && <ProblemNote error={error} />}
      <ul className={styles.templates} aria-label="Scripts">
        {INTENTS.map((intent) => (
          <li key={intent}>
            <div className={styles.grow}>
              <strong>{labelOf(intent)}</strong> {own(intent) !== undefined && <Chip tone="ok">Your own</Chip>}
              <p>{fillOpening((own(intent) ?? suggestedScript(playbook.trade, intent)).opening, names)}</p>
            </div>
            {refusal === null && (
              <IconButton
                label={`Change the script “${labelOf(intent)}”`}
                icon={<IconPencil size={16} />}
                onClick={() => setEdited(intent)}
              />
            )}
          </li>
        ))}
      </ul>
      {edited !== null && (
        <ScriptDialog
          title={`What to say: ${intentNames[edited] ?? edited}`}
          script={own(edited) ?? plain(suggestedScript(playbook.trade, edited))}
          isOwn={own(edited) !== undefined}
          busy={busy}
          error={error}
          onSave={(script) => put(edited, script, () => setEdited(null))}
          onDropOwn={() => dropOwn(edited)}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

function labelOf(intent: Intent): string {
  return sentenceCase(intentNames[intent] ?? intent);
}

function plain(script: ReturnType<typeof suggestedScript>): OwnScript {
  return { ...script, questions: [...script.questions], avoid: [...script.avoid] };
}
