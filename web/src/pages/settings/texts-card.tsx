import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** The automatic text as callers get it, and the way to change it. */
export function TextsCard() {
  const { data } = useSuspenseQuery(read("getPlaybook"));
  const { acknowledgement, businessName } = data.playbook;
  return (
    <Card title="Automatic texts">
      {acknowledgement.enabled ? (
        <p className={styles.bubble}>{acknowledgement.template.replaceAll("{business}", businessName)}</p>
      ) : (
        <p className={styles.quiet}>Off. Nobody is texted by itself; every callback is due sooner instead.</p>
      )}
      <Link to={paths.setup} search={{ step: "text" }} className={styles.link}>
        Change the texts
      </Link>
      <p className={styles.quiet}>
        Rules version {data.version}
        {data.changedBy === null ? "" : `, saved by ${data.changedBy}`}. Every decision keeps the version it was made
        under.
      </p>
    </Card>
  );
}
