import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PhoneNetwork } from "#fake-phone-network/network.ts";
import { loadState, saveState } from "#fake-phone-network/saved-state.ts";
import type { SimulatorAccess } from "./create-business.ts";
import { demoAccountSid, demoNumbers, demoPeople } from "./demo-business.ts";

export interface StartSimulatorOptions {
  /** Where it listens on loopback; any free port if this one is taken. */
  readonly port: number;
  /** A file that remembers token, numbers, phones and texts over a restart. */
  readonly statePath?: string;
}

export interface Simulator extends SimulatorAccess {
  stop(): Promise<void>;
}

/** How long after a change the state file is written, in milliseconds. */
const saveAfterMs = 1_000;

/**
 * Starts the simulated phone network of the demo in this process: the demo's account and numbers, the team's phones
 * waiting for somebody at the browser to answer them, and everything quick enough to watch.
 * @throws Error when the state file is spoilt; it names the file.
 */
export async function startSimulator({ port, statePath }: StartSimulatorOptions): Promise<Simulator> {
  const network = new PhoneNetwork({
    delays: { recordingSeconds: 1, transcriptionSeconds: 2, textSentSeconds: 0.3, textDeliveredSeconds: 0.8 },
  });
  const url = await listen(network, port);
  try {
    if (statePath !== undefined) {
      // On a first start nobody has made the data folder yet.
      await mkdir(dirname(statePath), { recursive: true });
      await loadState(network, statePath);
    }
  } catch (error) {
    await network.close();
    throw error;
  }
  const account =
    network.core.accounts.get(demoAccountSid) ??
    network.addAccount({ sid: demoAccountSid, friendlyName: "Ringback demo" });
  // What a number already has, its webhook addresses above all, stays.
  for (const { number, label } of Object.values(demoNumbers))
    network.addNumber(account, number, { friendlyName: label });
  for (const { phone } of Object.values(demoPeople))
    if (!network.core.phones.has(phone)) network.phone(phone, { kind: "interactive" });
  const stopSaving = statePath === undefined ? async () => {} : keepSaved(network, statePath);
  return {
    url,
    accountSid: account.sid,
    authToken: account.authToken,
    stop: async () => {
      await network.close();
      await stopSaving();
    },
  };
}

async function listen(network: PhoneNetwork, port: number): Promise<string> {
  try {
    return await network.listen(port);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EADDRINUSE") throw error;
    return await network.listen(0);
  }
}

/** Writes the state a moment after each change; answers how to stop, with a last writing. A full disk stops no call. */
function keepSaved(network: PhoneNetwork, file: string): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = () => {
    timer = undefined;
    writing = writing.then(() => saveState(network, file)).catch(() => {});
  };
  const stopWatching = network.watch(() => {
    timer ??= setTimeout(write, saveAfterMs);
  });
  write();
  return async () => {
    stopWatching();
    clearTimeout(timer);
    write();
    await writing;
  };
}
