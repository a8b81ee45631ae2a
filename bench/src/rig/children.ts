import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A process of its own that talks over a channel. It ends itself when the channel closes, so none outlives us. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the exit code or signal. */
  readonly exited: Promise<string>;
  /** The next message of this kind. @throws Error when the process ends first. */
  next<Message>(kind: string): Promise<Message>;
  send(message: object): void;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a script of this package under the Node that runs us. */
export function startChild(script: URL, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = fork(script.pathname, [...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...env },
    execArgv: ["--disable-warning=ExperimentalWarning", ...nodeOptionsOf(env)],
  });
  const exited = once(child, "exit").then(([code, signal]) => String(code ?? signal));
  return {
    process: child,
    exited,
    next: (kind) =>
      new Promise((resolve, reject) => {
        const hear = (message: unknown) => {
          if (typeof message !== "object" || message === null || !("kind" in message) || message.kind !== kind) return;
          child.off("message", hear);
          resolve(message as never); // the two ends of the channel are written together
        };
        child.on("message", hear);
        void exited.then((how) => reject(new Error(`A process ended (${how}) before it said "${kind}".`)));
      }),
    send: (message) => void child.send(message),
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

/** What a profile run gives a child: `BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/prof"`. */
function nodeOptionsOf(env: Readonly<Record<string, string>>): string[] {
  const options = env["BENCH_NODE_OPTIONS"] ?? process.env["BENCH_NODE_OPTIONS"] ?? "";
  return options.split(" ").filter((option) => option !== "");
}

export interface NetworkProcess extends AsyncDisposable {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** Starts the fake phone network as a process of its own. */
export async function startNetwork(numbers: readonly string[], speed: number): Promise<NetworkProcess> {
  const main = new URL(import.meta.resolve("@ringback/dev/fake-phone-network/main.ts")).pathname;
  const args = ["--port", "0", "--speed", String(speed), ...numbers.flatMap((number) => ["--number", number])];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    exited.then(() => Promise.reject(new Error("The phone network did not start."))),
  ])) as [string];
  const { url, accountSid, authToken } = JSON.parse(line) as { url: string; accountSid: string; authToken: string };
  return {
    url,
    accountSid,
    authToken,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
