import { IconArrowRight, IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import type { Account } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { weekWords } from "#components/hours/hours-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./setup.module.css";
import type { StepKey } from "./steps.ts";

interface Line {
  readonly step: StepKey;
  readonly label: string;
  readonly value: string;
  readonly done: boolean;
}

/** What is set up and what is not, and the way in. */
export function FinishStep({ account }: { readonly account: Account }) {
  const { data: rules } = useSuspenseQuery(read("getPlaybook"));
  const { data: team } = useSuspenseQuery(read("listMembers"));
  const { data: lines } = useSuspenseQuery(read("listConnections"));
  const { data: installation } = useSuspenseQuery(read("installation"));
  const navigate = useNavigate();
  const finish = useAct("finishSetup", { changes: ["me"], ownErrors: true });
  const { playbook } = rules;
  const nameOf = (id: string | null) => team.members.find((member) => member.id === id)?.name;
  const phones = playbook.answering.ringMemberIds.length;
  const backup = nameOf(playbook.ownership.backupId);
  const installed = lines.numbers.filter((number) => number.webhooks === "installed");
  const summary: readonly Line[] = [
    {
      step: "business",
      label: "Business",
      value: `${playbook.businessName}, ${account.timeZone.replaceAll("_", " ")}`,
      done: true,
    },
    { step: "hours", label: "Hours", value: weekWords(playbook.hours.weekly), done: true },
    {
      step: "people",
      label: "People",
      value: `${phones === 1 ? "1 phone rings" : `${phones} phones ring`}; ${nameOf(playbook.ownership.ownerId) ?? "nobody"} has missed calls, ${backup ?? "no"}${backup === undefined ? " backup yet" : " backs up"}`,
      done: phones > 0 && backup !== undefined,
    },
    {
      step: "number",
      label: "Number",
      value:
        installed.length > 0
          ? `${installed.length} installed`
          : installation.simulator
            ? "Simulated phone; no real number yet"
            : "None yet",
      done: installed.length > 0,
    },
    {
      step: "text",
      label: "Text",
      value: playbook.acknowledgement.enabled
        ? "On: one text per missed caller"
        : "Off: callbacks are due sooner instead",
      done: playbook.acknowledgement.enabled,
    },
  ];
  const leave = (to: typeof paths.today | typeof paths.phone) =>
    finish.mutate({}, { onSuccess: () => void navigate({ to }) });
  return (
    <div className={styles.stack}>
      <Card title="Set up so far">
        <ul className={styles.summary}>
          {summary.map((line) => (
            <li key={line.step}>
              {line.done ? (
                <IconCheck size={18} className={styles.yes ?? ""} aria-label="Done" />
              ) : (
                <IconCircleDashed size={18} className={styles.notYet ?? ""} aria-label="Open" />
              )}
              <span>
                <strong>{line.label}</strong>
                <span>{line.value}</span>
              </span>
              <Link to={paths.setup} search={{ step: line.step }}>
                Change<span className="visually-hidden"> {line.label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <ProblemNote error={finish.error} />
      <div className={styles.foot}>
        <Button
          tone="primary"
          size="large"
          busy={finish.isPending}
          icon={<IconArrowRight size={18} aria-hidden="true" />}
          onClick={() => leave(paths.today)}
        >
          Open Today
        </Button>
        {installation.simulator && (
          <Button size="large" onClick={() => leave(paths.phone)}>
            Ring the simulated phone
          </Button>
        )}
      </div>
    </div>
  );
}
