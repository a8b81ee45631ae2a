import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** The way to what binds every text. */
export function ConsentCard() {
  return (
    <Card title="Texting and consent">
      <p className={styles.quiet}>
        Hours, limits, budget and countries for texts: what the law fixes, and what you may choose within it.
      </p>
      <Link to={paths.texting} className={styles.link}>
        Open texting and consent
      </Link>
    </Card>
  );
}
