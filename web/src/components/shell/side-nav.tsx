import { IconLogout } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { LiveState } from "#api/live.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { AccountSwitcher } from "./account-switcher.tsx";
import { LiveIndicator } from "./live-indicator.tsx";
import { bookItems, dailyItems, phoneItem, setUpItems } from "./nav-items.ts";
import { SchemeToggle } from "./scheme-toggle.tsx";
import styles from "./shell.module.css";
import { useCounts } from "./use-counts.ts";
import { useSignOut } from "./use-sign-out.ts";

/** What the router says of a link to the screen that is on, for screens of several. */
const isOn = { "data-status": "active" } as const;

/** The navigation at the desk. */
export function SideNav({ live }: { readonly live: LiveState }) {
  const { data: me } = useSuspenseQuery(read("me"));
  const { data: installation } = useSuspenseQuery(read("installation"));
  const account = useAccount();
  const { pathname } = useLocation();
  const counts = useCounts();
  const signOut = useSignOut();
  return (
    <nav className={styles.nav} aria-label="Main">
      <Link to={paths.today} className={styles.logo}>
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span>
          Ring<em>back</em>
        </span>
      </Link>
      <AccountSwitcher />
      {dailyItems.map((item) => (
        <Link key={item.to} to={item.to} className={styles.link}>
          <item.icon size={18} aria-hidden="true" />
          {item.label}
          {item.count === "open" && <Count value={counts.open} late={counts.overdue > 0} meaning="open" />}
          {item.count === "unread" && <Count value={counts.unread} meaning="not read" />}
          {item.count === "review" && (
            <Count
              value={counts.review}
              late={counts.reviewOverdue > 0}
              meaning={counts.reviewOverdue > 0 ? `waiting, ${counts.reviewOverdue} overdue` : "waiting"}
            />
          )}
        </Link>
      ))}
      {bookItems.map((item) => (
        <Link key={item.to} to={item.to} className={styles.link} {...(pathname.startsWith(item.under) && isOn)}>
          <item.icon size={18} aria-hidden="true" />
          {item.label}
        </Link>
      ))}
      <div className={styles.section}>Set up</div>
      {setUpItems.map((item) => (
        <Link key={item.to} to={item.to} className={styles.link}>
          <item.icon size={18} aria-hidden="true" />
          {item.label}
        </Link>
      ))}
      {installation.simulator && (
        <Link to={phoneItem.to} className={styles.link}>
          <phoneItem.icon size={18} aria-hidden="true" />
          {phoneItem.label}
        </Link>
      )}
      <div className={styles.gap} />
      <div className={styles.foot}>
        <LiveIndicator state={live} />
        <div className={styles.person}>
          <div className={styles.personName}>
            <strong>{me.user.name}</strong>
            <span>{account.role}</span>
          </div>
          <SchemeToggle />
          <IconButton label="Sign out" icon={<IconLogout size={18} />} size="small" onClick={() => void signOut()} />
        </div>
      </div>
    </nav>
  );
}

interface CountProps {
  readonly value: number;
  readonly meaning: string;
  readonly late?: boolean;
}

function Count({ value, meaning, late = false }: CountProps) {
  if (value === 0) return null;
  return (
    <span className={`${styles.count} ${late ? styles.countLate : ""}`}>
      {value}
      <span className="visually-hidden"> {meaning}</span>
    </span>
  );
}
