import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import type { Simulator } from "./use-simulator.ts";

export interface KnownCaller {
  readonly number: string;
  /** Null for one who has called but whose name nobody knows. */
  readonly name: string | null;
}

const most = 12;

/** Who may call again: people with callbacks on Today, by name, and the phones that were used here before. */
export function useKnownCallers({ phones }: Simulator): readonly KnownCaller[] {
  const { data } = useQuery(read("today", { query: { limit: 50 } }));
  const rows = data?.groups.flatMap((group) => group.rows) ?? [];
  const named = rows.flatMap(({ callerNumber, callerName }) =>
    callerNumber === null || callerName === null ? [] : [{ number: callerNumber, name: callerName }],
  );
  const used = phones
    .filter((phone) => phone.kind === "caller")
    .map(({ number, label }) => ({ number, name: /[a-z]/i.test(label) ? label : null }));
  const byNumber = new Map<string, KnownCaller>();
  for (const caller of [...named, ...used]) if (!byNumber.has(caller.number)) byNumber.set(caller.number, caller);
  return [...byNumber.values()].slice(0, most);
}
