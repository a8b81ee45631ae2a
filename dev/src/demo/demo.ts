import type { DemoParts } from "@ringback/server/main.ts";
import { attachSimulator } from "./attach-simulator.ts";
import { seedDemo } from "./seed-demo.ts";
import { startSimulator } from "./start-simulator.ts";

/** The port after the server's own range, so that two demos on one machine seldom meet; any free one when it is taken. */
const portAboveServer = 10;

/**
 * The demo for `startRingback`: starts the fake phone network, makes the business on an empty installation, and ties the
 * two together at every start. Nothing starts or is written before the store is this process's own.
 */
export function createDemo({ dataDir, port }: { dataDir: string; port: number }): DemoParts {
  return {
    prepare: async (context, auth) => {
      const simulator = await startSimulator({
        port: port === 0 ? 0 : port + portAboveServer,
        statePath: `${dataDir}/simulator.json`,
      });
      try {
        const signIn = await seedDemo(context, auth, { simulator, now: context.clock.now() });
        await attachSimulator(context, simulator);
        return { signIn, simulatorUrl: simulator.url, stop: () => simulator.stop() };
      } catch (error) {
        await simulator.stop();
        throw error;
      }
    },
  };
}
