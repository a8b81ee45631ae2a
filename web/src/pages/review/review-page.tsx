import { Skeleton } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { undoLatest } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { useKeys } from "#ui/use-keys.ts";
import { HoldCard } from "./hold-card.tsx";
import styles from "./review.module.css";
import { useResolve } from "./use-resolve.ts";

/** What automation would not decide alone. Each has its own clock; at its end it climbs like any alarm. */
export function ReviewPage() {
  const query = useQuery(read("listHolds", { query: { limit: 200 } }));
  const holds = query.data?.holds ?? [];
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [correctingId, setCorrectingId] = useState<string | null>(null);
  const resolve = useResolve();
  const current = holds.find((hold) => hold.id === currentId) ?? holds[0];

  const move = (step: 1 | -1) => () => {
    const next = holds[Math.max(0, holds.findIndex((hold) => hold.id === current?.id) + step)];
    if (next === undefined) return;
    setCurrentId(next.id);
    document.getElementById(`hold-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const onCurrent = (act: (id: string) => void) => () => {
    if (current !== undefined) act(current.id);
  };
  useKeys({
    j: move(1),
    ArrowDown: move(1),
    k: move(-1),
    ArrowUp: move(-1),
    y: onCurrent((id) => resolve.confirm(id)),
    x: onCurrent((id) => resolve.dismiss(id)),
    f: onCurrent((id) => setCorrectingId(id)),
    u: () => void undoLatest(),
  });

  return (
    <Screen>
      <PageHead
        title="Review"
        lead="What waits for a person. Nothing here was sent or decided by itself; the callbacks run on all the while."
        {...(holds.length > 0 ? { aside: `${holds.length} waiting` } : {})}
      />
      {query.isPending && [0, 1, 2].map((each) => <Skeleton key={each} height={150} radius={12} mb={10} />)}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isSuccess && holds.length === 0 && (
        <EmptyState title="Nothing waits for you" icon={<IconChecks size={26} />}>
          When words fit two meanings, or no rule names an owner, it comes here instead of being guessed.
        </EmptyState>
      )}
      <ol className={styles.holds}>
        {holds.map((hold) => (
          <HoldCard
            key={hold.id}
            hold={hold}
            isCurrent={hold.id === current?.id}
            isCorrecting={hold.id === correctingId}
            onFocus={() => setCurrentId(hold.id)}
            onCorrect={() => setCorrectingId(hold.id)}
            onStopCorrecting={() => setCorrectingId(null)}
            resolve={resolve}
          />
        ))}
      </ol>
    </Screen>
  );
}
