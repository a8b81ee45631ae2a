import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** The way to bring the log of a phone system. */
export function ImportsCard() {
  return (
    <Card title="Call logs">
      <p className={styles.quiet}>
        Bring the log of your phone system as a file. Its calls count in figures; nobody is texted about them.
      </p>
      <Link to={paths.imports} className={styles.link}>
        Bring a call log
      </Link>
    </Card>
  );
}
