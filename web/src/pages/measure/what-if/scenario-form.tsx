import { NativeSelect, TextInput } from "@mantine/core";
import type { ScenarioChange } from "@ringback/contract/scenarios.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { hoursProblems, type Weekly } from "#components/hours/hours-draft.ts";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ChangeFields } from "./change-fields.tsx";
import { type ChangeKind, changeKinds, emptyChange, ringsSomebody } from "./empty-change.ts";
import styles from "./what-if.module.css";

interface Draft {
  readonly key: number;
  readonly change: ScenarioChange;
}

interface ScenarioFormProps {
  /** The past days it is tried on. */
  readonly days: DayRange;
  readonly onClose: () => void;
}

/** Puts a scenario together: a name, past days, and one change or several. */
export function ScenarioForm({ days, onClose }: ScenarioFormProps) {
  const navigate = useNavigate();
  const search = useMeasureSearch();
  const { data: team } = useQuery(read("listMembers"));
  const { data: lines } = useQuery(read("listNumbers"));
  const { data: rules } = useQuery(read("getPlaybook"));
  // Whoever has no phone here cannot be rung under any rules.
  const people = (team?.members ?? []).filter(({ role, phone }) => role !== "viewer" && phone !== null);
  const [name, setName] = useState("");
  const [range, setRange] = useState(days);
  // Two changes may say the same, so each has a name of its own.
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const changes = drafts.map(({ change }) => change);
  const create = useAct("createScenario", {
    changes: ["listScenarios"],
    ownErrors: true,
    onDone: ({ id }) => void navigate({ to: paths.scenario, params: { scenarioId: id }, search }),
  });
  const [unreadable] = changes.flatMap((change) => (change.kind === "hours" ? weekProblems(change.weekly) : []));
  const refusal =
    changes.length === 0
      ? "Add a change first."
      : (unreadable ?? (name.trim() === "" ? "Give it a name first." : null));
  const put = (key: number, change: ScenarioChange) =>
    setDrafts(drafts.map((one) => (one.key === key ? { key, change } : one)));
  return (
    <div className={styles.newCard}>
      <Card title="New what-if">
        <AskBeforeLeaving when={changes.length > 0 && !create.isPending} />
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (refusal === null) create.mutate({ body: { name, changes: [...changes], ...range } });
          }}
        >
          <TextInput
            label="Name"
            placeholder="e.g. Someone on the phones at noon"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={styles.buttons}>
            <TextInput
              type="date"
              label="Calls from"
              value={range.from}
              onChange={(event) => setRange({ ...range, from: event.currentTarget.value || range.from })}
            />
            <TextInput
              type="date"
              label="until"
              value={range.to}
              onChange={(event) => setRange({ ...range, to: event.currentTarget.value || range.to })}
            />
          </div>
          {drafts.map(({ key, change }) => (
            <ChangeFields
              key={key}
              change={change}
              people={people}
              numbers={lines?.numbers ?? []}
              onChange={(next) => put(key, next)}
              onRemove={() => setDrafts(drafts.filter((one) => one.key !== key))}
            />
          ))}
          <NativeSelect
            label={changes.length === 0 ? "What would be different?" : "And what else?"}
            value=""
            // A change begins with the people and the rules there are.
            disabled={team === undefined || rules === undefined}
            data={[
              { value: "", label: "Choose a change …" },
              ...changeKinds.filter((kind) => people.length > 0 || !ringsSomebody(kind.value)),
            ]}
            onChange={(event) => {
              const kind = event.currentTarget.value;
              if (kind === "" || rules === undefined) return;
              const { ringMemberIds } = rules.playbook.answering;
              // Somebody who does not ring yet is most likely meant.
              const person = people.find(({ id }) => !ringMemberIds.includes(id)) ?? people[0];
              const change = emptyChange(kind as ChangeKind, person === undefined ? [] : [person.id], rules.playbook);
              setDrafts([...drafts, { key: nextKey(drafts), change }]);
            }}
          />
          <ProblemNote error={create.error} />
          <div className={styles.buttons}>
            <Button type="submit" tone="primary" refusal={refusal} busy={create.isPending}>
              Replay
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </form>
      </Card>
    </div>
  );
}

/** A week alone; its holidays and special days stay as they are. */
function weekProblems(weekly: Weekly): readonly string[] {
  return hoursProblems({ timeZone: "UTC", weekly, holidays: [], specialHours: {} });
}

function nextKey(drafts: readonly Draft[]): number {
  return Math.max(0, ...drafts.map(({ key }) => key)) + 1;
}
