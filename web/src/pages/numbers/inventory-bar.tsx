import type { InventoryConnection } from "@ringback/contract/inventory.ts";
import { IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./numbers.module.css";

/** When the providers' lists were read last, reading them now, and where to buy another number. */
export function InventoryBar({ connections }: { readonly connections: readonly InventoryConnection[] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const sync = useAct("syncNumbers", {
    changes: ["listNumbers", "listConnections", "doctor"],
    ownErrors: true,
    onDone: ({ connections: read }) => {
      const failed = read.filter(({ ok }) => !ok);
      if (failed.length === 0)
        sayDone("Compared with your provider", read.map(({ label, note }) => `${label}: ${note}`).join(", "));
    },
  });
  const listing = connections.filter(({ listsNumbers }) => listsNumbers);
  if (listing.length === 0) return null;
  const oldest = listing
    .map(({ syncedAt }) => (syncedAt === null ? 0 : Date.parse(syncedAt)))
    .reduce((a, b) => Math.min(a, b));
  return (
    <div className={styles.inventoryBar}>
      <span>
        {oldest === 0
          ? "Not yet compared with your provider's list."
          : `Compared with your provider's list ${whenWords(oldest, nowMs, timeZone)}.`}
      </span>
      <Button
        size="small"
        icon={<IconRefresh size={14} aria-hidden="true" />}
        busy={sync.isPending}
        onClick={() => sync.mutate({})}
      >
        Compare now
      </Button>
      {listing.map(
        ({ id, label, buyUrl }) =>
          buyUrl !== null && (
            <a key={id} href={buyUrl} target="_blank" rel="noreferrer" className={styles.buy}>
              Buy a number at {label} <IconExternalLink size={14} aria-hidden="true" />
              <span className="visually-hidden"> (opens the provider's site)</span>
            </a>
          ),
      )}
      <ProblemNote error={sync.error} />
      {sync.data?.connections
        .filter(({ ok }) => !ok)
        .map(({ id, label, note }) => (
          <p key={id} className={styles.syncFailed} role="alert">
            {label} did not answer: {note}
          </p>
        ))}
    </div>
  );
}
