import { IconChecklist, IconClockHour4, IconMenu2, IconMessages, IconUser } from "@tabler/icons-react";
import { Link, useLocation, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { LiveState } from "#api/live.ts";
import { useAccount } from "#api/use-account.ts";
import { anyone, paths } from "#paths.ts";
import { LiveIndicator } from "./live-indicator.tsx";
import { SchemeToggle } from "./scheme-toggle.tsx";
import styles from "./shell.module.css";
import { useCounts } from "./use-counts.ts";

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

const MoreSheet = lazy(() => import("./more-sheet.tsx").then((module) => ({ default: module.MoreSheet })));

/** The navigation in a thumb's reach: one's own callbacks, everybody's, what waits for review, and the rest. */
export function BottomBar() {
  const counts = useCounts();
  const { memberId } = useAccount();
  const { pathname } = useLocation();
  const { owner } = useSearch({ strict: false });
  const [isMoreOpen, setMoreOpen] = useState(false);
  const isToday = pathname.startsWith(paths.today);
  const isMine = isToday && owner === memberId;
  const current = (isCurrent: boolean) => (isCurrent ? { "aria-current": "page" as const } : {});
  return (
    <nav className={styles.bottomBar} aria-label="Main">
      <Link
        to={paths.today}
        search={{ owner: memberId }}
        className={styles.tab}
        activeProps={{}}
        {...current(isMine)}
        data-on={isMine}
      >
        <IconUser size={22} aria-hidden="true" />
        Mine
      </Link>
      <Link
        to={paths.today}
        search={{ owner: anyone }}
        className={styles.tab}
        activeProps={{}}
        {...current(isToday && !isMine)}
        data-on={isToday && !isMine}
      >
        <IconClockHour4 size={22} aria-hidden="true" />
        All
        <TabCount value={counts.open} late={counts.overdue > 0} meaning="open" />
      </Link>
      <Link to={paths.inbox} className={styles.tab}>
        <IconMessages size={22} aria-hidden="true" />
        Texts
        <TabCount value={counts.unread} meaning="not read" />
      </Link>
      <Link to={paths.review} className={styles.tab}>
        <IconChecklist size={22} aria-hidden="true" />
        Review
        <TabCount
          value={counts.review}
          late={counts.reviewOverdue > 0}
          meaning={counts.reviewOverdue > 0 ? `waiting, ${counts.reviewOverdue} overdue` : "waiting"}
        />
      </Link>
      <button type="button" className={styles.tab} aria-haspopup="dialog" onClick={() => setMoreOpen(true)}>
        <IconMenu2 size={22} aria-hidden="true" />
        More
      </button>
      {isMoreOpen && (
        <Suspense fallback={null}>
          <MoreSheet onClose={() => setMoreOpen(false)} />
        </Suspense>
      )}
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
