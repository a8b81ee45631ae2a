import { Outlet } from "@tanstack/react-router";
import { useLive } from "#api/live.ts";
import { useAccount } from "#api/use-account.ts";
import { ClockBanner } from "./clock-banner.tsx";
import { BottomBar, TopBar } from "./phone-bars.tsx";
import styles from "./shell.module.css";
import { SideNav } from "./side-nav.tsx";

/** The frame of every screen of a business: navigation at the left of a desk and below on a phone, live updates, the screen. */
export function AppShell() {
  const account = useAccount();
  const live = useLive(account.id);
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the screen
      </a>
      <ClockBanner />
      <SideNav live={live} />
      <TopBar live={live} />
      {/* Another business is another set of screens: nothing of the one before may stay in their state. */}
      <main key={account.id} id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <BottomBar />
    </div>
  );
}
