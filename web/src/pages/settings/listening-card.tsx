import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** The way to services and to the business's own words. */
export function ListeningCard() {
  const { data } = useSuspenseQuery(read("getPlaybook"));
  const count = data.playbook.classification.phrases.length;
  return (
    <Card title="Listening and reading">
      <p className={styles.quiet}>
        Speech services and language models, what they cost, and the words that matter here
        {count === 0 ? "." : `: ${count} so far.`}
      </p>
      <Link to={paths.listening} className={styles.link}>
        Open listening and reading
      </Link>
    </Card>
  );
}
