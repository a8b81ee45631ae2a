import { CopyButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { count } from "./headline.tsx";
import styles from "./ledger.module.css";

type Books = Answer<"ledger">;

interface SealCardProps {
  readonly seal: Books["seal"];
  readonly check: Books["check"];
}

/** How far the ledger is sealed, and whether what is sealed is still as it was. */
export function SealCard({ seal, check }: SealCardProps) {
  const ask = useAct("checkLedger", { changes: ["ledger"] });
  const running = check !== null && check.finishedAt === null;
  return (
    <Card title="Sealed against later changes">
      {seal.until === null || seal.hash === null ? (
        <p className={styles.soft}>Nothing is sealed yet. That happens by itself, every minute.</p>
      ) : (
        <p className={styles.sealLine}>
          Sealed until <When at={seal.until} />, block {count(seal.number)},{" "}
          <CopyButton value={seal.hash}>
            {({ copied, copy }) => (
              <button type="button" className={styles.hash} onClick={copy} title="Copy the whole to keep it elsewhere">
                {copied ? "copied" : `${seal.hash?.slice(0, 12)}…`}
              </button>
            )}
          </CopyButton>
        </p>
      )}
      <div className={styles.checkRow}>
        <Button size="small" busy={ask.isPending || running} onClick={() => ask.mutate({})}>
          Check now
        </Button>
        <CheckWords check={check} />
      </div>
      {check?.report?.ok === false && <Findings report={check.report} />}
    </Card>
  );
}

function CheckWords({ check }: { readonly check: Books["check"] }) {
  if (check === null) return <span className={styles.soft}>Recomputes every seal, count and standing.</span>;
  if (check.finishedAt === null) return <span className={styles.soft}>Checking …</span>;
  if (check.error !== null) return <span className={styles.late}>{check.error}</span>;
  const { report } = check;
  if (report === null) return null;
  return report.ok ? (
    <span className={styles.ok}>
      All as sealed: {count(report.blocks)} blocks, {count(report.entries)} entries, {count(report.calls)} calls,
      checked <When at={report.at} />
    </span>
  ) : (
    <span className={styles.late}>
      Not as it was: {count(report.findings.length + report.more)} findings, checked <When at={report.at} />
    </span>
  );
}

function Findings({ report }: { readonly report: NonNullable<NonNullable<Books["check"]>["report"]> }) {
  return (
    <ul className={styles.findings}>
      {report.findings.slice(0, 10).map((finding) => (
        <li key={`${finding.kind}${finding.text}`}>
          {finding.text}{" "}
          {finding.calls.slice(0, 3).map((callId, index) => (
            <Link key={callId} to={paths.call} params={{ callId }}>
              call {index + 1}{" "}
            </Link>
          ))}
        </li>
      ))}
    </ul>
  );
}
