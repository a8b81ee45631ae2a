import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "#api/client.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./ledger.module.css";

type Connection = Answer<"ledger">["connections"][number];

/** How far the books were compared with each phone system's own log. */
export function CheckedCard({ connections }: { readonly connections: readonly Connection[] }) {
  return (
    <Card title="Checked against your phone systems">
      {connections.length === 0 && <p className={styles.soft}>No phone system is connected.</p>}
      <ul className={styles.checks}>
        {connections.map((connection) => (
          <li key={connection.id} className={styles.checkedLine}>
            <Checked connection={connection} />
            {connection.hasLog && <CompareNow connectionId={connection.id} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function CompareNow({ connectionId }: { readonly connectionId: string }) {
  const { role } = useAccount();
  const start = useAct("startReconciliation", { onDone: () => sayDone("Comparing with their log") });
  if (role !== "owner" && role !== "coordinator") return null;
  return (
    <Button size="small" tone="quiet" busy={start.isPending} onClick={() => start.mutate({ body: { connectionId } })}>
      Compare now
    </Button>
  );
}

function Checked({ connection }: { readonly connection: Connection }) {
  const { label, hasLog, readUntil, error, errorAt } = connection;
  if (!hasLog)
    return (
      <Line tone="soft" label={label}>
        cannot be checked: this phone system has no log that can be read
      </Line>
    );
  if (errorAt !== null && (readUntil === null || errorAt > readUntil))
    return (
      <Line tone="late" label={label}>
        its log could not be read since <When at={readUntil ?? errorAt} />
        {error === null ? "" : `: ${error}`}. It is tried again by itself; if it stays so, look at the connection under{" "}
        <Link to={paths.numbers}>Numbers</Link>.
      </Line>
    );
  if (readUntil === null)
    return (
      <Line tone="soft" label={label}>
        its log has not been read yet
      </Line>
    );
  return (
    <Line tone="ok" label={label}>
      checked against its log until <When at={readUntil} />
    </Line>
  );
}

const marks = {
  ok: <IconCircleCheck size={17} aria-hidden="true" />,
  late: <IconAlertTriangle size={17} aria-hidden="true" />,
  soft: <IconCircleDashed size={17} aria-hidden="true" />,
};

function Line({ tone, label, children }: { tone: keyof typeof marks; label: string; children: ReactNode }) {
  return (
    <p className={`${styles.check} ${styles[tone]}`}>
      {marks[tone]}
      <span>
        <strong>{label}</strong> {children}
      </span>
    </p>
  );
}
