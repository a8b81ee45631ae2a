import type { CallSummary } from "@ringback/contract/calls.ts";
import { Link } from "@tanstack/react-router";
import { CallOutcome } from "#components/call-outcome.tsx";
import { callerWords, phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Chip } from "#ui/chip.tsx";
import styles from "./calls-table.module.css";

/** Calls as a table; a row leads to the call's ledger. On a phone the same rows stand as cards. */
export function CallsTable({ calls }: { readonly calls: readonly CallSummary[] }) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Caller</th>
            <th scope="col">How it ended</th>
            <th scope="col">Number called</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.id}>
              <td className={styles.time}>
                <When at={call.arrivedAt} />
              </td>
              <td className={styles.cellWho}>
                <Link to={paths.call} params={{ callId: call.id }} className={styles.who}>
                  {callerWords({ callerName: call.callerName, callerNumber: call.from })}
                </Link>
              </td>
              <td className={styles.cellOutcome}>
                <CallOutcome call={call} />
                {call.drill && <Chip>Drill</Chip>}
              </td>
              <td className={`${styles.cellNumber} ${styles.soft}`}>{phoneWords(call.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
