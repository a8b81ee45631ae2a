import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { ImportResult } from "./import-result.tsx";
import { isMoving, stateWords } from "./import-words.ts";
import styles from "./imports.module.css";
import { PreviewStep } from "./preview-step.tsx";

const askAgainMs = 1_000;

/** One log: how it will be read, how far it is, what became of it. */
export function ImportPage() {
  const { importId } = useParams({ from: "/app/imports/$importId" });
  const query = useQuery({
    ...read("getImport", { params: { id: importId } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data.import) ? askAgainMs : false),
  });
  const found = query.data?.import;
  return (
    <Screen>
      <PageHead
        title={found?.fileName ?? "Call log"}
        aside={found && <Chip tone={stateWords[found.state].tone}>{stateWords[found.state].words}</Chip>}
        lead={
          <Link to={paths.imports} className={styles.link}>
            All call logs
          </Link>
        }
      />
      <div className={styles.stack}>
        {query.isPending && <Skeleton height={320} radius={12} />}
        {query.isError && (
          <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
        )}
        {found?.state === "uploading" && <PreviewStep importId={importId} />}
        {found !== undefined && isMoving(found) && <ImportProgress found={found} />}
        {found !== undefined && found.state !== "uploading" && !isMoving(found) && <ImportResult found={found} />}
      </div>
    </Screen>
  );
}
