import { useMediaQuery } from "@mantine/hooks";
import { Navigate, Outlet, useLocation, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { useKeys } from "#ui/use-keys.ts";
import { usePhone } from "#ui/use-phone.ts";
import { CallbackList } from "./list/callback-list.tsx";
import styles from "./today.module.css";
import { useToday } from "./use-today.ts";

const HelpDialog = lazy(() => import("#components/help-dialog.tsx").then((module) => ({ default: module.HelpDialog })));

/** From here on the case stands beside the list; the style sheet says the same. */
const wideFrom = "(min-width: 1100px)";

/** Today: who to call next, by the clock, and the case beside it. */
export function TodayPage() {
  const search = useSearch({ from: "/app/today" });
  const { callbackId } = useParams({ strict: false });
  const isWide = useMediaQuery(wideFrom, undefined, { getInitialValueInEffect: false });
  const { role, memberId } = useAccount();
  const isMineFirst = usePhone() && role === "agent" && search.owner === undefined;
  const today = useToday(isMineFirst ? { ...search, owner: memberId } : search);
  const [helpOpen, setHelpOpen] = useState(false);
  useKeys({ "?": () => setHelpOpen(true) });
  const first = today.groups[0];
  // Whoever has tapped another screen already, which is still loading, is not called back to this one.
  const isStaying = useLocation({ select: ({ pathname }) => pathname.startsWith(paths.today) });
  return (
    <div className={`${styles.today} ${callbackId === undefined ? "" : styles.withCase}`}>
      {callbackId === undefined && <title>Today · Ringback</title>}
      {/* A technician's phone opens with their own callbacks; the others are one tap away. */}
      {isMineFirst && isStaying && <Navigate to="." search={(now) => ({ ...now, owner: memberId })} replace />}
      {/* At a desk the most urgent case lies open; the address then pins it, so that it does not move under the hand. */}
      {isWide && isStaying && callbackId === undefined && first !== undefined && first.key !== "closed-today" && (
        <Navigate to={paths.callback} params={{ callbackId: first.rows[0]?.id ?? "" }} search={true} replace />
      )}
      <div className={styles.list} id="today-list">
        <CallbackList
          today={today}
          search={search}
          selectedId={callbackId}
          isWide={isWide}
          onHelp={() => setHelpOpen(true)}
        />
      </div>
      <div className={styles.case}>
        {callbackId !== undefined || !isWide ? <Outlet /> : first !== undefined && <NothingOpen />}
      </div>
      {helpOpen && (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function NothingOpen() {
  return <EmptyState title="No case open">Choose a callback to see its whole story here.</EmptyState>;
}
