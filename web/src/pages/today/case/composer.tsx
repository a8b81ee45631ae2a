import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { Conversation } from "@ringback/contract/conversations.ts";
import { useEffect, useRef } from "react";
import { ReplyBox, type ReplyTo } from "#components/conversation/reply-box.tsx";
import { sayDone } from "#components/undo.tsx";
import styles from "./messages-card.module.css";

interface ComposerProps {
  readonly story: CallbackCase;
  /** Null: it could not be had, as in a dead spot. */
  readonly conversation: Conversation | null;
  readonly onDone: () => void;
}

/** Where a text to the caller of a case is written: the box of the conversation, which closes when the text has gone. */
export function Composer({ story, conversation, onDone }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "center" });
  }, []);
  const sent = (warnings: readonly string[], isHeld: boolean) => {
    // What waits to go is said by the tray of what waits.
    if (!isHeld) sayDone("Text sent", warnings.join(" "));
    onDone();
  };
  return (
    <div className={styles.composer}>
      <ReplyBox
        conversation={writesTo(story, conversation)}
        box={box}
        callbackId={story.id}
        intent={story.intent}
        onSent={sent}
        onCancel={onDone}
      />
    </div>
  );
}

/** A text of a case goes to the number that called, from the one that was dialed, whatever was used last. */
function writesTo(story: CallbackCase, conversation: Conversation | null): ReplyTo {
  return {
    id: conversation?.id ?? null,
    name: story.callerName,
    draft: conversation?.draft ?? "",
    names: conversation?.names ?? [],
    business: conversation?.business ?? "",
    emailAnswer: { to: null, refusal: "Written in the conversation.", subject: "" },
    answer: {
      to: story.callerNumber ?? "",
      from: null,
      refusal: null,
      pictureRefusal: conversation === null ? "Pictures need a connection." : conversation.answer.pictureRefusal,
    },
  };
}
