import { parseArgs } from "node:util";
import { runningClock } from "./clock.ts";
import { PhoneNetwork } from "./network.ts";
import { loadState, saveState } from "./saved-state.ts";

/** How long after a change the state file is written. */
const saveAfterMs = 1000;

const usage = `node main.ts [--port 4010] [--host 127.0.0.1] [--account-sid AC…] [--auth-token …] [--number +1…]…
  [--speed 1] [--offset-seconds 0] [--state FILE]
Prints one JSON line when ready; stops on SIGTERM and SIGINT.
`;

/** The fake phone network as a process of its own. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      "account-sid": { type: "string" },
      "auth-token": { type: "string" },
      number: { type: "string", multiple: true, default: [] },
      speed: { type: "string", default: "1" },
      "offset-seconds": { type: "string", default: "0" },
      state: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const clock = runningClock({ speed: Number(values.speed), offsetSeconds: Number(values["offset-seconds"]) });
  const network = new PhoneNetwork({ clock });
  if (values.state !== undefined) await loadState(network, values.state);
  const sid = values["account-sid"];
  const token = values["auth-token"];
  const known = sid === undefined ? network.core.accounts.values().next().value : network.core.accounts.get(sid);
  const account = known ?? network.addAccount({ ...(sid === undefined ? {} : { sid }) });
  if (token !== undefined) account.authToken = token;
  for (const number of values.number) network.addNumber(account, number);
  const url = await network.listen(Number(values.port), values.host);
  const stopSaving = values.state === undefined ? async () => {} : keepSaved(network, values.state);
  const stop = async () => {
    await network.close();
    await stopSaving();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const numbers = [...network.core.numbers.keys()];
  process.stdout.write(
    `${JSON.stringify({ ready: true, url, accountSid: account.sid, authToken: account.authToken, numbers })}\n`,
  );
}

/** Writes the state a moment after each change. Answers how to stop, with a last writing. */
function keepSaved(network: PhoneNetwork, file: string): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = () => {
    timer = undefined;
    writing = writing
      .then(() => saveState(network, file))
      .catch((error: unknown) => {
        process.stderr.write(
          `The state could not be saved in ${file}: ${error instanceof Error ? error.message : error}\n`,
        );
      });
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
