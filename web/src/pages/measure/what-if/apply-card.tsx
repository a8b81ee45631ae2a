import type { Scenario } from "@ringback/contract/scenarios.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { offerUndo, sayDone } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { paths, ringsTooAnchor } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./what-if.module.css";

const changes = ["getScenario", "listScenarios", "previewScenario", "getPlaybook"] as const;

/** From "would" to "is": what the rules would say then, what stands against it, and the button. */
export function ApplyCard({ scenario }: { readonly scenario: Scenario }) {
  const { role } = useAccount();
  const [asks, setAsks] = useState(false);
  const params = { id: scenario.id };
  const preview = useQuery(read("previewScenario", { params }));
  const undo = useAct("undoScenario", { changes, onDone: () => sayDone("The rules are as before") });
  const apply = useAct("applyScenario", {
    changes,
    onDone: () => {
      setAsks(false);
      offerUndo("Applied: the new rules hold from now on", () => undo.mutate({ params }));
    },
  });
  const { applied } = scenario;
  if (applied !== null && applied.undoneAt === null)
    return (
      <Card title="Applied">
        <p>
          These rules hold since <When at={applied.at} />
          {applied.by !== null && `, by ${applied.by}`} (version {applied.version}). You find them where your rules are:{" "}
          {placesOf(scenario.changes).map(({ tab, hash, label }, index) => (
            <Fragment key={tab}>
              {index > 0 && ", "}
              <Link to={paths.team} search={{ tab }} {...(hash === undefined ? {} : { hash })}>
                {label}
              </Link>
            </Fragment>
          ))}
          .
        </p>
        {role === "owner" && (
          <Button busy={undo.isPending} onClick={() => undo.mutate({ params })}>
            Put the rules back as they were
          </Button>
        )}
      </Card>
    );
  if (preview.isError) return <ProblemNote error={preview.error} />;
  if (preview.data === undefined) return null;
  const { differences, obstacles, version } = preview.data;
  const [obstacle] = obstacles;
  return (
    <Card title="Make it so">
      {differences.length > 0 && (
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Now</th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, title, before, after }) => (
              <tr key={field}>
                <th scope="row">{title}</th>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {obstacles.map(({ words }) => (
        <p key={words} className={styles.caution}>
          {words}
        </p>
      ))}
      {scenario.changes.some(({ kind }) => kind === "extra-staff") && (
        <p>
          <Link to={paths.team}>Go to your team</Link>
        </p>
      )}
      <Button
        tone="primary"
        refusal={role === "owner" ? (obstacle?.words ?? null) : "Only an owner changes the rules."}
        onClick={() => setAsks(true)}
      >
        Apply this change
      </Button>
      <ConfirmDialog
        opened={asks}
        title="Apply this change?"
        confirm="Apply"
        busy={apply.isPending}
        onConfirm={() => apply.mutate({ params, body: { expectedVersion: version } })}
        onClose={() => setAsks(false)}
      >
        A new version of your rules is written with exactly these changes. It holds for calls from now on; callbacks
        that are open keep the rules they were promised under. You can put it back.
      </ConfirmDialog>
    </Card>
  );
}

interface Place {
  readonly tab: string;
  readonly label: string;
  readonly hash?: string;
}

/** Where the rules are edited that the changes wrote. */
function placesOf(changes: Scenario["changes"]): readonly Place[] {
  const places = changes.map((change): Place => {
    if (change.kind === "hours" || change.kind === "open-also") return { tab: "hours", label: "Hours" };
    if (change.kind === "targets") return { tab: "targets", label: "Targets and alarms" };
    // Who rings always and everywhere is in the usual group; the others have rules of their own below it.
    const isBeside = change.kind === "ring-also" && (change.window !== null || change.numberId !== null);
    return { tab: "answering", label: "Who answers", ...(isBeside ? { hash: ringsTooAnchor } : {}) };
  });
  // Of two on one tab the one that points somewhere.
  const pointing = places.toSorted((one, other) => Number(other.hash !== undefined) - Number(one.hash !== undefined));
  return pointing.filter(({ tab }, index) => pointing.findIndex((one) => one.tab === tab) === index);
}
