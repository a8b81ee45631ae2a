import { IconCloudUp } from "@tabler/icons-react";
import { useWaiting } from "#offline/waiting.ts";
import { Chip } from "#ui/chip.tsx";

interface WaitingChipProps {
  readonly callbackId: string;
  /** Where it stands, when there is anything to say. */
  readonly className?: string | undefined;
}

/** What a person did on a callback that the server has not taken yet. */
export function WaitingChip({ callbackId, className }: WaitingChipProps) {
  const waiting = useWaiting().filter((action) => action.callbackId === callbackId);
  const [first] = waiting;
  if (first === undefined) return null;
  const needsYou = waiting.some(({ trouble }) => trouble !== null);
  const what = waiting.length === 1 ? `${first.what}: ` : `${waiting.length} actions `;
  return (
    <div className={className}>
      <Chip tone={needsYou ? "late" : "accent"} icon={<IconCloudUp size={12} />}>
        {what}
        {needsYou ? "not done, needs you" : "waiting to be sent"}
      </Chip>
    </div>
  );
}
