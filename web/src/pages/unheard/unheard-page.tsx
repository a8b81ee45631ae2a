import { Skeleton } from "@mantine/core";
import { IconArrowLeft, IconEar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./unheard.module.css";

type Finding = Answer<"listFindings">["findings"][number];

/** Promises that broke without anybody hearing of it: what was promised, what broke, and what was done when it was found. */
export function UnheardPage() {
  const navigate = useNavigate();
  const query = useQuery(read("listFindings"));
  const findings = query.data?.findings ?? [];
  return (
    <Screen>
      <div className={styles.back}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconArrowLeft size={16} />}
          onClick={() => void navigate({ to: paths.ledger })}
        >
          Ledger
        </Button>
      </div>
      <PageHead
        title="Broken unheard"
        lead="Once a minute every open callback is looked at for a warning, an alarm or a return that did not come. What was found in the last seven days, and how each was set right."
      />
      {query.isPending && <Skeleton height={320} radius={12} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isSuccess && findings.length === 0 && (
        <EmptyState title="Nothing broke unheard" icon={<IconEar size={26} />}>
          Every warning, alarm and return of the last seven days came at its time.
        </EmptyState>
      )}
      <div className={styles.stack}>
        <Findings
          title="Nobody heard of these"
          lead="Something of Ringback itself was late or lost. If it happens again, whoever runs the server should run “ringback doctor”."
          findings={findings.filter(({ byPeople }) => !byPeople)}
        />
        <Findings
          title="These were left lying"
          lead="People had them and did nothing in time, so an alarm was raised."
          findings={findings.filter(({ byPeople }) => byPeople)}
        />
      </div>
    </Screen>
  );
}

function Findings({
  title,
  lead,
  findings,
}: {
  readonly title: string;
  readonly lead: string;
  readonly findings: readonly Finding[];
}) {
  if (findings.length === 0) return null;
  return (
    <Card title={title} aside={<span className={styles.count}>{findings.length}</span>}>
      <p className={styles.lead}>{lead}</p>
      <ul className={styles.list}>
        {findings.map((finding) => (
          <li key={finding.id}>
            <div className={styles.who}>
              <Link to={paths.callback} params={{ callbackId: finding.callbackId }}>
                {finding.callerName ??
                  (finding.callerNumber === null ? "Withheld number" : phoneWords(finding.callerNumber))}
              </Link>
              {finding.callbackState === "closed" && <Chip>Closed since</Chip>}
              {finding.times > 1 && <Chip tone="soon">Found {finding.times} times</Chip>}
            </div>
            <dl className={styles.story}>
              <div>
                <dt>Promised</dt>
                <dd>{finding.promised}</dd>
              </div>
              <div>
                <dt>Broke</dt>
                <dd>
                  {finding.broke}, <When at={finding.brokenAt} />
                </dd>
              </div>
              <div>
                <dt>Set right</dt>
                <dd>
                  {finding.done}, <When at={finding.lastFoundAt} />
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  );
}
