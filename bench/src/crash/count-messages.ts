import type { Rig } from "#rig/rig.ts";
import type { Tally } from "./count.ts";
import type { NetworkMessage } from "./network-view.ts";

interface KeptMessage {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly purpose: string;
  readonly state: string;
  readonly to_number: string | null;
  readonly from_number: string | null;
  readonly body: string;
  readonly sid: string | null;
}

/** Promise 3: nobody is texted twice. The network's own log is what counts, not what we believe to have sent. */
export async function countMessages(rig: Rig, network: readonly NetworkMessage[], tally: Tally): Promise<void> {
  const { rows } = await rig.context.db.pool.query<KeptMessage>(
    "select id, direction, purpose, state, to_number, from_number, body, provider_message_id as sid from ringback.message",
  );
  const ours = rows.filter((row) => row.direction === "out");
  const sent = network.filter((message) => message.direction === "outbound-api");
  const acknowledgements = ours.filter((row) => row.purpose === "acknowledgement");
  const bodies = new Set(acknowledgements.map((row) => row.body));
  const toCallers = sent.filter(
    (message) => bodies.has(message.body) && !rig.business.staffPhones.includes(message.to),
  );
  tally.count("acknowledgements sent", toCallers.length);
  tally.count("texts to staff sent", sent.filter((message) => rig.business.staffPhones.includes(message.to)).length);
  // The whole test is shorter than the 24 hours in which a caller gets one acknowledgement at most.
  tally.none("caller texted twice", repeated(toCallers.map((message) => message.to)));
  tally.none("text sent more often than written down", moreThanWritten(sent, ours));
  tally.none("text at the provider and unknown here", unknownHere(sent, ours));
  tally.none(
    "text stuck",
    ours
      .filter((row) => row.state === "queued" || row.state === "sending")
      .map((row) => `${row.purpose} ${row.state} ${row.id}`),
  );
  tally.count("texts with unknown outcome", ours.filter((row) => row.state === "unknown").length);
  tally.count("acknowledgements withheld", acknowledgements.filter((row) => row.state === "suppressed").length);
  tally.count(
    "acknowledgements too late to be useful",
    acknowledgements.filter((row) => row.state === "expired").length,
  );
  const received = rows.filter((row) => row.direction === "in");
  const texted = network.filter((message) => message.direction === "inbound");
  const kept = new Set(received.map((row) => row.sid));
  tally.none(
    "text of a caller lost",
    texted.filter((message) => !kept.has(message.sid)).map((message) => message.sid),
  );
  tally.none("text of a caller kept twice", repeated(received.map((row) => row.sid ?? "")));
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

const alike = (message: { body: string }, from: string | null, to: string | null) => `${from} ${to} ${message.body}`;

function moreThanWritten(sent: readonly NetworkMessage[], ours: readonly KeptMessage[]): string[] {
  const written = new Map<string, number>();
  for (const row of ours) {
    const key = alike(row, row.from_number, row.to_number);
    written.set(key, (written.get(key) ?? 0) + 1);
  }
  return sent
    .filter((message) => {
      const key = alike(message, message.from, message.to);
      const left = (written.get(key) ?? 0) - 1;
      written.set(key, left);
      return left < 0;
    })
    .map((message) => message.sid);
}

/** Texts that went out although we hold neither their id nor a row whose outcome is still unknown. */
function unknownHere(sent: readonly NetworkMessage[], ours: readonly KeptMessage[]): string[] {
  const known = new Set(ours.map((row) => row.sid));
  const open = new Set(ours.filter((row) => row.sid === null).map((row) => alike(row, row.from_number, row.to_number)));
  return sent
    .filter((message) => !known.has(message.sid) && !open.has(alike(message, message.from, message.to)))
    .map((message) => message.sid);
}
