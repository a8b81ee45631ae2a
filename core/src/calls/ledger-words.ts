import { missLabel } from "#callbacks/call-words.ts";

type Detail = Readonly<Record<string, unknown>>;

/** One line of a call's ledger in plain words; an event nobody wrote words for is shown by its name. */
export function ledgerWords(kind: string, detail: Detail, nameOf: (memberId: string) => string | null): string {
  const word = (key: string): string | null => {
    const value = detail[key];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const seconds = typeof detail["durationSeconds"] === "number" ? `, ${detail["durationSeconds"]} s` : "";
  const member = word("memberId");
  const who = member === null ? null : nameOf(member);
  switch (kind) {
    case "arrived":
      return word("forwardedFrom") === null
        ? "The call came in"
        : "The call came in, forwarded because nobody answered";
    case "leg-progress":
      return `A phone of the team: ${plain(word("status") ?? "unknown")}`;
    case "leg-accepted":
      return `${who ?? "Somebody"} pressed 1 to accept`;
    case "dial-ended":
      return detail["bridged"] === true
        ? "Ringing ended: connected"
        : `${detail["round"] === 1 ? "The group's ringing ended" : detail["round"] === 2 ? "The overflow's ringing ended" : "Ringing ended"}: ${plain(word("status") ?? "unknown")}`;
    case "voicemail-left":
      return `A voicemail was left${seconds}`;
    case "recording-ready":
      return word("state") === "ready"
        ? `The recording is ready${seconds}`
        : `The recording is ${plain(word("state") ?? "missing")}`;
    case "transcript-ready":
      return word("state") === "failed" ? "The transcription failed" : "The transcript came";
    case "ended":
      return `The call ended: ${plain(word("status") ?? "unknown")}${seconds}`;
    case "system-failed":
      return `An address of ours did not answer the provider${word("code") === null ? "" : ` (${word("code")})`}`;
    case "missed":
      return `Judged missed: ${missLabel(word("reason") ?? "unknown").toLowerCase()}`;
    case "answered":
      return who === null ? "Judged answered by a person" : `Judged answered by ${who}`;
    case "found-in-log":
      return "Found in the provider's own log; nothing of it had reached us";
    case "queue-joined":
      return `Waits in the queue ${word("queue") ?? ""}`.trim();
    case "queue-left": {
      const waited = typeof detail["waitedSeconds"] === "number" ? ` after ${detail["waitedSeconds"]} s` : "";
      return `Left the queue ${word("queue") ?? ""}${waited}: ${queueResults[word("result") ?? ""] ?? plain(word("result") ?? "unknown")}`;
    }
    case "menu-left":
      return `In the menu: ${plain(word("result") ?? "unknown")}`;
    case "machine-answered":
      return "A machine picked up a phone";
    case "outcome-reported":
      return word("outcome") === "answered"
        ? `The phone system says answered${word("answeredBy") === null ? "" : ` by ${word("answeredBy")}`}`
        : `The phone system says missed${word("reason") === null ? "" : `: ${missLabel(word("reason") ?? "").toLowerCase()}`}`;
    case "caller-named":
      return "The caller's number became known";
    case "joined-earlier":
      return "Joined to the caller's open callback";
    case "entered-as-lead":
      return "No customer or open lead found by the number; entered as a new lead";
    case "acknowledgement-queued":
      return "The text to the caller was written down to be sent";
    case "acknowledgement-suppressed":
      return `No text to the caller: ${listed(detail["rules"])}`;
    case "classified":
      return `Words judged: urgency ${plain(word("urgency") ?? "unknown")}, intent ${plain(word("intent") ?? "unclear")}`;
    default: {
      const words = plain(kind);
      return words.charAt(0).toUpperCase() + words.slice(1);
    }
  }
}

const queueResults: Readonly<Record<string, string>> = {
  answered: "taken by an agent",
  abandoned: "the caller hung up",
  "timed-out": "nobody took it in time",
  full: "it was full",
  "no-agents": "nobody was in it",
  "left-by-key": "the caller pressed a key",
  failed: "it failed",
};

function plain(key: string): string {
  return key.replaceAll(/[-_]+/g, " ");
}

function listed(rules: unknown): string {
  const known = Array.isArray(rules) ? rules.filter((rule): rule is string => typeof rule === "string").map(plain) : [];
  return known.join(", ") || "a rule stopped it";
}
