import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** What this installation is, and whether it is well. */
export function AboutCard() {
  const { data: installation } = useSuspenseQuery(read("installation"));
  const { data: doctor } = useSuspenseQuery(read("doctor"));
  return (
    <Card title="About">
      <dl className={styles.facts}>
        <dt>Version</dt>
        <dd>
          Ringback {installation.version}
          {installation.demo && ", with demo data"}
        </dd>
        {doctor.checks.map((check) => (
          <div key={check.name} className={styles.check}>
            <dt>{check.name.charAt(0).toUpperCase() + check.name.slice(1)}</dt>
            <dd>
              <strong data-ok={check.ok}>{check.ok ? "Well" : "Not well"}</strong> {check.note}
            </dd>
          </div>
        ))}
        <dt>API</dt>
        <dd>
          <a href="/api/openapi.json" target="_blank" rel="noreferrer" className={styles.link}>
            OpenAPI description
          </a>
        </dd>
        <dt>Licence</dt>
        <dd>Apache-2.0</dd>
      </dl>
      <Link to={paths.setup} search={{ step: "business" }} className={styles.link}>
        Go through the set-up again
      </Link>
    </Card>
  );
}
