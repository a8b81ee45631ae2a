import type { Member } from "@ringback/contract/members.ts";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { AnsweringForm, answeringRefusal } from "#components/people/answering-form.tsx";
import { PersonDialog } from "#components/people/person-dialog.tsx";
import { phoneWords } from "#components/phone-words.ts";
import { RuleProblems } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { useOwnerRefusal, usePlaybook } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./setup.module.css";
import { StepFoot } from "./step-foot.tsx";

/** The people, whose phones ring, and who has a missed call. */
export function PeopleStep({ onNext }: { readonly onNext: () => void }) {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { playbook, save, busy, error } = usePlaybook();
  const refusal = useOwnerRefusal();
  const [editing, setEditing] = useState<Member | "new" | null>(null);
  const draft = useDraft({ answering: playbook.answering, ownership: playbook.ownership });
  const go = () => {
    if (draft.changed) save((now) => ({ ...now, ...draft.value }), onNext);
    else onNext();
  };
  return (
    <div className={styles.stack}>
      <Card
        title="People"
        aside={
          <Button
            size="small"
            icon={<IconPlus size={14} aria-hidden="true" />}
            refusal={refusal}
            onClick={() => setEditing("new")}
          >
            Add a person
          </Button>
        }
      >
        <ul className={styles.people}>
          {data.members.map((member) => (
            <li key={member.id}>
              <span className={styles.person}>
                <strong>{member.name}</strong>
                <span>
                  {[member.phone === null ? "no phone yet" : phoneWords(member.phone), member.email, member.role]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              {refusal === null && (
                <IconButton
                  label={`Change ${member.name}`}
                  icon={<IconPencil size={16} />}
                  size="small"
                  onClick={() => setEditing(member)}
                />
              )}
            </li>
          ))}
        </ul>
      </Card>
      <AnsweringForm rules={draft.value} members={data.members} onChange={draft.set} />
      <RuleProblems error={error} />
      <StepFoot
        busy={busy}
        refusal={answeringRefusal(draft.value) ?? (draft.changed ? refusal : null)}
        onNext={go}
        onSkip={onNext}
      />
      <PersonDialog person={editing} onClose={() => setEditing(null)} />
    </div>
  );
}
