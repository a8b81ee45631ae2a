import { useSuspenseQuery } from "@tanstack/react-query";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";

export type Simulator = Answer<"simulator">;
export type SimulatedPhone = Simulator["phones"][number];
export type SimulatedCall = Simulator["calls"][number];

const duringCallMs = 700;
const atRestMs = 4000;

/** The simulated phones. What is heard in a call is no event of the business, so during one it is asked for again and again. */
export function useSimulator(): Simulator {
  const { data } = useSuspenseQuery({
    ...read("simulator"),
    refetchInterval: (query) =>
      query.state.data?.calls.some((call) => call.state !== "ended") === true ? duringCallMs : atRestMs,
  });
  return data;
}
