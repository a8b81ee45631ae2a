import type { DeliverNotice, TelephonyAccount } from "#providers/telephony/provider.ts";
import { type AmiTimes, openAmi } from "./ami-client.ts";
import type { AmiBlock } from "./ami-protocol.ts";
import { createCallTracker } from "./call-tracker.ts";
import { readSettings } from "./settings.ts";

/**
 * Follows Asterisk's events and delivers what they prove, one after the other, so that what was delivered is in the order
 * it happened. Calls under way are asked for first.
 * @throws ProviderError when it cannot connect, is not let in, or the connection breaks; whatever `deliver` throws.
 */
export async function follow(
  account: TelephonyAccount,
  times: AmiTimes,
  deliver: DeliverNotice,
  connected: () => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const session = await openAmi(account, times, "on");
  try {
    const tracker = createCallTracker(readSettings(account).lines);
    connected();
    // Answered inside the same stream, so that nothing can fall between the list and the events. Without the right to
    // ask (write = reporting) there is no list, and calls under way are left to the log.
    session.send({ Action: "CoreShowChannels", ActionID: "ringback-under-way" });
    for await (const { block, at } of session.messages(signal)) {
      for (const notice of tracker.take(block, at)) await deliver(notice, envelope(block));
    }
  } finally {
    session.close();
  }
}

/** What of the event is kept beside the notice: names of channels and states, no caller. */
function envelope(block: AmiBlock): Record<string, string> {
  const kept = [
    "Event",
    "Uniqueid",
    "Linkedid",
    "Channel",
    "DestChannel",
    "DialStatus",
    "Queue",
    "Cause",
    "Application",
  ];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = block.get(name);
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}
