import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { reachWords } from "#components/people/reach-words.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** How an emergency reaches the person signed in, and the way to change it. */
export function NoticesCard() {
  const { data } = useSuspenseQuery(read("teamReach"));
  const { memberId } = useAccount();
  const mine = data.reach.find((one) => one.memberId === memberId);
  const { words, warning } = reachWords(mine, null);
  return (
    <Card title="How I am told">
      <p className={styles.quiet}>
        {words}
        {warning !== null && `. ${warning}.`}
      </p>
      <Link to={paths.notices} className={styles.link}>
        Channels, quiet hours, tests
      </Link>
    </Card>
  );
}
