import { useElementSize } from "@mantine/hooks";
import { IconCoffee, IconFilterOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { undoLatest } from "#components/undo.tsx";
import type { CaseDialog, TodaySearch } from "#pages/today/today-search.ts";
import type { useToday } from "#pages/today/use-today.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { useKeys } from "#ui/use-keys.ts";
import styles from "./callback-list.module.css";
import { CallbackRowCard } from "./callback-row.tsx";
import { nobodyWaiting } from "./empty-words.ts";
import { Figures } from "./figures.tsx";
import { Filters } from "./filters.tsx";
import { HoursLine } from "./hours-line.tsx";
import { type ListItem, listItems, neighbourId } from "./list-items.ts";
import { ListSkeleton } from "./list-skeleton.tsx";

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
  const { timeZone } = useAccount();
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
  const focusRow = useRowKeys({ items, selectedId, isWide, scrollTo: (index) => virtualizer.scrollToIndex(index) });

  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = today;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown > items.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, items.length]);

  const isFiltered = search.owner !== undefined || search.urgency !== undefined || search.q !== undefined;
  return (
    <div className={styles.pane}>
      <div ref={headRef}>
        <header className={styles.head}>
          <h1 className={styles.title}>Today</h1>
          <HoursLine hours={today.figures?.hours} />
        </header>
        <Figures figures={today.figures} />
        <Filters search={search} onHelp={onHelp} />
        {today.isError && (
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
                />
              )}
            </li>
          );
        })}
      </ul>
      {isFetchingNextPage && <p className={styles.more}>Loading more…</p>}
    </div>
  );
}

function NothingHere({ isFiltered, timeZone }: { readonly isFiltered: boolean; readonly timeZone: string }) {
  const navigate = useNavigate();
  if (!isFiltered) {
    return (
      <EmptyState title="Nobody is waiting" icon={<IconCoffee size={26} />}>
        {nobodyWaiting([], timeZone)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing matches these filters"
      icon={<IconFilterOff size={26} />}
      actions={<Button onClick={() => void navigate({ to: paths.today, search: {} })}>Show everything</Button>}
    >
      Callbacks of other people or other urgency may still wait.
    </EmptyState>
  );
}

interface RowKeys {
  readonly items: readonly ListItem[];
  readonly selectedId: string | undefined;
  readonly isWide: boolean;
  readonly scrollTo: (index: number) => void;
}

/** Moves through the list by keys. Returns the ref callback by which a row just scrolled into being takes the focus. */
function useRowKeys({ items, selectedId, isWide, scrollTo }: RowKeys) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const wantsFocus = useRef<string | null>(null);

  const focusedId = () =>
    document.activeElement?.closest("[data-callback]")?.getAttribute("data-callback") ?? undefined;
  const currentId = () => (isWide ? selectedId : (focusedId() ?? selectedId));
  const open = (id: string, dialog?: CaseDialog) =>
    navigate({
      to: paths.callback,
      params: { callbackId: id },
      search: ({ do: _, ...rest }) => (dialog === undefined ? rest : { ...rest, do: dialog }),
      replace: isWide && dialog === undefined,
    });
  const move = (step: 1 | -1) => {
    const id = neighbourId(items, currentId(), step);
    const index = items.findIndex((item) => item.kind === "row" && item.row.id === id);
    if (id === undefined || index < 0) return;
    wantsFocus.current = id;
    scrollTo(index);
    const link = document.querySelector<HTMLElement>(`[data-callback="${id}"] a`);
    if (link !== null) {
      link.focus({ preventScroll: true });
      wantsFocus.current = null;
    }
    if (isWide) void open(id);
    const following = neighbourId(items, id, step);
    if (following !== undefined) void client.prefetchQuery(read("getCallback", { params: { id: following } }));
  };
  // With the case open its own keys act; on a narrow screen the list is hidden then.
  const listInSight = isWide || selectedId === undefined;
  const actOn = (dialog: CaseDialog) => () => {
    const id = currentId();
    if (id !== undefined && id !== selectedId) void open(id, dialog);
  };
  useKeys(
    {
      j: () => move(1),
      ArrowDown: () => move(1),
      k: () => move(-1),
      ArrowUp: () => move(-1),
      ...(isWide ? {} : { t: actOn("text"), s: actOn("snooze"), o: actOn("close"), u: () => void undoLatest() }),
    },
    listInSight,
  );
  return (id: string, element: HTMLElement | null) => {
    if (element === null || wantsFocus.current !== id) return;
    wantsFocus.current = null;
    element.focus({ preventScroll: true });
  };
}
