import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";

const pauseMs = 350;

export interface TemplateCheck {
  /** What the server found, for the words as they were at the last pause; undefined before the first answer. */
  readonly found: Answer<"checkTemplate"> | undefined;
  /** True while the newest words have not been checked. */
  readonly checking: boolean;
  readonly error: Error | null;
}

/** Checks the wording of an automatic text while it is written. The server decides: the same guard stands before every send. */
export function useTemplateCheck(template: string): TemplateCheck {
  const [settled] = useDebouncedValue(template, pauseMs);
  const check = useQuery({
    queryKey: readKey("checkTemplate", { template: settled }),
    queryFn: ({ signal }) => api.checkTemplate({ body: { template: settled } }, signal),
    placeholderData: keepPreviousData,
    enabled: settled.trim() !== "",
  });
  return { found: check.data, checking: settled !== template || check.isFetching, error: check.error };
}
