import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { useLocation } from "@tanstack/react-router";
import {
  type Line,
  likelyHelper,
  MaybeWindow,
  NumberField,
  PeopleField,
  RingRule,
} from "#components/people/ring-fields.tsx";
import { ringsTooAnchor } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./team.module.css";

type Rules = PlaybookBody["answering"]["alsoRing"];

interface RingsTooCardProps {
  readonly rules: Rules;
  readonly ringMemberIds: readonly string[];
  readonly members: readonly Member[];
  readonly numbers: readonly Line[];
  readonly onChange: (rules: Rules) => void;
}

/** As many as the rules of a business may have. */
const rulesMax = 40;

/** Who rings besides the usual group: at certain times, on one number, or always. A what-if that adds people writes here. */
export function RingsTooCard({ rules, ringMemberIds, members, numbers, onChange }: RingsTooCardProps) {
  const { hash } = useLocation();
  const isPointedAt = hash === ringsTooAnchor;
  const people = members.filter(({ role, phone }) => role !== "viewer" && phone !== null);
  const helper = likelyHelper(people, ringMemberIds);
  const put = (index: number, rule: Rules[number]) => onChange(rules.map((one, at) => (at === index ? rule : one)));
  return (
    <div
      className={isPointedAt ? styles.pointedAt : undefined}
      ref={(card) => {
        if (isPointedAt) card?.scrollIntoView({ block: "center" });
      }}
    >
      <Card
        title="Who rings too"
        aside={
          <Button
            size="small"
            refusal={
              helper === undefined
                ? "Nobody has a phone here yet."
                : rules.length >= rulesMax
                  ? "These are as many as fit."
                  : null
            }
            onClick={() =>
              helper !== undefined && onChange([...rules, { memberIds: [helper.id], numberId: null, window: null }])
            }
          >
            Add somebody
          </Button>
        }
      >
        <p className={styles.ringsTooWords}>
          {rules.length === 0
            ? "Nobody besides those above. Add somebody for lunch, for Monday mornings or for one number: their phones ring together with the others."
            : "Their phones ring together with those above, while you are open."}
        </p>
        {rules.map((rule, index) => (
          <RingRule
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name; its place is all that tells it from the same one below
            key={index}
            name={`Who rings too, ${index + 1}`}
            onRemove={() => onChange(rules.filter((_, at) => at !== index))}
          >
            <PeopleField
              people={people}
              chosen={rule.memberIds}
              put={(memberIds) => put(index, { ...rule, memberIds })}
            />
            <NumberField
              numbers={numbers}
              chosen={rule.numberId}
              put={(numberId) => put(index, { ...rule, numberId })}
            />
            <MaybeWindow window={rule.window} onChange={(window) => put(index, { ...rule, window })} />
          </RingRule>
        ))}
      </Card>
    </div>
  );
}
