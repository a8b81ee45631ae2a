import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { labelWords } from "./label-words.ts";

/** Words for outcomes as the business named them, by key; until its list is there, the key itself in words. */
export function useOutcomeWords(): (disposition: string) => string {
  const { data } = useQuery({ ...read("getPlaybook"), staleTime: 10 * 60_000 });
  const labels = new Map(data?.playbook.dispositions.map((each) => [each.key, each.label]));
  return (disposition) => labels.get(disposition) ?? labelWords(disposition);
}
