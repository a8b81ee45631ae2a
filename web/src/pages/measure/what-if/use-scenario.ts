import type { Scenario } from "@ringback/contract/scenarios.ts";

/** While a replay runs, it is asked for again so often; live events tell its end besides. */
const askAgainMs = 1000;

/** How soon to ask again for these scenarios; false when none is running. */
export function askWhileRunning(scenarios: readonly Pick<Scenario, "state">[]): number | false {
  return scenarios.some(({ state }) => state === "running") ? askAgainMs : false;
}
