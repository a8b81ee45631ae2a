import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import styles from "./shell.module.css";

/** Every business of the person signed in, one click each; with only one there is nothing to switch. */
export function AccountSwitcher() {
  const { data: me } = useSuspenseQuery(read("me"));
  const account = useAccount();
  const navigate = useNavigate();
  if (me.accounts.length < 2) return <div className={styles.oneAccount}>{account.name}</div>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame and legend
    <div className={styles.accounts} role="group" aria-label="Business on the screen">
      {me.accounts.map((each) => (
        <button
          key={each.id}
          type="button"
          className={styles.account}
          aria-pressed={each.id === account.id}
          onClick={() => navigate({ to: paths.today, search: { account: each.id } })}
        >
          <span className={styles.badge} aria-hidden="true">
            {initialsOf(each.name)}
          </span>
          <span className={styles.accountName}>{each.name}</span>
        </button>
      ))}
      <Link to={paths.agency} className={styles.sideBySide}>
        Side by side
      </Link>
    </div>
  );
}

/** The first letters of a name's first two words. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}|^\p{N}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
