import type { Conversation } from "@ringback/contract/conversations.ts";
import { IconLock, IconRobot } from "@tabler/icons-react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { Button } from "#ui/button.tsx";
import styles from "./conversation.module.css";

/** Reads of a thread that its actions change. */
export const threadChanges = [
  "getConversation",
  "getConversationOfCallback",
  "listConversations",
  "countConversations",
] as const;

/** Who has the conversation, and the way to take it or hand it back. */
export function useTakeover(conversation: Pick<Conversation, "id" | "takenBy">) {
  const take = useAct("takeConversation", { changes: threadChanges });
  const handBack = useAct("handBackConversation", { changes: threadChanges });
  const request = { params: { id: conversation.id } };
  return {
    isTaken: conversation.takenBy !== null,
    isPending: take.isPending || handBack.isPending,
    toggle: () => (conversation.takenBy === null ? take : handBack).mutate(request),
  };
}

/** Says whether automation may speak here. */
export function TakeoverBar({
  conversation,
  hotkey,
}: {
  readonly conversation: Pick<Conversation, "id" | "takenBy" | "askedAt">;
  readonly hotkey?: string;
}) {
  const { role, memberId } = useAccount();
  const takeover = useTakeover(conversation);
  const refusal = role === "viewer" ? "Your role only looks." : null;
  const { takenBy } = conversation;
  return (
    <div className={`${styles.takeover} ${takenBy === null ? "" : styles.taken}`} role="status">
      {takenBy === null ? <IconRobot size={18} aria-hidden="true" /> : <IconLock size={18} aria-hidden="true" />}
      <p>
        {takenBy === null
          ? "Automatic texts may go here."
          : `${takenBy.id === memberId ? "You have" : `${takenBy.name} has`} this conversation; automatic texts are off here.`}
        {conversation.askedAt !== null && " Our question waits for an answer."}
      </p>
      <Button
        size="small"
        {...(hotkey === undefined ? {} : { hotkey })}
        busy={takeover.isPending}
        refusal={refusal}
        onClick={takeover.toggle}
      >
        {takenBy === null ? "Take over" : "Hand back"}
      </Button>
    </div>
  );
}
