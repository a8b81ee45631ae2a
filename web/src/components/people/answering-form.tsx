import { Checkbox, NumberInput, Select, Switch } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { overflowProblems } from "@ringback/core/playbook/overflow.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Card } from "#ui/card.tsx";
import { OverflowCard } from "./overflow-card.tsx";
import styles from "./people.module.css";
import type { Line } from "./ring-fields.tsx";

type Answering = Pick<PlaybookBody, "answering" | "ownership">;

interface AnsweringFormProps {
  readonly rules: Answering;
  readonly members: readonly Member[];
  /** The business's numbers; without them the overflow is left for later. */
  readonly numbers?: readonly Line[];
  readonly onChange: (rules: Answering) => void;
}

/** Whose phones ring, and who has a missed call. */
export function AnsweringForm({ rules, members, numbers, onChange }: AnsweringFormProps) {
  const { answering, ownership } = rules;
  const ring = (patch: Partial<Answering["answering"]>) =>
    onChange({ ...rules, answering: { ...answering, ...patch } });
  const own = (patch: Partial<Answering["ownership"]>) => onChange({ ...rules, ownership: { ...ownership, ...patch } });
  const people = members.map((member) => ({ value: member.id, label: member.name }));
  return (
    <>
      <Card title="Who answers">
        <p className={styles.explain}>
          These phones ring together when a customer calls a number that Ringback answers.
        </p>
        <div className={styles.checks}>
          {members.map((member) => (
            <Checkbox
              key={member.id}
              label={member.name}
              description={member.phone === null ? "Has no phone here yet" : phoneWords(member.phone)}
              disabled={member.phone === null}
              checked={member.phone !== null && answering.ringMemberIds.includes(member.id)}
              onChange={(event) =>
                ring({
                  ringMemberIds: event.currentTarget.checked
                    ? [...answering.ringMemberIds, member.id]
                    : answering.ringMemberIds.filter((id) => id !== member.id),
                })
              }
            />
          ))}
        </div>
        {answering.ringMemberIds.length === 0 && (
          <p className={styles.warn}>Nobody's phone rings: every call goes to voicemail at once.</p>
        )}
        <div className={styles.pair}>
          <NumberInput
            label="Ring for"
            suffix=" seconds"
            min={5}
            max={60}
            clampBehavior="strict"
            value={answering.ringSeconds}
            onChange={(value) => {
              if (typeof value === "number") ring({ ringSeconds: value });
            }}
          />
          <NumberInput
            label="Answered late after"
            w={170}
            suffix=" seconds"
            min={1}
            max={600}
            clampBehavior="strict"
            value={answering.lateAnswerSeconds}
            onChange={(value) => {
              if (typeof value === "number") ring({ lateAnswerSeconds: value });
            }}
          />
          <Switch
            label="Ask to press 1"
            description="So that a mobile's own voicemail never counts as a person."
            checked={answering.requireAcceptKey}
            onChange={(event) => ring({ requireAcceptKey: event.currentTarget.checked })}
          />
        </div>
      </Card>
      {numbers !== undefined && (
        <OverflowCard
          answering={answering}
          members={members}
          numbers={numbers}
          onChange={(overflow) => ring({ overflow })}
        />
      )}
      <Card title="Who has a missed call">
        <div className={styles.trio}>
          <Select
            label="Owner"
            description="Has the callback, with a clock."
            placeholder="Nobody yet"
            data={people}
            value={ownership.ownerId}
            onChange={(ownerId) => own({ ownerId })}
          />
          <Select
            label="Backup"
            description="Is told when the owner does not act."
            placeholder="Nobody"
            clearable
            clearButtonProps={{ "aria-label": "No backup" }}
            data={people.filter((each) => each.value !== ownership.ownerId)}
            value={ownership.backupId}
            onChange={(backupId) => own({ backupId })}
          />
          <Select
            label="When nobody else fits"
            description="No callback is ever without an owner."
            placeholder="Choose a person"
            data={people}
            value={ownership.fallbackId}
            error={ownership.fallbackId === null ? "Choose a person." : undefined}
            onChange={(fallbackId) => own({ fallbackId })}
            allowDeselect={false}
          />
        </div>
        {ownership.backupId === null && (
          <p className={styles.warn}>Without a backup, an alarm goes from the owner straight to everyone.</p>
        )}
      </Card>
    </>
  );
}

/** Why these rules cannot be saved, or null. */
export function answeringRefusal({ answering, ownership }: Answering): string | null {
  if (ownership.fallbackId === null) return "Choose who has a callback when nobody else fits.";
  return overflowProblems(answering)[0]?.message ?? null;
}
