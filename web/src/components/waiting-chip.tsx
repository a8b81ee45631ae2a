import { IconCloudUp } from "@tabler/icons-react";
import { useWaiting } from "#offline/waiting.ts";
import { Chip } from "#ui/chip.tsx";

/** What a person did on a callback that the server has not taken yet. */
export function WaitingChip({ callbackId }: { readonly callbackId: string }) {
  const waiting = useWaiting().filter((action) => action.callbackId === callbackId);
  return waiting.map(({ requestId, what, trouble }) => (
    <Chip key={requestId} tone={trouble === null ? "accent" : "late"} icon={<IconCloudUp size={12} />}>
      {what}: {trouble === null ? "waiting to be sent" : "needs you"}
    </Chip>
  ));
}
