import { Skeleton } from "@mantine/core";
import type { Conversation } from "@ringback/contract/conversations.ts";
import { IconArrowLeft, IconCheck, IconRotate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { api } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { ReplyBox } from "#components/conversation/reply-box.tsx";
import { TakeoverBar, threadChanges, useTakeover } from "#components/conversation/takeover-bar.tsx";
import { Thread } from "#components/conversation/thread.tsx";
import { phoneWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { useKeys } from "#ui/use-keys.ts";
import { EarlierEntries } from "./earlier-entries.tsx";
import styles from "./inbox.module.css";
import { OpenCallback } from "./open-callback.tsx";

/** One conversation: the open callback on top, everything that was said, and the answer. */
export function ThreadPane() {
  const { conversationId } = useParams({ from: "/app/inbox/$conversationId" });
  const query = useQuery(read("getConversation", { params: { id: conversationId }, query: {} }));
  if (query.isPending)
    return (
      <div className={styles.thread}>
        <Skeleton height={60} radius={12} />
        <Skeleton height={300} radius={12} mt={12} />
      </div>
    );
  if (query.isError)
    return (
      <div className={styles.thread}>
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      </div>
    );
  return <OpenThread key={conversationId} conversation={query.data} />;
}

function OpenThread({ conversation }: { readonly conversation: Conversation }) {
  const { id, entries } = conversation;
  const { role } = useAccount();
  const search = useSearch({ from: "/app/inbox" });
  const navigate = useNavigate();
  const box = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const takeover = useTakeover(conversation);
  const markRead = useAct("readConversation", {
    changes: ["listConversations", "countConversations"],
    ownErrors: true,
  });
  const finish = useAct("finishConversation", { changes: [...threadChanges] });
  const isDone = conversation.state === "done";
  const newest = entries.at(-1)?.id;
  const readOnce = useEffectEvent(() => {
    end.current?.scrollIntoView({ block: "end" });
    if (conversation.unread) markRead.mutate({ params: { id }, body: {} });
  });
  // Whoever has the thread open reads what comes.
  useEffect(() => {
    if (newest !== undefined) readOnce();
  }, [newest]);
  const unread = async () => {
    await api.readConversation({ params: { id }, body: { unread: true } });
    void navigate({ to: paths.inbox, search });
  };
  const toggleDone = () => finish.mutate({ params: { id }, body: { done: !isDone } });
  const acts = role !== "viewer";
  useKeys({
    r: () => box.current?.focus(),
    t: () => acts && takeover.toggle(),
    e: () => acts && toggleDone(),
    U: () => void unread(),
  });
  const name = conversation.name ?? phoneWords(conversation.number);
  return (
    <article className={styles.thread} aria-label={`Conversation with ${name}`}>
      <title>{`${name} · Ringback`}</title>
      <header className={styles.threadHead}>
        <Link to={paths.inbox} search={search} className={styles.back} aria-label="All conversations">
          <IconArrowLeft size={20} aria-hidden="true" />
        </Link>
        <div className={styles.threadName}>
          <h1>{name}</h1>
          {(conversation.name !== null || conversation.numbers.length > 1) && (
            <p>{conversation.numbers.map(phoneWords).join(", ")}</p>
          )}
        </div>
        <Button
          size="small"
          hotkey="e"
          busy={finish.isPending}
          refusal={acts ? null : "Your role only looks."}
          icon={isDone ? <IconRotate size={16} /> : <IconCheck size={16} />}
          onClick={toggleDone}
        >
          {isDone ? "Open again" : "Done"}
        </Button>
      </header>
      {conversation.callback !== null && <OpenCallback callback={conversation.callback} number={conversation.number} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys. */}
      <section className={styles.scroll} tabIndex={0} aria-label="What was said">
        <div className={styles.said}>
          {conversation.before !== null && <EarlierEntries conversation={conversation} />}
          <Thread conversation={conversation} />
          <div ref={end} />
        </div>
      </section>
      <footer className={styles.foot}>
        <TakeoverBar conversation={conversation} hotkey="t" />
        <ReplyBox conversation={conversation} box={box} intent={conversation.callback?.intent ?? null} />
      </footer>
    </article>
  );
}
