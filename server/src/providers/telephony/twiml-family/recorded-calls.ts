// How a call ends, as the webhooks of the TwiML family tell it. Only tests import this.
import type { Ending } from "#providers/telephony/conformance.ts";
import type { RawWebhook } from "#providers/telephony/provider.ts";
import { type Recorder, sample } from "./recorded-webhooks.ts";

const call = sample("voice_url_inbound");
const phone = sample("number_status_callback_completed_child");
const own = (name: string) => ({ ...sample(name), CallSid: call["CallSid"] ?? "" });

/** The ways a call ends, by a vendor's spelling. */
export function familyEndings({ post }: Recorder): Readonly<Partial<Record<Ending, () => readonly RawWebhook[]>>> {
  const arrives = () => post("/voice", call);
  const rings = (status: string, sequence: number) =>
    post("/voice/status", { ...phone, CallStatus: status, SequenceNumber: String(sequence) });
  const accepts = () => post("/voice/gather?leg=m-1&answered=1", { ...phone, CallStatus: "in-progress", Digits: "1" });
  const dialEnds = (status: string, bridged: boolean) =>
    post("/voice/dial", { ...own("dial_action_no_answer"), DialCallStatus: status, DialBridged: String(bridged) });
  const ends = (status: string) =>
    post("/voice/status", { ...own("call_status_callback_terminal"), CallStatus: status });
  const speaks = () => [
    post("/voice/recording", own("record_action")),
    post("/voice/recording", own("recording_status_callback")),
    post("/voice/transcription", own("transcribe_callback")),
  ];
  return {
    "a person answers": () => [
      arrives(),
      rings("ringing", 0),
      rings("in-progress", 1),
      accepts(),
      rings("completed", 2),
      dialEnds("completed", true),
      ends("completed"),
    ],
    "nobody answers": () => [
      arrives(),
      rings("ringing", 0),
      rings("no-answer", 1),
      dialEnds("no-answer", false),
      ends("completed"),
    ],
    "all phones are busy": () => [arrives(), rings("busy", 0), dialEnds("busy", false), ends("completed")],
    "the caller gives up while it rings": () => [
      arrives(),
      rings("ringing", 0),
      rings("canceled", 1),
      ends("no-answer"),
    ],
    "the caller hangs up at once": () => [arrives(), ends("no-answer")],
    // Picked up, and nobody pressed 1: the phone's own mailbox.
    "a mobile's mailbox picks up": () => [
      arrives(),
      rings("ringing", 0),
      rings("in-progress", 1),
      rings("completed", 2),
      dialEnds("completed", false),
      ...speaks(),
      ends("completed"),
    ],
    "nobody answers, a voicemail is left": () => [
      arrives(),
      rings("ringing", 0),
      rings("no-answer", 1),
      dialEnds("no-answer", false),
      ...speaks(),
      ends("completed"),
    ],
    "one of our addresses fails": () => [
      arrives(),
      post("/voice?fallback=1", { ...call, ...sample("fallback_url_extra") }),
      ends("completed"),
    ],
  };
}
