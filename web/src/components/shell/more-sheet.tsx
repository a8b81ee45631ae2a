import { IconCheck, IconLogout } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { PhonePush } from "#components/phone-push/phone-push.tsx";
import { paths } from "#paths.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import styles from "./more-sheet.module.css";
import { bookItems, dailyItems, phoneItem, setUpItems } from "./nav-items.ts";
import { useSignOut } from "./use-sign-out.ts";

/** Every screen that the bar below has no room for, the businesses, and what concerns this phone. */
export function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const { data: me } = useSuspenseQuery(read("me"));
  const { data: installation } = useSuspenseQuery(read("installation"));
  const account = useAccount();
  const signOut = useSignOut();
  const inTheBar: readonly string[] = [paths.today, paths.inbox, paths.review];
  const items = [
    ...dailyItems.filter(({ to }) => !inTheBar.includes(to)),
    ...bookItems,
    ...setUpItems,
    ...(installation.simulator ? [phoneItem] : []),
  ];
  return (
    <BottomSheet title="More" onClose={onClose}>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.to}>
            <Link to={item.to} className={styles.item} onClick={onClose}>
              <item.icon size={20} aria-hidden="true" />
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
      <PhonePush />
      {me.accounts.length > 1 && (
        <>
          <h3 className={styles.group}>Business on the screen</h3>
          <ul className={styles.items}>
            {me.accounts.map((each) => (
              <li key={each.id}>
                <Link
                  to={paths.today}
                  search={{ account: each.id }}
                  className={styles.item}
                  aria-current={each.id === account.id}
                  onClick={onClose}
                >
                  {each.id === account.id ? (
                    <IconCheck size={20} aria-hidden="true" />
                  ) : (
                    <span className={styles.gap} />
                  )}
                  {each.name}
                </Link>
              </li>
            ))}
            <li>
              <Link to={paths.agency} className={styles.item} onClick={onClose}>
                <span className={styles.gap} />
                All side by side
              </Link>
            </li>
          </ul>
        </>
      )}
      <h3 className={styles.group}>{me.user.name}</h3>
      <ul className={styles.items}>
        <li>
          <button type="button" className={styles.item} onClick={() => void signOut().then(onClose)}>
            <IconLogout size={20} aria-hidden="true" />
            Sign out
          </button>
        </li>
      </ul>
    </BottomSheet>
  );
}
