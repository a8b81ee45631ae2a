import { Menu } from "@mantine/core";
import { IconCheck, IconLogout, IconMenu2 } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { LiveState } from "#api/live.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import { LiveIndicator } from "./live-indicator.tsx";
import { bookItems, dailyItems, phoneItem, setUpItems } from "./nav-items.ts";
import { SchemeToggle } from "./scheme-toggle.tsx";
import styles from "./shell.module.css";
import { useCounts } from "./use-counts.ts";
import { useSignOut } from "./use-sign-out.ts";

/** The bar above a phone's screen: which business, and whether it is live. */
export function TopBar({ live }: { readonly live: LiveState }) {
  const account = useAccount();
  return (
    <section className={styles.topBar} aria-label="Business on the screen">
      <img src="/favicon.svg" alt="" width={22} height={22} />
      <span className={styles.topName}>{account.name}</span>
      <LiveIndicator state={live} />
      <SchemeToggle />
    </section>
  );
}

/** The navigation in a thumb's reach. */
export function BottomBar() {
  const counts = useCounts();
  return (
    <nav className={styles.bottomBar} aria-label="Main">
      {dailyItems.map((item) => (
        <Link key={item.to} to={item.to} className={styles.tab}>
          <item.icon size={22} aria-hidden="true" />
          {item.label}
          {item.count === "open" && <TabCount value={counts.open} late={counts.overdue > 0} meaning="open" />}
          {item.count === "review" && (
            <TabCount
              value={counts.review}
              late={counts.reviewOverdue > 0}
              meaning={counts.reviewOverdue > 0 ? `waiting, ${counts.reviewOverdue} overdue` : "waiting"}
            />
          )}
        </Link>
      ))}
      <MoreMenu />
    </nav>
  );
}

function TabCount({ value, late = false, meaning }: { value: number; late?: boolean; meaning: string }) {
  if (value === 0) return null;
  return (
    <span className={`${styles.tabCount} ${late ? styles.tabCountLate : ""}`}>
      {value > 99 ? "99+" : value}
      <span className="visually-hidden"> {meaning}</span>
    </span>
  );
}

function MoreMenu() {
  const { data: me } = useSuspenseQuery(read("me"));
  const { data: installation } = useSuspenseQuery(read("installation"));
  const account = useAccount();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const items = [...bookItems, ...setUpItems, ...(installation.simulator ? [phoneItem] : [])];
  return (
    <Menu position="top-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.tab}>
          <IconMenu2 size={22} aria-hidden="true" />
          More
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item key={item.to} component={Link} to={item.to} leftSection={<item.icon size={18} />}>
            {item.label}
          </Menu.Item>
        ))}
        {me.accounts.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>Business on the screen</Menu.Label>
            {me.accounts.map((each) => (
              <Menu.Item
                key={each.id}
                leftSection={each.id === account.id ? <IconCheck size={18} /> : <span style={{ width: 18 }} />}
                onClick={() => navigate({ to: paths.today, search: { account: each.id } })}
              >
                {each.name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Label>{me.user.name}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
