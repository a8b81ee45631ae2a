import { IconEye, IconPencil } from "@tabler/icons-react";
import { firstName } from "#components/label-words.ts";
import { Chip } from "#ui/chip.tsx";
import { useOthersAt } from "./use-presence.ts";

/** Who else has this case open, so that two people do not ring one caller. */
export function OthersChip({ callbackId }: { readonly callbackId: string }) {
  return useOthersAt(callbackId).map(({ name, isWorking }) => (
    <Chip
      key={name}
      tone={isWorking ? "soon" : "plain"}
      icon={isWorking ? <IconPencil size={12} /> : <IconEye size={12} />}
    >
      {firstName({ name })} {isWorking ? "is at it" : "is looking"}
    </Chip>
  ));
}
