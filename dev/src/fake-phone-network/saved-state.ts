import { readFile, rename, writeFile } from "node:fs/promises";
import type { Leg, LegFacts } from "./leg.ts";
import type { PhoneNetwork } from "./network.ts";
import { rememberIn } from "./remember.ts";

/** Writes what a restart must not forget: accounts, numbers, phones, calls, texts, recordings. Replaces the file whole. */
export async function saveState(network: PhoneNetwork, file: string): Promise<void> {
  const { core } = network;
  const saved = {
    version: 1,
    accounts: [...core.accounts.values()],
    numbers: [...core.numbers.values()],
    messagingServices: [...core.messagingServices.values()],
    twimlBins: network.twimlBins,
    optOuts: [...core.optOuts],
    messages: [...core.messages.values()],
    recordings: [...core.recordings.values()],
    transcriptions: [...core.transcriptions.values()],
    phones: [...core.phones.values()].map(({ number, behaviour, texts, inbox }) => ({
      number,
      behaviour,
      texts,
      inbox: inbox.map(({ sid }) => sid),
    })),
    legs: [...core.legs.values()].map(savedLeg),
  };
  await writeFile(`${file}.new`, JSON.stringify(saved, tagged));
  await rename(`${file}.new`, file);
}

/** Reads a saved state into a fresh network. A missing file is a first start; a spoilt one is an error that names it. */
export async function loadState(network: PhoneNetwork, file: string): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
  try {
    rememberIn(network, JSON.parse(text, untagged));
  } catch (error) {
    throw new Error(`The saved state in ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return true;
}

function savedLeg(leg: Leg) {
  const { parent, subscription: _asks, ...facts } = leg.facts;
  const {
    status,
    createdAt,
    startedAt,
    answeredAt,
    endedAt,
    updatedAt,
    answeredBy,
    sipResponseCode,
    queueTimeSeconds,
  } = leg;
  return {
    facts: facts satisfies LegFacts,
    parentSid: parent?.sid,
    heard: leg.heard,
    history: leg.history,
    times: {
      status,
      createdAt,
      startedAt,
      answeredAt,
      endedAt,
      updatedAt,
      answeredBy,
      sipResponseCode,
      queueTimeSeconds,
    },
  };
}

/** Instants and bytes are marked, so that they come back as what they were. */
function tagged(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  if (original instanceof Temporal.Instant) return { $instant: original.toString() };
  if (Buffer.isBuffer(original)) return { $bytes: original.toString("base64") };
  return value;
}

function untagged(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("$instant" in value && typeof value.$instant === "string") return Temporal.Instant.from(value.$instant);
  if ("$bytes" in value && typeof value.$bytes === "string") return Buffer.from(value.$bytes, "base64");
  return value;
}
