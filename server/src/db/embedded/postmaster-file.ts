import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServerAddress } from "./address.ts";

/** What a running server says about itself in `postmaster.pid`. */
export type PostmasterFile = {
  readonly pid: number;
  /** `null` until the server has opened its door. */
  readonly address: ServerAddress | null;
  readonly state: "starting" | "ready" | "stopping";
};

/**
 * Reads `postmaster.pid`, or `null` when there is none. Its lines: process id, data folder, start time, port, socket
 * folder, listen address, shared memory key, status (PostgreSQL 18 source, `src/include/utils/pidfile.h`).
 */
export async function readPostmasterFile(clusterFolder: string): Promise<PostmasterFile | null> {
  const content = await readFile(join(clusterFolder, "postmaster.pid"), "utf8").catch(() => null);
  if (content === null) return null;
  const [pid, , , port, socketFolder, listenAddress, , status] = content.split("\n").map((line) => line.trim());
  const address: ServerAddress | null = !port
    ? null
    : socketFolder
      ? { kind: "socket", folder: socketFolder, port: Number(port) }
      : listenAddress
        ? { kind: "loopback", port: Number(port) }
        : null;
  const state = status === "ready" ? "ready" : status === "stopping" ? "stopping" : "starting";
  return { pid: Number(pid), address, state };
}
