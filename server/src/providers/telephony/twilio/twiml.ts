import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { InstructionContext, TelephonyAccount } from "#providers/telephony/provider.ts";
import { hookUrl } from "./hook-urls.ts";
import { element, writeXml, type XmlElement } from "./xml.ts";

type Instruction<Do extends CallInstruction["do"]> = Extract<CallInstruction, { do: Do }>;

/** Twilio rings this much longer than `timeout` says (docs/rules.md T1.4). */
const dialBufferSeconds = 5;
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
  account: TelephonyAccount,
  instruction: CallInstruction,
  about: InstructionContext,
): string {
  return writeXml(element("Response", {}, ...verbs(account, instruction, about)));
}

function verbs(account: TelephonyAccount, instruction: CallInstruction, about: InstructionContext): XmlElement[] {
  switch (instruction.do) {
    case "ring":
      return [ring(account, instruction)];
    case "take-voicemail":
      return takeVoicemail(account, instruction);
    case "ask-to-accept":
      return askToAccept(account, instruction, about);
    case "dial-caller":
      return dialCaller(account, instruction, about);
    case "say-and-hang-up":
      return [...say(instruction.text), element("Hangup")];
    case "hang-up":
      return [element("Hangup")];
    case "connect":
    case "nothing":
      return [];
  }
}

function ring(account: TelephonyAccount, { phones, ringSeconds, requireAcceptKey }: Instruction<"ring">): XmlElement {
  if (phones.length === 0) throw new Error("Ring needs at least one phone.");
  const numbers = phones.slice(0, mostPhones).map(({ memberId, number }) =>
    element(
      "Number",
      {
        url: requireAcceptKey ? hookUrl(account, "/voice/gather", { leg: memberId }) : undefined,
        method: requireAcceptKey ? "POST" : undefined,
        ...legCallbacks(hookUrl(account, "/voice/status")),
      },
      number,
    ),
  );
  const timeout = Math.round(ringSeconds) - dialBufferSeconds;
  return element(
    "Dial",
    {
      // Until a person accepts, the caller hears ringing and the call does not count as answered.
      answerOnBridge: true,
      timeout: Math.min(Math.max(timeout, shortestDialSeconds), longestDialSeconds),
      action: hookUrl(account, "/voice/dial"),
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
  account: TelephonyAccount,
  { greeting, maxSeconds, language }: Instruction<"take-voicemail">,
): XmlElement[] {
  const transcribe = /^en(-US)?$/i.test(language);
  const record = element("Record", {
    action: hookUrl(account, "/voice/recording"),
    method: "POST",
    playBeep: true,
    // Seconds of silence that end the message: people pause to look for words.
    timeout: 8,
    finishOnKey: "#",
    maxLength: Math.max(1, Math.min(Math.round(maxSeconds), transcribe ? longestTranscribedSeconds : maxSeconds)),
    transcribe,
    transcribeCallback: transcribe ? hookUrl(account, "/voice/transcription") : undefined,
    recordingStatusCallback: hookUrl(account, "/voice/recording"),
    recordingStatusCallbackMethod: "POST",
    recordingStatusCallbackEvent: "completed absent",
  });
  // Hangup only runs where the provider goes on after an empty recording.
  return [...say(greeting, language), record, element("Hangup")];
}

function askToAccept(
  account: TelephonyAccount,
  { whisper, memberId }: Instruction<"ask-to-accept">,
  { attemptId }: InstructionContext,
): XmlElement[] {
  const whom = attemptId === undefined ? { leg: memberId } : { attempt: attemptId };
  const gather = element(
    "Gather",
    {
      input: "dtmf",
      numDigits: 1,
      timeout: 8,
      action: hookUrl(account, "/voice/gather", { ...whom, answered: "1" }),
      method: "POST",
    },
    ...say(whisper),
  );
  return [gather, element("Hangup")];
}

function dialCaller(
  account: TelephonyAccount,
  { number, callerId, whisper }: Instruction<"dial-caller">,
  { attemptId }: InstructionContext,
): XmlElement[] {
  if (attemptId === undefined) throw new Error("Dialing a caller needs the attempt it belongs to.");
  const status = legCallbacks(hookUrl(account, "/voice/status", { attempt: attemptId, leg: "caller" }));
  const dial = element(
    "Dial",
    { callerId, action: hookUrl(account, "/voice/dial", { attempt: attemptId }), method: "POST" },
    element("Number", status, number),
  );
  return [...say(whisper), dial];
}

function say(text: string, language?: string): XmlElement[] {
  const spoken = text.trim().slice(0, longestSpokenCharacters);
  return spoken === "" ? [] : [element("Say", { language }, spoken)];
}
