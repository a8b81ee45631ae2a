// Ringback and the phone network as processes of their own, started the way a person starts them.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The line it printed when it was ready. */
  readonly ready: string;
  /** Everything it printed so far, for a failing test. */
  readonly output: () => string;
}

export interface Start {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It is ready once a line matches. */
  readonly readyWhen: RegExp;
  readonly readyWithinMs?: number;
}

/** Starts a script of this repository under this Node and waits until it says that it is ready. */
export async function startProcess({ args, env, readyWhen, readyWithinMs = 120_000 }: Start): Promise<Running> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "", VITEST: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => fail("was not ready in time"), readyWithinMs);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(`${args.join(" ")} ${why}:\n${output}`));
    };
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const line = output.split("\n").find((one) => readyWhen.test(one));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(line);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
  return {
    child,
    ready,
    output: () => output,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await gone;
      clearTimeout(killer);
    },
  };
}

/** `ringback start` on this environment. */
export function startServer(env: Readonly<Record<string, string>>): Promise<Running> {
  return startProcess({ args: ["cli/src/main.ts", "start"], env, readyWhen: /Ringback is running|worker is working/ });
}

/** The fake phone network on a free port; answers its address and account too. */
export async function startNetwork(numbers: readonly string[], speed = 20) {
  const args = [
    "dev/src/fake-phone-network/main.ts",
    "--port",
    "0",
    "--speed",
    String(speed),
    ...numbers.flatMap((number) => ["--number", number]),
  ];
  const running = await startProcess({ args, readyWhen: /"ready":true/ });
  return { ...running, ...(JSON.parse(running.ready) as { url: string; accountSid: string; authToken: string }) };
}

/** One command of the command line; its answer as JSON. @throws Error with what it printed when it failed. */
export async function ringback(args: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
  const child = spawn(process.execPath, [join(root, "bin/ringback.mjs"), ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`ringback ${args.join(" ")} ended with ${code}: ${err}${out}`);
  return JSON.parse(out);
}
