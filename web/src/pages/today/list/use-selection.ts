import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";

/** Which callbacks of the list are picked to be worked on together. */
export interface Selection {
  readonly rows: readonly CallbackRow[];
  readonly has: (id: string) => boolean;
  /** Picks or drops one; with `through` all between the last one touched and this. */
  readonly toggle: (id: string, through?: boolean) => void;
  readonly clear: () => void;
  /** What the bar over the list does to all that are picked, for the keys; null while there is no bar. */
  readonly commands: RefObject<PickedCommands | null>;
}

export interface PickedCommands {
  readonly claim: () => void;
  readonly snooze: () => void;
  readonly close: () => void;
}

/** As many as the server takes at once. */
const atMost = 200;

/** Holds the picked ids of a list; one that closes or leaves the list is not picked any more. */
export function useSelection(rows: readonly CallbackRow[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const pickable = useMemo(() => rows.filter((row) => row.state !== "closed"), [rows]);
  const picked = useMemo(() => pickable.filter((row) => ids.has(row.id)), [pickable, ids]);
  useEffect(() => {
    if (ids.size > 0 && picked.length === 0) setIds(new Set());
  }, [ids, picked]);
  const toggle = useCallback(
    (id: string, through = false) => {
      setIds((now) => toggled(now, pickable, id, through ? last : null));
      setLast(id);
    },
    [pickable, last],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  const commands = useRef<PickedCommands | null>(null);
  return useMemo(
    () => ({ rows: picked, has: (id: string) => ids.has(id), toggle, clear, commands }),
    [picked, ids, toggle, clear],
  );
}

/** The picked ids after one was touched; from `from` on, all between are picked too. */
export function toggled(
  ids: ReadonlySet<string>,
  rows: readonly Pick<CallbackRow, "id">[],
  id: string,
  from: string | null,
): ReadonlySet<string> {
  const start = from === null ? -1 : rows.findIndex((row) => row.id === from);
  const end = rows.findIndex((row) => row.id === id);
  if (end === -1) return ids;
  if (start === -1) return ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : limited([...ids, id]);
  const between = rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id);
  return limited([...ids, ...between]);
}

function limited(ids: readonly string[]): ReadonlySet<string> {
  return new Set([...new Set(ids)].slice(0, atMost));
}
