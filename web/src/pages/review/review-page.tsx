import { Skeleton } from "@mantine/core";
import type { Hold } from "@ringback/contract/review.ts";
import { IconChecks, IconFilterOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ReviewTabs } from "#components/review-tabs.tsx";
import { undoLatest } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { useKeys } from "#ui/use-keys.ts";
import { HoldCard } from "./hold-card.tsx";
import { HoldRow } from "./hold-row.tsx";
import { intentPicks } from "./intent-picks.ts";
import { ReasonFilter } from "./reason-filter.tsx";
import styles from "./review.module.css";
import { useHolds } from "./use-holds.ts";
import { useResolve } from "./use-resolve.ts";

const ReviewHelp = lazy(() => import("./review-help.tsx").then((module) => ({ default: module.ReviewHelp })));

interface Place {
  readonly id: string | null;
  /** What was picked on it by number, not saved yet. */
  readonly picked: string | null;
  readonly isCorrecting: boolean;
  /** Whether somebody moved here, so that the focus goes along. */
  readonly moved: boolean;
}

/** What automation would not decide alone, due first. The one at hand lies open; deciding it opens the next. */
export function ReviewPage() {
  const search = useSearch({ from: "/app/review" });
  const navigate = useNavigate();
  const { holds, counts, ...query } = useHolds(search.reason);
  const [place, setPlace] = useState<Place>({
    id: search.hold ?? null,
    picked: null,
    isCorrecting: false,
    moved: false,
  });
  const [helpOpen, setHelpOpen] = useState(false);
  const goTo = (id: string | null) => setPlace({ id, picked: null, isCorrecting: false, moved: true });
  const resolve = useResolve(goTo);
  const at = Math.max(
    0,
    holds.findIndex(({ id }) => id === place.id),
  );
  const current = holds[at];

  const move = (step: 1 | -1) => () => {
    const next = holds[at + step];
    if (next !== undefined) goTo(next.id);
    else if (step === 1 && query.hasNextPage) void query.fetchNextPage();
  };
  /** The next opens by itself; at the end the one before. */
  const settle = (act: (hold: Hold) => void) => () => {
    if (current === undefined || resolve.busyId === current.id) return;
    act(current);
    goTo((holds[at + 1] ?? holds[at - 1])?.id ?? null);
  };
  const decide = settle((hold) =>
    place.picked === null ? resolve.confirm(hold.id) : resolve.correct(hold.id, { intent: place.picked }),
  );
  const dismiss = settle((hold) => resolve.dismiss(hold.id));
  const pick = (intent: string | undefined) => {
    if (current === undefined || intent === undefined) return;
    setPlace((before) => ({ ...before, id: current.id, picked: intent === intentPicks(current)[0] ? null : intent }));
  };
  const correct = () => setPlace((before) => ({ ...before, id: current?.id ?? null, isCorrecting: true }));
  const numbers = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((key) => [
      String(key),
      () => pick(current === undefined ? undefined : intentPicks(current)[key - 1]),
    ]),
  );
  useKeys({
    ...numbers,
    j: move(1),
    ArrowDown: move(1),
    k: move(-1),
    ArrowUp: move(-1),
    Enter: decide,
    x: dismiss,
    c: correct,
    u: () => void undoLatest(),
    o: () => {
      if (current !== undefined) void navigate({ to: paths.callback, params: { callbackId: current.callbackId } });
    },
    "?": () => setHelpOpen(true),
  });

  return (
    <Screen>
      <PageHead
        title="Review"
        lead="What waits for a person. Nothing here was sent or decided by itself; the callbacks run on all the while."
        {...(counts !== undefined && counts.waiting > 0 ? { aside: waitingWords(counts) } : {})}
      />
      <ReviewTabs />
      {counts !== undefined && <ReasonFilter counts={counts} reason={search.reason} />}
      {query.isPending && [0, 1, 2].map((each) => <Skeleton key={each} height={150} radius={12} mb={10} />)}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isSuccess && holds.length === 0 && <Nothing isNarrowed={search.reason !== undefined} />}
      <ol className={styles.holds}>
        {holds.map((hold) => (
          <li key={hold.id}>
            {hold.id === current?.id ? (
              <HoldCard
                hold={hold}
                picked={place.picked}
                isCorrecting={place.isCorrecting}
                isBusy={resolve.busyId === hold.id}
                takesFocus={place.moved}
                onPick={pick}
                onDecide={decide}
                onDismiss={dismiss}
                onCorrect={correct}
                onCorrected={(correction) => settle(({ id }) => resolve.correct(id, correction))()}
                onStopCorrecting={() => setPlace((before) => ({ ...before, isCorrecting: false, moved: true }))}
              />
            ) : (
              <HoldRow hold={hold} onOpen={() => goTo(hold.id)} />
            )}
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {helpOpen && (
        <Suspense fallback={null}>
          <ReviewHelp onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </Screen>
  );
}

function waitingWords({ waiting, overdue }: { readonly waiting: number; readonly overdue: number }): string {
  return overdue === 0 ? `${waiting} waiting` : `${waiting} waiting, ${overdue} overdue`;
}

function Nothing({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <EmptyState title="Nothing waits for this reason" icon={<IconFilterOff size={26} />}>
        Other reasons may wait: choose All above.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing waits for you" icon={<IconChecks size={26} />}>
      When words fit two meanings, or no rule names an owner, it comes here instead of being guessed.
    </EmptyState>
  );
}
