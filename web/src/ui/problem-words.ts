/** What an error must tell to be put into words. */
export interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
}

export interface ProblemWords {
  /** What happened. */
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Puts a refused or failed request into words: what happened and what to do. */
export function problemWords(facts: ProblemFacts): ProblemWords {
  const said = facts.detail ?? facts.title;
  if (facts.status === 0) {
    return {
      title: "No connection to the server",
      advice: "Nothing was changed. Check the network; the page catches up by itself.",
    };
  }
  if (facts.status === 401)
    return { title: "You are signed out", advice: "Sign in again; the page opens where you were." };
  if (facts.status === 403) return { title: said, advice: "Ask an owner of the business if you need this." };
  // What could have been asked for instead.
  if (facts.code === "source-not-found")
    return { title: "No number is advertised there", advice: facts.detail ?? "Choose another source." };
  if (facts.code === "line-not-found")
    return { title: "No number is for this line of service", advice: facts.detail ?? "Choose another line." };
  if (facts.status === 404)
    return { title: "This is not here (any more)", advice: "It may belong to another business, or was removed." };
  if (facts.status === 409)
    return { title: said, advice: "The screen now shows how things are. Look, then decide again." };
  if (facts.code === "invalid")
    return {
      title: "Something in it is not right",
      advice: "Look at what you entered. If you came by a link, its address is broken.",
    };
  if (facts.status === 413) return { title: "That is too long", advice: "Shorten it and try again." };
  if (facts.status === 429) return { title: "Too many tries", advice: "Wait a minute, then try again." };
  if (facts.status >= 500) {
    return {
      title: "The server had a problem",
      advice: "Try again in a moment. If it stays, the server's log names the cause.",
    };
  }
  return { title: said, advice: facts.detail === undefined ? "Check what you entered and try again." : "" };
}

/** The facts of anything thrown; what is no known problem is a fault of the page itself. */
export function problemFacts(error: unknown): ProblemFacts {
  if (error instanceof Error && "status" in error && "code" in error && typeof error.status === "number") {
    const detail = "detail" in error && typeof error.detail === "string" ? error.detail : undefined;
    return { status: error.status, code: String(error.code), title: error.message, detail };
  }
  return {
    status: -1,
    code: "page",
    title: "This page made a mistake",
    detail: "Reload the page. Nothing you saved is lost.",
  };
}
