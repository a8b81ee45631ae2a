import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { IconAlertTriangleFilled, IconBellRinging, IconHandStop, IconPhoneCall } from "@tabler/icons-react";
import { Chip } from "#ui/chip.tsx";
import { firstName, labelWords } from "./label-words.ts";

interface CallbackChipsProps {
  readonly row: CallbackRow;
  /** In the case, alarm and holds have cards of their own. */
  readonly isCase?: boolean;
}

/** The few facts of a callback that change what one does next, the weightiest first. */
export function CallbackChips({ row, isCase = false }: CallbackChipsProps) {
  const alarm = row.escalation;
  const isOpen = row.state !== "closed";
  return (
    <>
      {row.onTheLine && (
        <Chip tone="accent" icon={<IconPhoneCall size={12} />}>
          Talking now
        </Chip>
      )}
      {row.urgency === "emergency" && (
        <Chip tone="late" strong icon={<IconAlertTriangleFilled size={12} />}>
          Emergency
        </Chip>
      )}
      {isOpen && !isCase && alarm !== null && alarm.acknowledgedBy === null && (
        <Chip tone="soon" icon={<IconBellRinging size={12} />}>
          Alarm to {alarm.to}
        </Chip>
      )}
      {isOpen && alarm !== null && alarm.acknowledgedBy !== null && (
        <Chip tone="soon">{alarm.acknowledgedBy} has the alarm</Chip>
      )}
      {row.lane === "complaint" && <Chip tone="soon">Complaint</Chip>}
      {row.urgency === "high" && row.lane !== "complaint" && <Chip tone="soon">High urgency</Chip>}
      {isOpen && !isCase && row.holds > 0 && (
        <Chip tone="soon" icon={<IconHandStop size={12} />}>
          Held for a person
        </Chip>
      )}
      {isOpen && row.claimedBy !== null && <Chip tone="accent">{firstName(row.claimedBy)} is on it</Chip>}
      {row.kind === "text" && <Chip>Texted</Chip>}
      {row.callCount > 1 && <Chip>{row.callCount} calls</Chip>}
      {isOpen && row.attemptCount > 0 && (
        <Chip>{row.attemptCount === 1 ? "1 attempt" : `${row.attemptCount} attempts`}</Chip>
      )}
      {row.intent !== null && row.intent !== row.lane && row.intent !== row.urgency && (
        <Chip>{labelWords(row.intent)}</Chip>
      )}
      {row.numberLabel !== null && <Chip>{row.numberLabel}</Chip>}
    </>
  );
}
