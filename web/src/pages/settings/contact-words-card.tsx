import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** The way to the business's own words for contacts. */
export function ContactWordsCard() {
  return (
    <Card title="Contacts">
      <p className={styles.quiet}>
        The tiers of your customers, and fields of your own: a gate code, a model, a contract.
      </p>
      <Link to={paths.contactWords} className={styles.link}>
        Tiers and own fields
      </Link>
    </Card>
  );
}
