import { Textarea } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { AnsweringForm, answeringRefusal } from "#components/people/answering-form.tsx";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { Card } from "#ui/card.tsx";
import { OwnersByNumber } from "./owners-by-number.tsx";
import { RingsTooCard } from "./rings-too-card.tsx";
import styles from "./team.module.css";

const greetings = [
  { key: "greeting", label: "While you are open" },
  { key: "afterHoursGreeting", label: "After hours" },
] as const;

/** Whose phones ring, what the caller hears, and who has a missed call, by number where that differs. */
export function AnsweringTab() {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { data: lines } = useSuspenseQuery(read("listConnections"));
  const { playbook, save, busy, error, refusal } = usePlaybook("Saved");
  const draft = useDraft({ answering: playbook.answering, ownership: playbook.ownership });
  const { answering, ownership } = draft.value;
  return (
    <>
      <AnsweringForm rules={draft.value} members={data.members} numbers={lines.numbers} onChange={draft.set} />
      <RingsTooCard
        rules={answering.alsoRing}
        ringMemberIds={answering.ringMemberIds}
        members={data.members}
        numbers={lines.numbers}
        onChange={(alsoRing) => draft.set({ ownership, answering: { ...answering, alsoRing } })}
      />
      <OwnersByNumber
        numbers={lines.numbers}
        members={data.members}
        ownership={ownership}
        onChange={(next) => draft.set({ answering, ownership: next })}
      />
      <Card title="What the caller hears before the beep">
        <div className={styles.greetings}>
          {greetings.map(({ key, label }) => (
            <Textarea
              key={key}
              label={label}
              autosize
              minRows={3}
              maxLength={600}
              error={
                saysItIsRecorded(answering[key]) ? undefined : "Say that the message will be recorded and transcribed."
              }
              value={answering[key]}
              onChange={(event) =>
                draft.set({ ownership, answering: { ...answering, [key]: event.currentTarget.value } })
              }
            />
          ))}
        </div>
      </Card>
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        refusal={refusal ?? answeringRefusal(draft.value) ?? greetingRefusal(answering)}
        onSave={() => save((now) => ({ ...now, ...draft.value }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}

/** Whoever speaks after the beep must have heard both (docs/rules.md R4). */
function saysItIsRecorded(greeting: string): boolean {
  return /record/i.test(greeting) && /transcri/i.test(greeting);
}

function greetingRefusal(answering: { readonly greeting: string; readonly afterHoursGreeting: string }): string | null {
  const lawful = saysItIsRecorded(answering.greeting) && saysItIsRecorded(answering.afterHoursGreeting);
  return lawful ? null : "A greeting does not say yet that the message will be recorded and transcribed.";
}
