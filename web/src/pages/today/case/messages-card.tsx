import { Skeleton } from "@mantine/core";
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { Conversation, ThreadEntry } from "@ringback/contract/conversations.ts";
import { deliveryWords } from "@ringback/core/callbacks/label-words.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./messages-card.module.css";
import type { CaseActions } from "./use-case-actions.ts";

const WhyNotTexted = lazy(() => import("./why-not-texted.tsx").then((module) => ({ default: module.WhyNotTexted })));
const Composer = lazy(() => import("./composer.tsx").then((module) => ({ default: module.Composer })));
const Thread = lazy(() => import("#components/conversation/thread.tsx").then((module) => ({ default: module.Thread })));
const TakeoverBar = lazy(() =>
  import("#components/conversation/takeover-bar.tsx").then((module) => ({ default: module.TakeoverBar })),
);

interface MessagesCardProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
  readonly isWriting: boolean;
}

/** Beside a case stand the newest; the whole thread is one click away. */
const textsMax = 12;

/** The texts between business and caller as the conversation has them, who has it, and the place to write the next. */
export function MessagesCard({ story, actions, isWriting }: MessagesCardProps) {
  const text = actions.of("text");
  const isOpen = story.state !== "closed";
  const [asks, setAsks] = useState(false);
  const query = useQuery({
    ...read("getConversationOfCallback", { params: { id: story.id } }),
    enabled: story.callerNumber !== null,
  });
  const conversation = query.data?.conversation ?? null;
  const isComing = query.isPending && query.fetchStatus === "fetching";
  const texts = textsOf(story, conversation);
  return (
    <Card
      title="Texts"
      aside={
        <Button tone="quiet" size="small" onClick={() => setAsks(true)}>
          {story.noTextReason === null ? "Why these texts?" : "Why was this one not texted?"}
        </Button>
      }
    >
      {asks && (
        <Suspense fallback={null}>
          <WhyNotTexted story={story} onClose={() => setAsks(false)} />
        </Suspense>
      )}
      {story.noTextReason !== null && <p className={styles.note}>{story.noTextReason}</p>}
      {texts.length === 0 && story.noTextReason === null && !isComing && <p className={styles.note}>No texts yet.</p>}
      <Suspense fallback={<Skeleton height={60} radius={12} />}>
        {texts.length > 0 && <Thread conversation={{ entries: texts, numbers: conversation?.numbers ?? [] }} />}
        {conversation !== null && conversation.takenBy !== null && isOpen && (
          <div className={styles.taken}>
            <TakeoverBar conversation={conversation} />
          </div>
        )}
        {isWriting && text.refusal === null && !isComing && (
          <Composer story={story} conversation={conversation} onDone={actions.closeDialog} />
        )}
      </Suspense>
      <div className={styles.foot}>
        {conversation !== null && (
          <Link to={paths.conversation} params={{ conversationId: conversation.id }} className={styles.link}>
            Open the conversation
          </Link>
        )}
        {!isWriting && isOpen && (
          <Button size="small" hotkey="t" refusal={text.refusal} onClick={text.run}>
            Write a text
          </Button>
        )}
      </div>
    </Card>
  );
}

/** Those of the conversation; where it could not be had, those that the case keeps for a dead spot. */
function textsOf(story: CallbackCase, conversation: Conversation | null): ThreadEntry[] {
  if (conversation !== null) return conversation.entries.filter(({ kind }) => kind === "text").slice(-textsMax);
  return story.messages.map(({ id, at, direction, body, by, state, note }) => ({
    kind: "text",
    id,
    at,
    direction,
    body,
    by,
    line: null,
    theirs: story.callerNumber ?? "",
    delivery:
      direction === "in"
        ? null
        : {
            state: failing.has(state) ? "failed" : state === "delivered" ? "delivered" : "sent",
            words: note ?? deliveryWords(state),
            advice: null,
          },
    channel: "text",
    email: null,
    mediaCount: 0,
    attachments: [],
  }));
}

const failing: ReadonlySet<string> = new Set(["failed", "undelivered", "rejected", "refused"]);
