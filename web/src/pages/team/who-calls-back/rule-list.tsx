import { Switch } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import type { RoutingRuleBody } from "@ringback/contract/routing.ts";
import { conditionWords, type RuleNames, targetWords } from "@ringback/core/ownership/rule-words.ts";
import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import type { RoutingDraft } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";

interface RuleListProps {
  readonly draft: RoutingDraft;
  readonly people: readonly Member[];
  readonly numbers: readonly PhoneNumberBody[];
  readonly names: RuleNames;
  readonly refusal: string | null;
  readonly undo: (() => void) | null;
  readonly onChange: (patch: Partial<RoutingDraft["routing"]>) => void;
}

/** The rules in the order in which they are asked, one line each, with what comes before and after them. */
export function RuleList({ draft, people, numbers, names, refusal, undo, onChange }: RuleListProps) {
  const { routing, ownership } = draft;
  const { rules } = routing;
  const counts = useQuery(read("ownerCounts"));
  const [editing, setEditing] = useState<RoutingRuleBody | "new" | null>(null);
  const countsOf = (rule: string) => counts.data?.rules.find((one) => one.rule === rule);
  const move = (index: number, by: number) => {
    const rule = rules[index];
    const to = index + by;
    if (rule === undefined || to < 0 || to >= rules.length) return;
    const others = rules.filter((_, at) => at !== index);
    onChange({ rules: [...others.slice(0, to), rule, ...others.slice(to)] });
  };
  const keep = (rule: RoutingRuleBody) => {
    const isKnown = rules.some(({ id }) => id === rule.id);
    onChange({ rules: isKnown ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule] });
    setEditing(null);
  };
  const usual = ownership.ownerId === null ? null : (names.person(ownership.ownerId) ?? "somebody who left");
  const backup = ownership.backupId === null ? null : names.person(ownership.backupId);
  const last = ownership.fallbackId === null ? "nobody yet" : names.person(ownership.fallbackId);
  return (
    <Card
      title="Who has a missed call"
      aside={
        undo !== null && (
          <Button size="small" tone="quiet" icon={<IconArrowBackUp size={15} aria-hidden="true" />} onClick={undo}>
            Undo
          </Button>
        )
      }
    >
      <p className={styles.explain}>
        Asked from the top; the first line that fits decides. First those on duty, then those who come on duty next.
      </p>
      <ol className={styles.rules}>
        <li className={styles.fixed}>
          <Switch
            label="Who has called them back before"
            description="An existing customer goes to the person who knows them."
            checked={routing.knownFirst}
            disabled={refusal !== null}
            onChange={(event) => onChange({ knownFirst: event.currentTarget.checked })}
          />
          <RuleCounts counts={countsOf("known-owner")} />
        </li>
        {rules.map((rule, index) => (
          <li key={rule.id} className={styles.rule}>
            <span className={styles.place} aria-hidden="true">
              {index + 1}
            </span>
            <div className={styles.sentence}>
              {rule.name !== "" && <span className={styles.name}>{rule.name}</span>}
              <span>
                {conditionWords(rule.when, names)} <span aria-hidden="true">→</span>
                <span className="visually-hidden">goes to</span> <strong>{targetWords(rule.to, names)}</strong>
                {rule.backupId !== null && <>, backup {names.person(rule.backupId) ?? "somebody who left"}</>}
              </span>
              <RuleCounts counts={countsOf(`rule:${rule.id}`)} />
            </div>
            {refusal === null && (
              <div className={styles.tools}>
                <IconButton
                  label={`Ask rule ${index + 1} earlier`}
                  icon={<IconArrowUp size={17} />}
                  onClick={() => move(index, -1)}
                />
                <IconButton
                  label={`Ask rule ${index + 1} later`}
                  icon={<IconArrowDown size={17} />}
                  onClick={() => move(index, 1)}
                />
                <IconButton
                  label={`Change rule ${index + 1}`}
                  icon={<IconPencil size={17} />}
                  onClick={() => setEditing(rule)}
                />
                <IconButton
                  label={`Remove rule ${index + 1}`}
                  icon={<IconTrash size={17} />}
                  onClick={() => onChange({ rules: rules.filter(({ id }) => id !== rule.id) })}
                />
              </div>
            )}
          </li>
        ))}
        {ownership.byNumber.length > 0 && (
          <li className={styles.fixed}>
            {ownership.byNumber
              .map((rule) => `${names.number(rule.numberId) ?? "A number"} → ${names.person(rule.ownerId) ?? "?"}`)
              .join("; ")}
            <RuleCounts counts={countsOf("by-number")} />
          </li>
        )}
        <li className={styles.fixed}>
          <span>
            Everybody else → <strong>{usual ?? "no usual owner"}</strong>
            {backup !== null && `, backup ${backup}`}
          </span>
          <RuleCounts counts={countsOf("general-owner")} />
        </li>
        <li className={styles.fixed}>
          <span>
            When nobody fits → <strong>{last}</strong>, and a person is asked to look
          </span>
          <RuleCounts counts={countsOf("fallback")} />
        </li>
      </ol>
      <Button
        icon={<IconPlus size={16} aria-hidden="true" />}
        refusal={refusal ?? (rules.length >= 100 ? "There are a hundred rules already." : null)}
        onClick={() => setEditing("new")}
      >
        Add a rule
      </Button>
      <p className={styles.explain}>
        The owners of numbers, the usual owner and the last resort stand under “Who answers”.
      </p>
      {editing !== null && (
        <RuleDialog
          rule={editing === "new" ? null : editing}
          routing={routing}
          people={people}
          numbers={numbers}
          onKeep={keep}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

type Counts = Answer<"ownerCounts">["rules"][number];

/** How often a rule decided in the last weeks, and how often people decided otherwise. */
function RuleCounts({ counts }: { readonly counts: Counts | undefined }) {
  if (counts === undefined) return null;
  const { given, moved, duplicates, causes } = counts;
  const mostly = causes[0] === undefined ? "" : `, mostly “${causes[0].words}”`;
  return (
    <span className={styles.counts}>
      {moved === 0
        ? `${given} ${given === 1 ? "callback" : "callbacks"} in 90 days`
        : `Moved away ${moved} of ${given} times in 90 days${mostly}`}
      {duplicates > 0 && `; ${duplicates} duplicates`}
    </span>
  );
}
