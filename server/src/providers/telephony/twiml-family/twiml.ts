import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { InstructionContext, TelephonyAccount } from "#providers/telephony/provider.ts";
import type { Dialect } from "./dialect.ts";
import { hookUrl } from "./hook-urls.ts";
import { roundQuery } from "./ring-round.ts";
import { element, writeXml, type XmlElement } from "./xml.ts";

type Instruction<Do extends CallInstruction["do"]> = Extract<CallInstruction, { do: Do }>;

/** Twilio's bounds of a Dial's timeout, and the most phones it rings at once. */
const shortestDialSeconds = 5;
const longestDialSeconds = 600;
const mostPhones = 10;
/** Longer text is refused by Say. */
const longestSpokenCharacters = 4_000;
/** Twilio transcribes recordings shorter than 120 s, in US English only. */
const longestTranscribedSeconds = 119;

/**
 * Writes an instruction as TwiML.
 * @throws Error for one that no rule may give: ring nobody; dial a caller for no attempt.
 */
export function renderTwiml(
  dialect: Dialect,
  account: TelephonyAccount,
  instruction: CallInstruction,
  about: InstructionContext,
): string {
  const url: HookUrl = (path, query) => hookUrl(dialect, account, path, query);
  const ofCall = dialect.namesCall && about.callId !== undefined ? { call: about.callId } : {};
  const document = element("Response", {}, ...verbs({ url, dialect, ofCall }, instruction, about));
  return writeXml(spelled(dialect, document));
}

function spelled({ spell }: Dialect, written: XmlElement): XmlElement {
  if (spell === undefined) return written;
  const inSpelling = (child: XmlElement | string): XmlElement | string =>
    typeof child === "string" ? child : spell({ ...child, children: child.children.map(inSpelling) });
  return { ...written, children: written.children.map(inSpelling) };
}

type HookUrl = (path: string, query?: Readonly<Record<string, string>>) => string;
/** Whom a document is written for: our addresses as this vendor wants them. */
interface Reader {
  readonly url: HookUrl;
  readonly dialect: Dialect;
  /** Goes into URLs that a rung phone's webhooks come to. */
  readonly ofCall: Readonly<Record<string, string>>;
}

function verbs(reader: Reader, instruction: CallInstruction, about: InstructionContext): XmlElement[] {
  switch (instruction.do) {
    case "ring":
      return [ring(reader, instruction)];
    case "take-voicemail":
      return takeVoicemail(reader, instruction);
    case "ask-to-accept":
      return askToAccept(reader, instruction, about);
    case "offer-caller":
      return offerCaller(reader, instruction, about);
    case "dial-caller":
      return dialCaller(reader, instruction, about);
    case "say-and-hang-up":
      return [...say(instruction.text), element("Hangup")];
    case "hang-up":
      return [element("Hangup")];
    case "connect":
    case "nothing":
      return [];
  }
}

function ring(
  { url, dialect, ofCall }: Reader,
  { phones, ringSeconds, requireAcceptKey, round }: Instruction<"ring">,
): XmlElement {
  if (phones.length === 0) throw new Error("Ring needs at least one phone.");
  const numbers = phones.slice(0, mostPhones).map(({ memberId, number }) =>
    element(
      "Number",
      {
        url: requireAcceptKey ? url("/voice/gather", { leg: memberId, ...roundQuery(round), ...ofCall }) : undefined,
        method: requireAcceptKey ? "POST" : undefined,
        ...legCallbacks(url("/voice/status", ofCall)),
      },
      number,
    ),
  );
  const timeout = Math.round(ringSeconds) - dialect.dialBufferSeconds;
  return element(
    "Dial",
    {
      // Until a person accepts, the caller hears ringing and the call does not count as answered.
      answerOnBridge: true,
      timeout: Math.min(Math.max(timeout, shortestDialSeconds), longestDialSeconds),
      action: url("/voice/dial", roundQuery(round)),
      method: "POST",
    },
    ...numbers,
  );
}

function legCallbacks(statusCallback: string): XmlElement["attributes"] {
  return {
    statusCallback,
    statusCallbackMethod: "POST",
    statusCallbackEvent: "initiated ringing answered completed",
  };
}

function takeVoicemail(
  { url }: Reader,
  { greeting, maxSeconds, language }: Instruction<"take-voicemail">,
): XmlElement[] {
  const transcribe = /^en(-US)?$/i.test(language);
  const record = element("Record", {
    action: url("/voice/recording"),
    method: "POST",
    playBeep: true,
    // Seconds of silence that end the message: people pause to look for words.
    timeout: 8,
    finishOnKey: "#",
    maxLength: Math.max(1, Math.min(Math.round(maxSeconds), transcribe ? longestTranscribedSeconds : maxSeconds)),
    transcribe,
    transcribeCallback: transcribe ? url("/voice/transcription") : undefined,
    recordingStatusCallback: url("/voice/recording"),
    recordingStatusCallbackMethod: "POST",
    recordingStatusCallbackEvent: "completed absent",
  });
  // Hangup only runs where the provider goes on after an empty recording.
  return [...say(greeting, language), record, element("Hangup")];
}

function askToAccept(
  { url, ofCall }: Reader,
  { whisper, memberId, round }: Instruction<"ask-to-accept">,
  { attemptId }: InstructionContext,
): XmlElement[] {
  const whom = attemptId === undefined ? { leg: memberId, ...roundQuery(round), ...ofCall } : { attempt: attemptId };
  const gather = element(
    "Gather",
    {
      input: "dtmf",
      numDigits: 1,
      timeout: 8,
      action: url("/voice/gather", { ...whom, answered: "1" }),
      method: "POST",
    },
    ...say(whisper),
  );
  return [gather, element("Hangup")];
}

function offerCaller(
  { url }: Reader,
  { whisper }: Instruction<"offer-caller">,
  { attemptId }: InstructionContext,
): XmlElement[] {
  if (attemptId === undefined) throw new Error("Offering the caller needs the alarm it belongs to.");
  const action = url("/voice/gather", { attempt: attemptId, offered: "1" });
  const gather = { input: "dtmf", numDigits: 1, timeout: 8, action, method: "POST" };
  return [element("Gather", gather, ...say(whisper)), element("Hangup")];
}

function dialCaller(
  { url }: Reader,
  { number, callerId, whisper }: Instruction<"dial-caller">,
  { attemptId }: InstructionContext,
): XmlElement[] {
  if (attemptId === undefined) throw new Error("Dialing a caller needs the attempt it belongs to.");
  const status = legCallbacks(url("/voice/status", { attempt: attemptId, leg: "caller" }));
  const dial = element(
    "Dial",
    { callerId, action: url("/voice/dial", { attempt: attemptId }), method: "POST" },
    element("Number", status, number),
  );
  return [...say(whisper), dial];
}

function say(text: string, language?: string): XmlElement[] {
  const spoken = text.trim().slice(0, longestSpokenCharacters);
  return spoken === "" ? [] : [element("Say", { language }, spoken)];
}
