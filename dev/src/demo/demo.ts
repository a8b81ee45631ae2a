import type { DemoParts } from "@ringback/server/main.ts";
import { attachSimulator } from "./attach-simulator.ts";
import { seedDemo } from "./seed-demo.ts";
import { startSimulator } from "./start-simulator.ts";

export interface Demo extends DemoParts {
  /** Where the fake phone network of the simulated phone listens. */
  readonly simulatorUrl: string;
  stop(): Promise<void>;
}

/** The port after the server's own range, so that two demos on one machine seldom meet; any free one when it is taken. */
const portAboveServer = 10;

/** Starts the fake phone network; `prepare` then makes the business, once, and ties the two together at every start. */
export async function createDemo({ dataDir, port }: { dataDir: string; port: number }): Promise<Demo> {
  const simulator = await startSimulator({
    port: port === 0 ? 0 : port + portAboveServer,
    statePath: `${dataDir}/simulator.json`,
  });
  return {
    simulatorUrl: simulator.url,
    prepare: async (context, auth) => {
      const signIn = await seedDemo(context, auth, { simulator, now: context.clock.now() });
      // Also where the owner has changed the password, and nothing where there is no demo.
      await attachSimulator(context, simulator);
      return signIn;
    },
    stop: () => simulator.stop(),
  };
}
