/** What we use of Telnyx's voice webhooks, by the names that the TwiML family knows. */
export function familyFields(sent: URLSearchParams, query: URLSearchParams): [string, string][] {
  // The address of a recording is a key to the audio for minutes; its id is enough for us.
  const dropped = new Set(["RecordingUrl", "CallerId", "Timestamp"]);
  // The request that follows a voicemail is told from the report of its recording by the address we gave it.
  if (query.has("left")) dropped.add("RecordingStatus");
  const fields = [...sent].filter(([name]) => !dropped.has(name));
  const add = (name: string, value: string | null) => {
    if (value !== null && value !== "" && !sent.has(name)) fields.push([name, value]);
  };
  add("ParentCallSid", query.get("call"));
  add("CallerName", sent.get("CallerId"));
  add("StirVerstat", verstatOf(sent.get("ShakenStirAttestation"), sent.get("ShakenStirValidated")));
  const timestamp = sent.get("Timestamp");
  // Some of its pages write a space for the T.
  if (timestamp !== null) fields.push(["Timestamp", timestamp.replace(/^(\d{4}-\d\d-\d\d) /, "$1T")]);
  return fields;
}

/** Who signed for the caller's number, in Twilio's word for it; null where nobody did or nobody checked. */
function verstatOf(attestation: string | null, validated: string | null): string | null {
  if (attestation === null || !/^[ABC]$/.test(attestation)) return null;
  if (validated === "true") return `TN-Validation-Passed-${attestation}`;
  return validated === "false" ? `TN-Validation-Failed-${attestation}` : null;
}
