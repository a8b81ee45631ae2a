import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useLive } from "#api/live.ts";
import { read } from "#api/queries.ts";
import { type Account, useAccount } from "#api/use-account.ts";
import { FinderKeys } from "#components/finder/finder-keys.tsx";
import { useDialed } from "#offline/dialed.ts";
import { ClockBanner } from "./clock-banner.tsx";
import { OfflineStrip } from "./offline-strip.tsx";
import { BottomBar, TopBar } from "./phone-bars.tsx";
import styles from "./shell.module.css";
import { SideNav } from "./side-nav.tsx";

const HowDidItGo = lazy(() => import("#offline/how-did-it-go.tsx").then((module) => ({ default: module.HowDidItGo })));

/** The frame of every screen of a business: navigation at the left of a desk and below on a phone, live updates, the screen. */
export function AppShell() {
  const account = useAccount();
  const live = useLive(account.id);
  const dialed = useDialed();
  useOfflineWork(account);
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
      <OfflineStrip />
      <BottomBar />
      <FinderKeys />
      {dialed?.accountId === account.id && (
        <Suspense fallback={null}>
          <HowDidItGo key={dialed.at} dialed={dialed} />
        </Suspense>
      )}
    </div>
  );
}

/** Sends what waits and keeps what is read, by code that no first screen has to load. */
function useOfflineWork(account: Account): void {
  const client = useQueryClient();
  const { data: me } = useSuspenseQuery(read("me"));
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    // Failing to load it means a dead spot without the app's files kept; then there is nothing to start.
    void import("#offline/start.ts").then(
      ({ startOffline }) => {
        if (!isOver) stop = startOffline(client, me, account);
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      stop?.();
    };
  }, [client, me, account]);
}
