import { Leg, type LegFacts } from "./leg.ts";
import type { PhoneNetwork } from "./network.ts";
import type { PhoneBehaviour, TextBehaviour } from "./phone.ts";
import type { Account, MessagingService, OwnNumber, Recording, TextMessage, Transcription } from "./state.ts";

/** The shape of a saved state, version 1. */
interface SavedState {
  readonly version: 1;
  readonly accounts: Account[];
  readonly numbers: OwnNumber[];
  readonly messagingServices: MessagingService[];
  readonly twimlBins: Record<string, string>;
  readonly optOuts: string[];
  readonly messages: TextMessage[];
  readonly recordings: Recording[];
  readonly transcriptions: Transcription[];
  readonly phones: { number: string; behaviour: PhoneBehaviour; texts: TextBehaviour; inbox: string[] }[];
  readonly legs: {
    facts: LegFacts;
    parentSid?: string;
    heard: Leg["heard"];
    history: Leg["history"];
    times: Partial<Pick<Leg, "status" | "createdAt" | "startedAt" | "answeredAt" | "endedAt" | "updatedAt">>;
  }[];
}

/** Puts a saved state into a fresh network. Calls that were going on when it was saved have ended. */
export function rememberIn(network: PhoneNetwork, value: unknown): void {
  if (!isSavedState(value)) throw new TypeError("not a saved state of version 1");
  const { core } = network;
  for (const account of value.accounts) core.accounts.set(account.sid, account);
  for (const number of value.numbers) core.numbers.set(number.phoneNumber, number);
  for (const service of value.messagingServices) core.messagingServices.set(service.sid, service);
  for (const [name, twiml] of Object.entries(value.twimlBins)) network.addTwimlBin(name, twiml);
  for (const key of value.optOuts) core.optOuts.add(key);
  for (const message of value.messages) core.messages.set(message.sid, message);
  for (const recording of value.recordings) core.recordings.set(recording.sid, recording);
  for (const transcription of value.transcriptions) core.transcriptions.set(transcription.sid, transcription);
  for (const { number, behaviour, texts, inbox } of value.phones) {
    const phone = network.phone(number, behaviour, texts);
    phone.inbox.push(...inbox.flatMap((sid) => core.messages.get(sid) ?? []));
  }
  const silent = { heard: () => {}, entered: () => {} };
  for (const { facts, parentSid, heard, history, times } of value.legs) {
    const parent = parentSid === undefined ? undefined : core.legs.get(parentSid);
    const leg = new Leg({ ...facts, ...(parent === undefined ? {} : { parent }) }, core.clock, silent);
    leg.heard.push(...heard);
    leg.history.splice(0, leg.history.length, ...history);
    Object.assign(leg, times);
    if (!leg.hasEnded) leg.enter(leg.isAnswered ? "completed" : "failed");
    core.legs.set(leg.sid, leg);
  }
}

/** The file is our own writing: its version is checked, its insides are trusted. */
function isSavedState(value: unknown): value is SavedState {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1 && "legs" in value;
}
