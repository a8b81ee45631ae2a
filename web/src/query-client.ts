import { notifications } from "@mantine/notifications";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "#api/problem.ts";
import { problemFacts, problemWords } from "#ui/problem-words.ts";

/** The cache of what the server told; live events make its answers stale. `onSignedOut` is told when the session is over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && worthRetrying(error),
        // Without a network a request fails at once, and what was kept takes over; nothing waits in silence.
        networkMode: "always",
        refetchOnReconnect: true,
      },
      mutations: { networkMode: "always" },
    },
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (isSignedOut(error)) onSignedOut();
        if (mutation.meta?.["ownErrors"] === true) return;
        const words = problemWords(problemFacts(error));
        notifications.show({ color: "red", title: words.title, message: words.advice, autoClose: 8000 });
      },
    }),
  });
}

function isSignedOut(error: Error): boolean {
  return error instanceof Problem && error.status === 401;
}

/** A refusal stays a refusal; no answer or a fault of the server may pass. */
function worthRetrying(error: unknown): boolean {
  if (!(error instanceof Problem) || error.status >= 500) return true;
  return error.status === 0 && navigator.onLine;
}
