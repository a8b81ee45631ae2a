import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useMeasureSearch, withoutCompare } from "#components/measure/measure-search.ts";

/** While a long range is worked out for the first time, ask again so often. */
const askAgainMs = 1500;

/** The leaks of the address. */
export function useLeaks() {
  const query = withoutCompare(useMeasureSearch());
  return useQuery({
    ...read("leaks", { query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.working || state.data?.report?.refreshing ? askAgainMs : false),
  });
}

export type Leaks = ReturnType<typeof useLeaks>;
