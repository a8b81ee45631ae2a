import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import type { Role } from "@ringback/contract/common.ts";
import { refusalWords } from "@ringback/core/callbacks/refusal.ts";
import { IconDots } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useReachable } from "#api/connection.ts";
import { useAccount } from "#api/use-account.ts";
import { CallbackChips } from "#components/callback-chips.tsx";
import { CallbackRing } from "#components/callback-ring.tsx";
import { ExcerptWords } from "#components/excerpt-words.tsx";
import { FarDue } from "#components/far-due.tsx";
import { callerWords } from "#components/phone-words.ts";
import { sayDone } from "#components/undo.tsx";
import { useDial } from "#components/use-dial.ts";
import { WaitingChip } from "#components/waiting-chip.tsx";
import { OthersChip } from "#pages/today/presence/others-chip.tsx";
import { useStartCall } from "#pages/today/use-start-call.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { useLongPress } from "#ui/use-long-press.ts";
import styles from "./callback-row.module.css";
import type { Selection } from "./use-selection.ts";

const RowSheet = lazy(() => import("./row-sheet.tsx").then((module) => ({ default: module.RowSheet })));

interface CallbackRowCardProps {
  readonly row: CallbackRow;
  readonly isSelected: boolean;
  /** Whether its button is the one to press first. */
  readonly isFirstChoice: boolean;
  readonly focusRef: (id: string, element: HTMLElement | null) => void;
  readonly selection: Selection;
}

/** One row of Today: the clock, who, what they said, whose it is, and the call. */
export function CallbackRowCard({ row, isSelected, isFirstChoice, focusRef, selection }: CallbackRowCardProps) {
  const tone = row.urgency === "emergency" && row.state !== "closed" ? styles.emergency : "";
  const [isSheetOpen, setSheetOpen] = useState(false);
  const longPress = useLongPress(() => setSheetOpen(true));
  return (
    <div className={styles.wrap} data-callback={row.id}>
      <article
        {...longPress}
        className={`${styles.row} ${isSelected ? styles.selected : ""} ${tone} ${row.state === "closed" ? styles.closed : ""}`}
      >
        <div className={styles.clock}>
          <CallbackRing callback={row} />
          {row.state !== "closed" && <Pick row={row} selection={selection} />}
        </div>
        <div style={{ minWidth: 0 }}>
          <div className={styles.who}>
            <Link
              to={paths.callback}
              params={{ callbackId: row.id }}
              search={({ do: _, ...rest }) => rest}
              className={styles.link}
              aria-current={isSelected}
              ref={(element) => focusRef(row.id, element)}
            >
              {callerWords(row)}
            </Link>
            <span className={styles.relation}>
              <FarDue row={row} />
            </span>
            {(row.callerName !== null || row.callerNumber !== null) && (
              <span className={styles.relation}> · {row.relation}</span>
            )}
          </div>
          <p className={styles.quote}>
            <ExcerptWords excerpt={row.excerpt} isOneLine />
          </p>
          <div className={styles.chips}>
            <OthersChip callbackId={row.id} />
            <CallbackChips row={row} />
          </div>
          <WaitingChip callbackId={row.id} className={styles.waiting} />
        </div>
        <div className={styles.own}>
          <span className={styles.ownerName}>
            {row.state === "closed" ? (row.dispositionLabel ?? "Closed") : row.owner.name}
          </span>
          {row.state !== "closed" && <RowCallButton row={row} isPrimary={isFirstChoice} />}
          <button
            type="button"
            className={styles.more}
            aria-haspopup="dialog"
            aria-label={`More for ${callerWords(row)}`}
            onClick={() => setSheetOpen(true)}
          >
            <IconDots size={20} aria-hidden="true" />
          </button>
        </div>
      </article>
      {isSheetOpen && (
        <Suspense fallback={null}>
          <RowSheet row={row} onClose={() => setSheetOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Picks the row for work on several together; with the shift key all between. It stands over the clock while one points. */
function Pick({ row, selection }: { readonly row: CallbackRow; readonly selection: Selection }) {
  const isPicking = selection.rows.length > 0;
  return (
    <input
      type="checkbox"
      // By keys it is `x`, which leaves one stop a row to whoever tabs through the list.
      tabIndex={-1}
      className={`${styles.pick} ${isPicking ? styles.picking : ""}`}
      aria-label={`Pick ${callerWords(row)}`}
      checked={selection.has(row.id)}
      onChange={() => {}}
      onClick={(event) => selection.toggle(row.id, event.shiftKey)}
    />
  );
}

function RowCallButton({ row, isPrimary }: { readonly row: CallbackRow; readonly isPrimary: boolean }) {
  const { role } = useAccount();
  const navigate = useNavigate();
  // Whoever calls wants the case before their eyes.
  const open = () =>
    void navigate({ to: paths.callback, params: { callbackId: row.id }, search: ({ do: _, ...rest }) => rest });
  const call = useStartCall(row.id, {
    onRinging: (words) => {
      sayDone("Calling", words);
      open();
    },
    onCannot: open,
  });
  const dial = useDial(row);
  // Without a connection nobody can ring for us; the phone itself still can.
  const dialed = useReachable() ? null : dial;
  return (
    <span className={styles.button}>
      <Button
        tone={isPrimary ? "primary" : "plain"}
        busy={call.isPending}
        refusal={rowRefusal(row, role)}
        href={dialed?.href}
        onClick={dialed === null ? () => call.start() : dialed.onClick}
      >
        {row.onTheLine ? "On the line" : "Call back"}
        <span className="visually-hidden"> {callerWords(row)}</span>
      </Button>
    </span>
  );
}

/** What can be known of a refusal from the row alone; the server has the last word. */
function rowRefusal(row: CallbackRow, role: Role): string | null {
  if (role === "viewer") return refusalWords["not-allowed"];
  if (row.callerNumber === null) return "The caller withheld their number; there is nothing to dial.";
  if (row.onTheLine) return "Somebody is talking with this caller right now.";
  return null;
}
