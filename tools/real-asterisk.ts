// Makes real calls on a real Asterisk and compares what really happened with what the adapter says of them, live and by the
// files:   npx node tools/real-asterisk.ts
// It uses the machine's own Asterisk, or one in a folder (as root):
//   debootstrap --variant=minbase --no-check-gpg --include=asterisk sid /tmp/ast22
//   RINGBACK_ASTERISK_ROOT=/tmp/ast22 npx node tools/real-asterisk.ts
import { setTimeout as pause } from "node:timers/promises";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { makeCall, realCalls } from "@ringback/dev/real-asterisk/real-calls.ts";
import { SipPeer } from "@ringback/dev/real-asterisk/sip-peer.ts";
import { findAsterisk, startAsterisk } from "@ringback/dev/real-asterisk/start-asterisk.ts";
import { createAsterisk } from "@ringback/server/providers/telephony/asterisk/index.ts";
import type { LoggedCall, ProviderNotice, TelephonyAccount } from "@ringback/server/providers/telephony/provider.ts";

const root = process.env["RINGBACK_ASTERISK_ROOT"];
const say = (text: string) => void process.stdout.write(`${text}\n`);

if (findAsterisk(root) === null) {
  say("There is no Asterisk here, so nothing was compared. See the head of tools/real-asterisk.ts for how to get one.");
  process.exit(0);
}

const hosts = ["127.0.0.2", "127.0.0.3", "127.0.0.4"] as const;
const [amiPort, sipPort, peerPort] = [15_038, 15_060, 15_080];
await using asterisk = await startAsterisk(root, {
  folder: "/tmp/ringback-asterisk",
  amiPort,
  sipPort,
  user: "ringback",
  secret: "s3cret",
  trunkAddress: `${hosts[0]}:${peerPort}`,
  phones: [
    { extension: "1001", address: `${hosts[1]}:${peerPort}` },
    { extension: "1002", address: `${hosts[2]}:${peerPort}` },
  ],
});
say(asterisk.version);
const [trunk, first, second] = hosts.map((host) => new SipPeer(host, { host: "127.0.0.1", port: sipPort }));
if (!trunk || !first || !second) throw new Error("Three peers.");
for (const peer of [trunk, first, second]) await peer.listen(peerPort);

const provider = createAsterisk();
const account: TelephonyAccount = {
  connectionId: "real",
  externalAccountId: "ringback",
  secret: "s3cret",
  previousSecret: null,
  credentials: {},
  settings: { cdrPath: asterisk.cdrPath, queueLogPath: asterisk.queueLogPath },
  apiBaseUrl: asterisk.amiAddress,
  hookBaseUrl: "https://ringback.example/hooks/real",
  staticFallbackUrl: null,
};
const notices: ProviderNotice[] = [];
const stopping = new AbortController();
const connected = Promise.withResolvers<void>();
const followed = provider.follow(
  account,
  async (notice) => void notices.push(notice),
  connected.resolve,
  stopping.signal,
);
followed.catch(connected.reject);
await connected.promise;
await pause(2_000); // modules that load late

// One caller a call, by which it is found again.
const callers = realCalls.map((_, index) => `+1555123${String(1000 + index)}`);
for (const [index, call] of realCalls.entries()) {
  await makeCall({ trunk, first, second }, call, callers[index] ?? "");
  await pause(300);
}
await pause(1_000);
const range = { from: Temporal.Now.instant().subtract({ hours: 1 }), to: Temporal.Now.instant().add({ hours: 1 }) };
const logged: LoggedCall[] = (await Array.fromAsync(provider.listCalls(account, range, stopping.signal))).flat();
stopping.abort();
await followed;
for (const peer of [trunk, first, second]) peer.close();

const verdict = (events: readonly CallEvent[]) => {
  const facts = events.reduce(mergeCallEvent, noFacts);
  const { outcome, missReason } = judgeCall({ ...facts, route: { kind: "elsewhere" } });
  return missReason ?? outcome ?? "going on";
};
let wrong = 0;
for (const [index, { what, verdict: expected, inTheLog = expected }] of realCalls.entries()) {
  const caller = callers[index];
  const arrived = notices.find(
    (each) => each.kind === "call" && each.event.kind === "arrived" && each.event.from === caller,
  );
  const id = arrived?.kind === "call" ? arrived.callId : "";
  const live = verdict(notices.flatMap((each) => (each.kind === "call" && each.callId === id ? [each.event] : [])));
  const entry = logged.find(({ callId }) => callId === id);
  const fromLog = entry?.direction === "inbound" ? verdict(entry.events) : "none";
  const isRight = live === expected && fromLog === inTheLog;
  if (!isRight) wrong += 1;
  say(
    `${isRight ? "ok   " : "WRONG"} ${what.padEnd(46)} live ${live.padEnd(26)} files ${fromLog}${isRight ? "" : `   expected ${expected} / ${inTheLog}`}`,
  );
}
say(
  wrong === 0
    ? `All ${realCalls.length} calls came out as they were.`
    : `${wrong} of ${realCalls.length} came out otherwise.`,
);
process.exitCode = wrong === 0 ? 0 : 1;
