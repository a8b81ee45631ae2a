// Ringback as a process of its own: web and worker, configured by the environment like any installation.
import { readConfig } from "@ringback/server/config.ts";
import { startRingback } from "@ringback/server/main.ts";

const ringback = await startRingback(readConfig(process.env), null, () => process.exit(1));
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await ringback.stop();
  process.exit(0);
};
process.on("SIGTERM", () => void stop());
process.on("disconnect", () => void stop());
process.send?.({ kind: "ready", url: ringback.url, connectionString: ringback.connectionString });
