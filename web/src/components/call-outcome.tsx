import type { CallSummary } from "@ringback/contract/calls.ts";
import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { Chip } from "#ui/chip.tsx";

const underWay = {
  ringing: "Ringing now",
  talking: "Talking now",
  voicemail: "Leaving a voicemail",
  ended: "Ended",
} as const;

/** How a call ended, or where it stands. */
export function CallOutcome({ call }: { readonly call: CallSummary }) {
  if (call.outcome === null) return <Chip tone="accent">{underWay[call.state]}</Chip>;
  if (call.outcome === "answered") {
    return (
      <Chip tone={call.answeredLate ? "soon" : "ok"}>
        Answered{call.answeredLate ? " late" : ""}
        {call.answeredBy === null ? "" : ` by ${call.answeredBy}`}
      </Chip>
    );
  }
  const why = call.missReason === null ? "" : `: ${missLabel(call.missReason).toLowerCase()}`;
  return <Chip tone="late">Missed{why}</Chip>;
}
