// A vendor's API that does not do what it is asked for; the conformance suite asks everything of it. Only tests import this.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ProviderError,
  type SendResult,
  type TelephonyAbilities,
  type TelephonyAccount,
  type TelephonyProvider,
} from "./provider.ts";

/** Whether it has an API of its own to be asked. */
export function hasApi({ answersCalls, sms, numbers, callLog, events }: TelephonyAbilities): boolean {
  return events === "webhooks" && answersCalls && sms && numbers && callLog;
}

/** A call back to be started. */
export const callBack = {
  staffPhone: "+15557770000",
  caller: "+15551230001",
  from: "+15559870000",
  whisper: "",
  attemptId: "at-1",
};

/** Sends a text through it. */
export async function sendText(provider: TelephonyProvider, account: TelephonyAccount): Promise<SendResult> {
  const message = { from: "+15559870000", to: "+15551230001", body: "Hi", validitySeconds: 60 };
  return await provider.sendMessage(account, message);
}

/** Reads everything that can be read, and answers the errors. @throws Error when something succeeded, or failed otherwise. */
export async function readErrors(
  provider: TelephonyProvider,
  account: TelephonyAccount,
  now: Temporal.Instant,
): Promise<ProviderError[]> {
  const range = { from: now.subtract({ hours: 1 }), to: now };
  const asked = await Promise.allSettled([
    Array.fromAsync(provider.listCalls(account, range, new AbortController().signal)),
    provider.listNumbers(account),
    provider.fetchCall(account, "CA1"),
  ]);
  return asked.map((answer) => {
    if (answer.status === "fulfilled") throw new Error("An answer came of it.");
    const reason: unknown = answer.reason;
    if (!(reason instanceof ProviderError)) throw new Error("Not the port's own error.", { cause: reason });
    if (String(reason).includes(account.secret)) throw new Error("The secret stands in the error.");
    return reason;
  });
}

export interface Peer extends AsyncDisposable {
  readonly url: string;
  readonly requests: () => number;
}

/** Listens on this machine and answers every request so. */
export async function peerThat(answer: RequestListener): Promise<Peer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
