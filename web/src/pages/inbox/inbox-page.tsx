import { useMediaQuery } from "@mantine/hooks";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { paths } from "#paths.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { useKeys } from "#ui/use-keys.ts";
import styles from "./inbox.module.css";
import { InboxList } from "./inbox-list.tsx";
import { useConversations } from "./use-conversations.ts";

const HelpDialog = lazy(() => import("#components/help-dialog.tsx").then((module) => ({ default: module.HelpDialog })));

const keys = [
  ["j  or  ↓", "Next conversation"],
  ["k  or  ↑", "Conversation before"],
  ["r", "Reply"],
  ["Ctrl+Enter", "Send"],
  ["t", "Take over, or hand back"],
  ["e", "Done, or open again"],
  ["Shift+u", "Mark as not read"],
  ["Esc", "Back to the list"],
  ["?", "This help"],
] as const;

/** From here on the thread stands beside the list; the style sheet says the same. */
const wideFrom = "(min-width: 900px)";

/** Every conversation by text and call, the newest word first, and the thread beside the list. */
export function InboxPage() {
  const search = useSearch({ from: "/app/inbox" });
  const { conversationId } = useParams({ strict: false });
  const isWide = useMediaQuery(wideFrom, undefined, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const list = useConversations(search);
  const [helpOpen, setHelpOpen] = useState(false);
  const move = (step: 1 | -1) => () => {
    const at = list.rows.findIndex(({ id }) => id === conversationId);
    const next = list.rows[at === -1 ? 0 : at + step];
    if (next !== undefined)
      void navigate({ to: paths.conversation, params: { conversationId: next.id }, search: (now) => now });
    else if (step === 1 && list.hasNextPage) void list.fetchNextPage();
  };
  useKeys({
    j: move(1),
    ArrowDown: move(1),
    k: move(-1),
    ArrowUp: move(-1),
    Escape: () => void navigate({ to: paths.inbox, search: (now) => now }),
    "?": () => setHelpOpen(true),
  });
  return (
    <div className={`${styles.inbox} ${conversationId === undefined ? "" : styles.withThread}`}>
      {conversationId === undefined && <title>Conversations · Ringback</title>}
      <div className={styles.list}>
        <InboxList list={list} search={search} selectedId={conversationId} />
      </div>
      <div className={styles.pane}>
        {conversationId !== undefined ? (
          <Outlet />
        ) : (
          isWide && <EmptyState title="No conversation open">Choose one to read it and to answer.</EmptyState>
        )}
      </div>
      {helpOpen && (
        <Suspense fallback={null}>
          <HelpDialog keys={keys} onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
