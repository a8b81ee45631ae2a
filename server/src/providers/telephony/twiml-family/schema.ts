// The fields of Twilio's webhooks that we use, and nothing else. Lenient: what is missing is missing, what is unknown is
// ignored, what is too long is cut; only an id is never cut, because two would become one.

/** The most characters we keep of a field. Fields not listed are not kept. */
const longest: Readonly<Record<string, number>> = {
  AccountSid: 255,
  CallSid: 255,
  ParentCallSid: 255,
  DialCallSid: 255,
  RecordingSid: 255,
  TranscriptionSid: 255,
  MessageSid: 255,
  SmsSid: 255,
  MessagingServiceSid: 255,
  From: 255,
  To: 255,
  ForwardedFrom: 255,
  CallerName: 120,
  StirVerstat: 80,
  Direction: 40,
  CallStatus: 40,
  CallDuration: 20,
  SequenceNumber: 20,
  SipResponseCode: 20,
  Timestamp: 80,
  DialCallStatus: 40,
  DialCallDuration: 20,
  DialBridged: 10,
  Digits: 40,
  RecordingStatus: 40,
  RecordingDuration: 20,
  RecordingUrl: 1_000,
  TranscriptionStatus: 40,
  TranscriptionText: 20_000,
  MessageStatus: 40,
  SmsStatus: 40,
  ErrorCode: 40,
  ErrorUrl: 1_000,
  Body: 4_000,
  NumMedia: 10,
  ...Object.fromEntries(Array.from({ length: 10 }, (_none, place) => [`MediaUrl${place}`, 1_000])),
  OptOutType: 20,
};

/** Fields a person wrote, where a line break means something. */
const multiLine = new Set(["Body", "TranscriptionText"]);

const isMediaAddress = (name: string) => name.startsWith("MediaUrl");

export type HookFields = Readonly<Record<string, string>>;

/** What we keep of a webhook: known fields, the first value of each, bounded, without control characters. */
export function readFields(sent: Iterable<readonly [string, string]>): HookFields {
  const kept: Record<string, string> = Object.create(null);
  for (const [name, value] of sent) {
    if (name in kept) continue;
    const limit = Object.hasOwn(longest, name) ? longest[name] : undefined;
    if (limit === undefined) continue;
    const controls = multiLine.has(name)
      ? /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g
      : /[\u0000-\u001f\u007f-\u009f]/g;
    // Cut a little longer first: a 10 MB field must not be searched whole. Half a character cannot be stored as JSON.
    const text = value.slice(0, limit * 2 + 2).replace(controls, "");
    kept[name] = name.endsWith("Sid") ? text : text.slice(0, limit).toWellFormed();
  }
  return { ...kept };
}

/**
 * The envelope without what a person said or wrote. The raw inbox is kept as it is for ever, and words may hold what must
 * be cut out (a card number said on a voicemail); they are kept redacted, in the transcript and the message. Nor are the
 * addresses of pictures: by default the vendor gives those out to whoever knows them.
 */
export function withoutWords(fields: HookFields): HookFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      multiLine.has(name) || isMediaAddress(name) ? `[${value.length} characters]` : value,
    ]),
  );
}

/** An id that may name a row: visible ASCII, at most 255 characters; null otherwise. Its form is the provider's matter. */
export function readId(value: string | undefined): string | null {
  return value !== undefined && /^[!-~]{1,255}$/.test(value) ? value : null;
}

/** A count such as a duration in seconds; null when it is no such number. */
export function readCount(value: string | undefined): number | null {
  if (value === undefined || !/^\d{1,9}$/.test(value)) return null;
  return Number(value);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An RFC 2822 date such as `Fri, 20 Nov 2026 18:00:25 +0000` (Twilio sends GMT), or ISO 8601 as its imitators write it; null
 * when it is neither. */
export function readDate(value: string | null | undefined): Temporal.Instant | null {
  if (value != null && /^\d{4}-\d\d-\d\dT/.test(value)) return readIsoDate(value);
  const parts =
    /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-]\d\d)(\d\d)|GMT|UTC)$/.exec(
      value ?? "",
    );
  if (!parts) return null;
  const [, day = "", month = "", year, hour, minute, second, zoneHours = "+00", zoneMinutes = "00"] = parts;
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, "0");
  try {
    return Temporal.Instant.from(
      `${year}-${monthNumber}-${day.padStart(2, "0")}T${hour}:${minute}:${second}${zoneHours}:${zoneMinutes}`,
    );
  } catch {
    return null;
  }
}

function readIsoDate(value: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(value);
  } catch {
    return null;
  }
}
