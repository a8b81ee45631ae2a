import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "#api/client.ts";
import { read, readKey } from "#api/queries.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { Card } from "#ui/card.tsx";
import { AbsencesCard } from "./absences-card.tsx";
import { AreasCard } from "./areas-card.tsx";
import { DutyCard } from "./duty-card.tsx";
import { RotationsCard } from "./rotations-card.tsx";
import { RuleList } from "./rule-list.tsx";
import { ruleNames } from "./rule-names.ts";
import { type RoutingDraft, useRoutingDraft } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";
import { WhoWouldGet } from "./who-would-get.tsx";

/** Who calls back: rules in order, people's time and skills, and trying them before they are saved. */
export function WhoCallsBackTab() {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { data: lines } = useSuspenseQuery(read("listConnections"));
  const { playbook, save, busy, error, refusal } = usePlaybook("Who calls back was saved");
  const draft = useRoutingDraft({ ownership: playbook.ownership, routing: playbook.routing });
  const { routing } = draft.value;
  const checked = useOwnerCheck(draft.value);
  const names = ruleNames(routing, data.members, lines.numbers);
  const people = data.members.filter(({ role }) => role !== "viewer");
  const problems = checked?.problems ?? [];
  return (
    <>
      <RuleList
        draft={draft.value}
        people={people}
        numbers={lines.numbers}
        names={names}
        refusal={refusal}
        undo={draft.undo}
        onChange={draft.setRouting}
      />
      {problems.length > 0 && (
        <Card title="This cannot be saved yet" tone="late">
          <ul className={styles.findings}>
            {problems.map(({ field, message }) => (
              <li key={`${field}${message}`}>{message}</li>
            ))}
          </ul>
        </Card>
      )}
      {(checked?.warnings ?? []).length > 0 && (
        <Card title="Is this meant?" tone="soon">
          <ul className={styles.findings}>
            {checked?.warnings.map(({ ruleId, message }) => (
              <li key={`${ruleId}${message}`}>{message}</li>
            ))}
          </ul>
        </Card>
      )}
      <WhoWouldGet draft={draft.value} numbers={lines.numbers} people={people} timeZone={playbook.hours.timeZone} />
      <DutyCard routing={routing} people={people} refusal={refusal} onChange={draft.setRouting} />
      <RotationsCard routing={routing} people={people} refusal={refusal} onChange={draft.setRouting} />
      <AreasCard routing={routing} refusal={refusal} onChange={draft.setRouting} />
      <div className={draft.changed ? styles.saving : undefined}>
        <SaveBar
          changed={draft.changed}
          busy={busy}
          error={error}
          refusal={refusal ?? problems[0]?.message ?? null}
          onSave={() => save((now) => ({ ...now, ...draft.value }), draft.reset)}
          onReset={draft.reset}
        />
      </div>
      <AbsencesCard people={data.members} timeZone={playbook.hours.timeZone} />
    </>
  );
}

const pauseMs = 300;

/** What the server finds wrong with the draft as it was at the last pause. */
function useOwnerCheck(draft: RoutingDraft) {
  const [settled] = useDebouncedValue(draft, pauseMs);
  const check = useQuery({
    queryKey: readKey("checkOwners", settled),
    queryFn: ({ signal }) => api.checkOwners({ body: settled }, signal),
    placeholderData: keepPreviousData,
  });
  return check.data;
}
