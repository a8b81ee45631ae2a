import type { MyNotices } from "@ringback/contract/notices.ts";
import { IconX } from "@tabler/icons-react";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./notices.module.css";

/** The browsers that are pushed to. */
export function DevicesCard({ devices }: { readonly devices: MyNotices["devices"] }) {
  const remove = useAct("removePushSubscription", { changes: ["myNotices", "teamReach"] });
  if (devices.length === 0) return null;
  return (
    <Card title="My devices">
      <ul className={styles.list}>
        {devices.map(({ id, mark, device, createdAt, lastAcceptedAt, lastError }) => (
          <li key={id}>
            <span className={styles.grow}>
              <strong>{device}</strong>
              <span>
                {lastAcceptedAt === null ? (
                  <>
                    Since <When at={createdAt} />, nothing pushed yet
                  </>
                ) : (
                  <>
                    Last reached <When at={lastAcceptedAt} />
                  </>
                )}
                {lastError !== null && ` · last try failed (${lastError})`}
              </span>
            </span>
            <IconButton
              label={`Push no longer to ${device}`}
              icon={<IconX size={16} />}
              onClick={() => remove.mutate({ query: { mark } })}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
