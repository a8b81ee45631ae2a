import { notifications } from "@mantine/notifications";
import { MutationCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "#api/problem.ts";
import { problemFacts, problemWords } from "#ui/problem-words.ts";

/** The cache of what the server told. Live events make answers stale; they are never thrown away by age alone. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && worthRetrying(error),
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.["ownErrors"] === true) return;
        const words = problemWords(problemFacts(error));
        notifications.show({ color: "red", title: words.title, message: words.advice, autoClose: 8000 });
      },
    }),
  });
}

/** A refusal stays a refusal; no answer or a fault of the server may pass. */
function worthRetrying(error: unknown): boolean {
  return !(error instanceof Problem) || error.status === 0 || error.status >= 500;
}
