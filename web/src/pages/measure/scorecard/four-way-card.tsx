import { Skeleton } from "@mantine/core";
import type { FourWayRow } from "@ringback/contract/scorecard.ts";
import { wayWords } from "@ringback/core/measurement/scorecard/four-way-test.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { BarRows } from "#components/measure/bar-rows.tsx";
import { callerWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./scorecard.module.css";

const shownFirst = 8;

/** Every call is to pass in at least one of four ways. Those that passed in none come first. */
export function FourWayCard() {
  const [all, setAll] = useState(false);
  const { data: test, error } = useQuery(read("fourWayTest", { query: { limit: 500 } }));
  if (error !== null)
    return (
      <Card title="The four-way test">
        <ProblemNote error={error} />
      </Card>
    );
  if (test === undefined) return <Skeleton height={200} radius={12} />;
  if (test.tested === 0)
    return (
      <Card title="The four-way test">
        <p className={styles.soft}>
          No calls in the last four weeks. Each call will be asked: was it answered live, given to the right person,
          captured with enough to act on, or was the caller told at once what happens next? One of the four must hold.
        </p>
      </Card>
    );
  const { violations, tested, byWay, nextCursor } = test;
  const rows = all ? test.calls.slice(0, 100) : test.calls.slice(0, Math.max(shownFirst, Math.min(violations, 50)));
  return (
    <Card title="The four-way test of every call">
      <p className={violations === 0 ? styles.question : `${styles.question} ${styles.toneRed}`}>
        {violations === 0
          ? `All ${tested} calls passed in at least one way.`
          : `${violations} of ${tested} calls passed in no way.`}
      </p>
      <p className={styles.soft}>
        {nextCursor === null
          ? "All calls of the last four weeks."
          : `The newest ${tested} calls of the last four weeks.`}{" "}
        A call may pass in several ways.
      </p>
      <BarRows
        label="In which ways calls passed"
        rows={byWay.map(({ way, title, calls }) => ({
          id: way,
          label: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
          value: calls,
          share: tested === 0 ? 0 : calls / tested,
        }))}
      />
      <ul className={styles.violations}>
        {rows.map((row) => (
          <Row key={row.callId} row={row} />
        ))}
      </ul>
      {!all && test.calls.length > rows.length && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setAll(true)}>
            Show more calls
          </Button>
        </div>
      )}
    </Card>
  );
}

function Row({ row }: { readonly row: FourWayRow }) {
  const { ways, history } = row;
  return (
    <li>
      <Link to={paths.call} params={{ callId: row.callId }} className={styles.who}>
        {callerWords({ callerName: row.callerName, callerNumber: row.caller })}
      </Link>
      <span className={styles.time}>
        <When at={row.at} />
      </span>
      {ways.length === 0 ? (
        <span className={styles.none}>
          Passed in no way{history && ": what became of it is not in the imported log"}
        </span>
      ) : (
        <span className={styles.ways}>{ways.map((way) => wayWords[way]).join(", ")}</span>
      )}
    </li>
  );
}
