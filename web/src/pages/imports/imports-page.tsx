import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { DropLog } from "./drop-log.tsx";
import { ImportList } from "./import-list.tsx";
import { isMoving } from "./import-words.ts";
import styles from "./imports.module.css";

const askAgainMs = 1_500;

/** Bringing call logs: a place for the file, where to find it, and what was brought before. */
export function ImportsPage() {
  const query = useQuery({
    ...read("listImports"),
    refetchInterval: ({ state }) => (state.data?.imports.some(isMoving) ? askAgainMs : false),
  });
  return (
    <Screen>
      <PageHead
        title="Call logs"
        lead="Bring the log of your phone system and see what was missed before Ringback. Imported calls are for figures only: nobody is texted or called back about them."
      />
      <div className={styles.stack}>
        <DropLog />
        {query.isPending && <Skeleton height={220} radius={12} />}
        {query.isError && (
          <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
        )}
        {query.isSuccess && <ImportList imports={query.data.imports} />}
        {query.isSuccess && (
          <Card title="Where to find the log">
            <dl className={styles.where}>
              {query.data.formats.map(({ name, title, whereToFind }) => (
                <div key={name}>
                  <dt>{title}</dt>
                  <dd>{whereToFind}</dd>
                </div>
              ))}
              <div>
                <dt>Any other</dt>
                <dd>
                  A file with one row a call, separated by commas, semicolons or tabs. You say which column is what.
                </dd>
              </div>
            </dl>
          </Card>
        )}
      </div>
    </Screen>
  );
}
