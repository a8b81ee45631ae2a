import { IconX } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./bulk-bar.module.css";
import { type BulkDialogName, useBulk } from "./use-bulk.ts";
import type { Selection } from "./use-selection.ts";

const BulkDialog = lazy(() => import("./bulk-dialogs.tsx").then((module) => ({ default: module.BulkDialog })));

/** What can be done to all picked callbacks at once; it stands over the list for as long as any is picked. */
export function BulkBar({ selection }: { readonly selection: Selection }) {
  const { role } = useAccount();
  const [dialog, setDialog] = useState<BulkDialogName | null>(null);
  const bulk = useBulk(selection, () => setDialog(null));
  const count = selection.rows.length;
  const { commands } = selection;
  useEffect(() => {
    commands.current = {
      claim: () => bulk.run({ action: "claim" }),
      snooze: () => setDialog("snooze"),
      close: () => setDialog("close"),
    };
    return () => {
      commands.current = null;
    };
  });
  if (count === 0) return null;
  const hasClaimed = selection.rows.some((row) => row.claimedBy !== null);
  const isCoordinator = role === "owner" || role === "coordinator";
  return (
    <div className={styles.bar} role="toolbar" aria-label="Picked callbacks">
      <strong className={styles.count} aria-live="polite">
        {count} picked
      </strong>
      <Button
        size="small"
        tone="primary"
        hotkey="a"
        busy={bulk.isPending}
        onClick={() => bulk.run({ action: "claim" })}
      >
        Claim
      </Button>
      {hasClaimed && (
        <Button size="small" onClick={() => bulk.run({ action: "release" })}>
          Release
        </Button>
      )}
      <Button
        size="small"
        refusal={isCoordinator ? null : "Only coordinators and owners give callbacks to others."}
        onClick={() => setDialog("reassign")}
      >
        Reassign
      </Button>
      <Button size="small" hotkey="s" onClick={() => setDialog("snooze")}>
        Snooze
      </Button>
      <Button size="small" hotkey="o" onClick={() => setDialog("close")}>
        Close
      </Button>
      <span className={styles.last}>
        <IconButton label="Pick none (Esc)" size="small" icon={<IconX size={16} />} onClick={selection.clear} />
      </span>
      {dialog !== null && (
        <Suspense fallback={null}>
          <BulkDialog name={dialog} rows={selection.rows} bulk={bulk} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </div>
  );
}
