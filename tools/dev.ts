// `npm run dev`: the whole system from sources — Ringback with its demo and simulated phone, and Vite serving the web app
// with reload. Files of the server are reloaded by restarting it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer } from "vite";

const root = join(import.meta.dirname, "..");
const server = spawn(
  process.execPath,
  [
    "--watch",
    "--watch-preserve-output",
    "--disable-warning=ExperimentalWarning",
    join(root, "cli/src/main.ts"),
    "start",
  ],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
);
const vite = await createServer({ root: join(root, "web") });
await vite.listen();
vite.printUrls();
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  server.kill("SIGTERM");
  await vite.close();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) process.on(signal, () => void stop());
