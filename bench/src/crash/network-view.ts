import type { NetworkProcess } from "#rig/children.ts";

/** A call as the phone network knows it. */
export interface NetworkCall {
  readonly sid: string;
  readonly from: string;
  readonly status: string;
  readonly direction: string;
  readonly heard: readonly { readonly kind: string; readonly text: string }[];
}

/** A text as the phone network knows it. */
export interface NetworkMessage {
  readonly sid: string;
  readonly direction: "inbound" | "outbound-api" | "outbound-reply";
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: string;
}

const atOnce = 16;

/** Every call of these ids, as the network remembers it. */
export async function networkCalls({ url }: NetworkProcess, sids: readonly string[]): Promise<NetworkCall[]> {
  const waiting = [...sids];
  const calls: NetworkCall[] = [];
  const ask = async () => {
    for (let sid = waiting.pop(); sid !== undefined; sid = waiting.pop()) {
      calls.push((await (await fetch(`${url}/control/calls/${sid}`)).json()) as NetworkCall);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return calls;
}

/** Every text that went through the network. */
export async function networkMessages({ url }: NetworkProcess): Promise<NetworkMessage[]> {
  const log = (await (await fetch(`${url}/control/log?since=${Number.MAX_SAFE_INTEGER}`)).json()) as {
    messages: NetworkMessage[];
  };
  return log.messages;
}
