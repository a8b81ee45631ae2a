import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { read } from "#api/queries.ts";
import { undoLatest } from "#components/undo.tsx";
import type { CaseDialog } from "#pages/today/today-search.ts";
import { paths } from "#paths.ts";
import { useKeys } from "#ui/use-keys.ts";
import { type ListItem, neighbourId } from "./list-items.ts";
import type { Selection } from "./use-selection.ts";

interface RowKeys {
  readonly items: readonly ListItem[];
  readonly selectedId: string | undefined;
  readonly isWide: boolean;
  readonly scrollTo: (index: number) => void;
  readonly selection: Selection;
}

/** Moves through the list by keys. Returns the ref callback by which a row just scrolled into being takes the focus. */
export function useRowKeys({ items, selectedId, isWide, scrollTo, selection }: RowKeys) {
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
  const pick = (through: boolean) => () => {
    const id = currentId();
    if (id !== undefined) selection.toggle(id, through);
  };
  useKeys(
    {
      ...(isWide ? {} : { t: actOn("text"), s: actOn("snooze"), o: actOn("close"), u: () => void undoLatest() }),
      x: pick(false),
      X: pick(true),
      // Before the case's own: while any are picked, the keys mean those.
      ...(selection.rows.length > 0
        ? {
            Escape: selection.clear,
            a: () => selection.commands.current?.claim(),
            s: () => selection.commands.current?.snooze(),
            o: () => selection.commands.current?.close(),
          }
        : {}),
      j: () => move(1),
      ArrowDown: () => move(1),
      k: () => move(-1),
      ArrowUp: () => move(-1),
    },
    listInSight,
  );
  return (id: string, element: HTMLElement | null) => {
    if (element === null || wantsFocus.current !== id) return;
    wantsFocus.current = null;
    element.focus({ preventScroll: true });
  };
}
