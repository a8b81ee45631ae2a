import { NumberInput } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { overflowProblems, overflowSeconds } from "@ringback/core/playbook/overflow.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./people.module.css";
import { type Line, likelyHelper, NumberField, PeopleField, RingRule } from "./ring-fields.tsx";

type Answering = PlaybookBody["answering"];
type Rule = Answering["overflow"][number];

interface OverflowCardProps {
  readonly answering: Answering;
  readonly members: readonly Member[];
  readonly numbers: readonly Line[];
  readonly onChange: (rules: Rule[]) => void;
}

/** Who rings when nobody of the group answers, before the voicemail: one rule for all numbers, others for single ones. */
export function OverflowCard({ answering, members, numbers, onChange }: OverflowCardProps) {
  const { overflow, ringMemberIds, ringSeconds } = answering;
  const people = members.filter(({ role, phone }) => role !== "viewer" && phone !== null);
  const helper = likelyHelper(people, ringMemberIds);
  const free = [null, ...(numbers.length < 2 ? [] : numbers.map(({ id }) => id))].find(
    (numberId) => !overflow.some((rule) => rule.numberId === numberId),
  );
  const put = (index: number, rule: Rule) => onChange(overflow.map((one, at) => (at === index ? rule : one)));
  const problems = overflowProblems(answering);
  return (
    <Card
      title="If nobody answers"
      aside={
        <Button
          size="small"
          refusal={
            helper === undefined
              ? "Nobody has a phone here yet."
              : free === undefined
                ? "Every number has its overflow."
                : null
          }
          onClick={() => {
            if (helper === undefined || free === undefined) return;
            const afterSeconds = Math.min(15, ringSeconds);
            onChange([...overflow, { numberId: free, memberIds: [helper.id], afterSeconds, ringSeconds: 20 }]);
          }}
        >
          Ring somebody else
        </Button>
      }
    >
      <p className={styles.explain}>
        {overflow.length === 0
          ? "The caller gets the voicemail. You can have somebody else's phone ring before that."
          : "When your phones have rung for so long, they stop and these ring. If nobody answers there either, the caller gets the voicemail."}
      </p>
      {overflow.map((rule, index) => {
        const problem = problems.find(({ field }) => field.startsWith(`answering.overflow.${index}.`));
        const seconds = (label: string, key: "afterSeconds" | "ringSeconds", most: number, w: number) => (
          <NumberInput
            label={label}
            suffix=" seconds"
            w={w}
            min={overflowSeconds.least}
            max={most}
            clampBehavior="blur"
            allowDecimal={false}
            value={rule[key]}
            onChange={(value) => {
              if (typeof value === "number") put(index, { ...rule, [key]: value });
            }}
          />
        );
        return (
          <RingRule
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name; its place is all that tells it from another in the making
            key={index}
            name={`If nobody answers, ${index + 1}`}
            onRemove={() => onChange(overflow.filter((_, at) => at !== index))}
          >
            {seconds("If nobody answers within", "afterSeconds", Math.max(ringSeconds, overflowSeconds.least), 205)}
            <PeopleField
              label="Then ring"
              people={members.filter(({ id }) => people.some((one) => one.id === id) || rule.memberIds.includes(id))}
              chosen={rule.memberIds}
              put={(memberIds) => put(index, { ...rule, memberIds })}
            />
            {seconds("For", "ringSeconds", overflowSeconds.most, 150)}
            <NumberField
              numbers={numbers}
              chosen={rule.numberId}
              put={(numberId) => put(index, { ...rule, numberId })}
            />
            {problem !== undefined && (
              <p className={styles.problem} role="alert">
                {problem.message}
              </p>
            )}
          </RingRule>
        );
      })}
    </Card>
  );
}
