// How a call ends, as the webhooks of the TwiML family tell it and as its log has it. Only tests import this.
import type { Ending } from "#providers/telephony/conformance.ts";
import type { LoggedCall, RawWebhook, TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import type { FamilyOptions } from "./create-provider.ts";
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
  const isPickedUp = () => [rings("ringing", 0), rings("in-progress", 1)];
  const leavesWords = () => [arrives(), ...speaks(), ends("completed")];
  const talks = () => [rings("completed", 2), dialEnds("completed", true), ends("completed")];
  const ringsOut = () => [rings("ringing", 0), rings("no-answer", 1), dialEnds("no-answer", false)];
  return {
    "a person answers": () => [arrives(), ...isPickedUp(), accepts(), ...talks()],
    "a person answers, and no key is asked for": () => [arrives(), ...isPickedUp(), ...talks()],
    // They pressed 1, and nobody was left to be connected to.
    "a person accepts, but the caller is gone": () => [
      arrives(),
      ...isPickedUp(),
      accepts(),
      rings("completed", 2),
      ends("no-answer"),
    ],
    "nobody answers": () => [arrives(), ...ringsOut(), ends("completed")],
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
      ...isPickedUp(),
      rings("completed", 2),
      dialEnds("completed", false),
      ...speaks(),
      ends("completed"),
    ],
    "nobody answers, a voicemail is left": () => [arrives(), ...ringsOut(), ...speaks(), ends("completed")],
    "the business is closed": leavesWords,
    "nobody is on duty": leavesWords,
    "the call was forwarded to us": leavesWords,
    "one of our addresses fails": () => [
      arrives(),
      post("/voice?fallback=1", { ...call, ...sample("fallback_url_extra") }),
      ends("completed"),
    ],
  };
}

/** The caller's leg, the phone that was rung (none where nothing was) and whether words were left, in the log. */
const rowsOf: Readonly<Partial<Record<Ending, readonly [own: string, phone: string | null, words: boolean]>>> = {
  "a person answers": ["completed", "completed", false],
  "a person answers, and no key is asked for": ["completed", "completed", false],
  "a person accepts, but the caller is gone": ["no-answer", "completed", false],
  "nobody answers": ["completed", "no-answer", false],
  "all phones are busy": ["completed", "busy", false],
  "the caller gives up while it rings": ["no-answer", "canceled", false],
  "the caller hangs up at once": ["no-answer", null, false],
  "a mobile's mailbox picks up": ["completed", "completed", true],
  "nobody answers, a voicemail is left": ["completed", "no-answer", true],
  "the business is closed": ["completed", null, true],
  "nobody is on duty": ["completed", null, true],
  "the call was forwarded to us": ["completed", null, true],
  "one of our addresses fails": ["completed", null, false],
};

/** One row of `Calls.json`. */
export type LogRow = Readonly<Record<string, unknown>>;

/**
 * The log of such a call, read by the vendor's adapter from two pages: the phone's row stands on the first, newest first.
 * `spell` makes the vendor's rows of Twilio's.
 */
export function familyLog(
  create: (options: FamilyOptions) => TelephonyProvider,
  { account, idOf }: { readonly account: TelephonyAccount; readonly idOf: (sid: string) => string },
  spell: (row: LogRow) => LogRow = (row) => row,
): (ending: Ending) => Promise<LoggedCall | null> {
  return async (ending) => {
    const rows = rowsOf[ending];
    if (rows === undefined) return null;
    const [status, phoneStatus, words] = rows;
    const parent = { ...person(call), sid: idOf(call["CallSid"] ?? ""), parent_call_sid: null, direction: "inbound" };
    const child = {
      ...person(phone),
      sid: idOf(phone["CallSid"] ?? ""),
      parent_call_sid: parent.sid,
      direction: "outbound-dial",
    };
    const pages = [
      ...(phoneStatus === null ? [] : [{ ...child, ...ended(phoneStatus, "18:00:05", "18:00:25") }]),
      { ...parent, ...ended(status, "18:00:00", "18:01:00") },
    ].map((row) => ({ calls: [spell(row)] }));
    const recording = { sid: idOf("RE1"), call_sid: parent.sid, source: "RecordVerb", status: "completed" };
    const recordings = [{ ...recording, duration: "12", date_created: dated("18:00:40") }].filter(() => words);
    const answer = (address: URL) => {
      if (address.pathname.includes("Recordings")) return { recordings, next_page_uri: null };
      const page = Number(address.searchParams.get("Page") ?? 0);
      const next = `${address.pathname}?Page=${page + 1}&PageToken=PA1`;
      return { ...pages[page], next_page_uri: page + 1 < pages.length ? next : null };
    };
    const provider = create({ fetch: async (url) => Response.json(answer(new URL(String(url)))) });
    const to = Temporal.Instant.from("2026-11-20T18:02:00Z");
    const range = { from: to.subtract({ hours: 1 }), to };
    const found = await Array.fromAsync(provider.listCalls(account, range, new AbortController().signal));
    const [only = null, ...others] = found.flat();
    if (others.length > 0) throw new Error("One call became several.");
    return only;
  };
}

function person(fields: Readonly<Record<string, string>>): LogRow {
  return { from: fields["From"], to: fields["To"], forwarded_from: null, caller_name: null, answered_by: null };
}

function ended(status: string, from: string, to: string): LogRow {
  const seconds = status === "completed" ? "20" : "0";
  return { status, duration: seconds, start_time: dated(from), end_time: dated(to), date_created: dated(from) };
}

function dated(time: string): string {
  return `Fri, 20 Nov 2026 ${time} +0000`;
}
