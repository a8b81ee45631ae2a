import { useElementSize } from "@mantine/hooks";
import { IconCoffee } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { isUnreachable } from "#api/problem.ts";
import { useAccount } from "#api/use-account.ts";
import type { TodaySearch } from "#pages/today/today-search.ts";
import type { useToday } from "#pages/today/use-today.ts";
import { anyone, paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { usePhone } from "#ui/use-phone.ts";
import styles from "./callback-list.module.css";
import { CallbackRowCard } from "./callback-row.tsx";
import { nobodyWaiting } from "./empty-words.ts";
import { Figures } from "./figures.tsx";
import { Filters } from "./filters.tsx";
import { HoursLine } from "./hours-line.tsx";
import { listItems } from "./list-items.ts";
import { ListSkeleton } from "./list-skeleton.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import { useSelection } from "./use-selection.ts";

const WeeklyBanner = lazy(() => import("./weekly-banner.tsx").then((module) => ({ default: module.WeeklyBanner })));
const BulkBar = lazy(() => import("./bulk-bar.tsx").then((module) => ({ default: module.BulkBar })));

interface CallbackListProps {
  readonly today: ReturnType<typeof useToday>;
  readonly search: TodaySearch;
  readonly selectedId: string | undefined;
  /** Whether the case stands beside the list, so that moving also opens. */
  readonly isWide: boolean;
  readonly onHelp: () => void;
}

/** The list by clock. Only the rows in sight are in the page, so ten thousand are as quick as ten. */
export function CallbackList({ today, search, selectedId, isWide, onHelp }: CallbackListProps) {
  const { timeZone, role } = useAccount();
  const onPhone = usePhone();
  const { ref: headRef, height: headHeight } = useElementSize();
  const items = useMemo(() => listItems(today.groups), [today.groups]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => document.getElementById("today-list"),
    estimateSize: (index) => (items[index]?.kind === "heading" ? 36 : 102),
    getItemKey: (index) => items[index]?.key ?? index,
    scrollMargin: headHeight,
    overscan: 8,
  });
  const selection = useSelection(useMemo(() => today.groups.flatMap((group) => group.rows), [today.groups]));
  const scrollTo = (index: number) => virtualizer.scrollToIndex(index);
  const focusRow = useRowKeys({ items, selectedId, isWide, scrollTo, selection });

  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = today;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown > items.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, items.length]);

  const isFiltered = (search.owner ?? anyone) !== anyone || search.urgency !== undefined || search.q !== undefined;
  // Whoever goes through the week is reminded of it. On a phone below the list: nothing stands before the first callback.
  const weekly = (role === "owner" || role === "coordinator") && (
    <Suspense fallback={null}>
      <WeeklyBanner />
    </Suspense>
  );
  return (
    <div className={styles.pane}>
      <div ref={headRef}>
        <header className={styles.head}>
          <h1 className={styles.title}>Today</h1>
          <HoursLine hours={today.figures?.hours} />
        </header>
        <Figures figures={today.figures} />
        {(today.figures?.brokenUnheard ?? 0) > 0 && (
          <p className={styles.unheard}>
            {unheardWords(today.figures?.brokenUnheard ?? 0)} <Link to={paths.unheard}>See which</Link>
          </p>
        )}
        {!onPhone && weekly}
        <Filters search={search} onHelp={onHelp} />
        {today.isError && !(isUnreachable(today.error) && today.figures !== undefined) && (
          <ProblemNote error={today.error} action={<Button onClick={() => void today.refetch()}>Try again</Button>} />
        )}
      </div>
      {today.isPending && <ListSkeleton />}
      {today.figures !== undefined && items.length === 0 && <NothingHere isFiltered={isFiltered} timeZone={timeZone} />}
      <ul className={styles.rows} style={{ height: virtualizer.getTotalSize() }} aria-label="Callbacks by clock">
        {shown.map((place) => {
          const item = items[place.index];
          if (item === undefined) return null;
          return (
            <li
              key={place.key}
              ref={virtualizer.measureElement}
              data-index={place.index}
              className={styles.item}
              style={{ transform: `translateY(${place.start - virtualizer.options.scrollMargin}px)` }}
            >
              {item.kind === "heading" ? (
                <h2 className={styles.group}>
                  {item.words} <span>{item.count}</span>
                </h2>
              ) : item.kind === "nobody" ? (
                <EmptyState title="Nobody is waiting" icon={<IconCoffee size={26} />}>
                  {nobodyWaiting(today.groups, timeZone)}
                </EmptyState>
              ) : (
                <CallbackRowCard
                  row={item.row}
                  isSelected={item.row.id === selectedId}
                  isFirstChoice={selectedId === undefined ? place.index === 1 : item.row.id === selectedId}
                  focusRef={focusRow}
                  selection={selection}
                />
              )}
            </li>
          );
        })}
      </ul>
      {onPhone && weekly}
      {isFetchingNextPage && <p className={styles.more}>Loading more…</p>}
      {selection.rows.length > 0 && (
        <Suspense fallback={null}>
          <BulkBar selection={selection} />
        </Suspense>
      )}
    </div>
  );
}

/** What the auditor found since yesterday: promises of which nobody was told in time. It has raised their alarms. */
function unheardWords(count: number): string {
  const what = count === 1 ? "1 promise went" : `${count} promises went`;
  return `${what} unheard since yesterday. They are heard now.`;
}
