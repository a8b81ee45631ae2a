import { Checkbox, Menu, Textarea } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import type { Conversation, ReplyTemplate } from "@ringback/contract/conversations.ts";
import { countSegments } from "@ringback/core/acknowledgement/count-segments.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./conversation.module.css";
import { threadChanges } from "./takeover-bar.tsx";

const longest = 1600;

/** What the server asks about once, and the words with which the writer says that it is meant. */
const meanings: Readonly<Record<string, string>> = {
  "reads-like-a-promise": "I mean to promise this, and we can keep it",
  "outside-texting-hours": "It cannot wait until the morning",
};

interface ReplyBoxProps {
  readonly conversation: Conversation;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** Where an answer is written: kept while it is not sent, read for promises while it is typed, sent from the line they used. */
export function ReplyBox({ conversation, box }: ReplyBoxProps) {
  const { id, answer } = conversation;
  const { role } = useAccount();
  const [body, setBody] = useState(conversation.draft);
  const [isMeant, setMeant] = useState(false);
  const keep = useAct("draftReply", { ownErrors: true });
  const keepSoon = useDebouncedCallback((words: string) => keep.mutate({ params: { id }, body: { body: words } }), {
    delay: 600,
    flushOnUnmount: true,
  });
  const send = useAct("replyInConversation", {
    changes: [...threadChanges, "getCallback", "today"],
    ownErrors: true,
    onDone: () => {
      keepSoon.cancel();
      setBody("");
      setMeant(false);
    },
  });
  const meaning = send.error instanceof Problem ? (meanings[send.error.code] ?? null) : null;
  const promises = findPromises(body, conversation.names);
  const { segments, unitsLeft } = countSegments(body);
  const refusal = role === "viewer" ? "Your role only looks." : answer.refusal;
  const write = (words: string) => {
    setBody(words);
    send.reset();
    keepSoon(words);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() === "" || send.isPending || refusal !== null) return;
    send.mutate({ params: { id }, body: { body, confirmed: isMeant } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") box.current?.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  // The server's answer says that it is meant at night; a promise is already known here.
  const asks = meaning ?? (promises.length > 0 ? (meanings["reads-like-a-promise"] ?? null) : null);
  return (
    <form className={styles.reply} onSubmit={submit}>
      {refusal !== null && <p className={styles.warning}>{refusal}</p>}
      <Textarea
        ref={box}
        aria-label={`Text to ${conversation.name ?? phoneWords(answer.to)}`}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={longest}
        value={body}
        disabled={refusal !== null}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={
          answer.from === null ? "Write a text" : `Text to ${phoneWords(answer.to)} from our ${phoneWords(answer.from)}`
        }
      />
      {promises.length > 0 && (
        <p className={styles.warning} role="status">
          {promises.map(({ quote }) => `"${quote}"`).join(" and ")} {promises.length === 1 ? "reads" : "read"} like a
          promise.
        </p>
      )}
      {meaning !== null && promises.length === 0 && <p className={styles.warning}>{send.error?.message}</p>}
      {send.error !== null && meaning === null && <ProblemNote error={send.error} />}
      {asks !== null && (
        <Checkbox checked={isMeant} onChange={(event) => setMeant(event.currentTarget.checked)} label={asks} />
      )}
      <div className={styles.replyFoot}>
        <Templates conversation={conversation} onPick={(words) => write(words)} />
        <span className={styles.count}>
          {body === "" ? "" : `${segments} ${segments === 1 ? "part" : "parts"}, ${unitsLeft} left`}
        </span>
        <Button
          type="submit"
          tone="primary"
          busy={send.isPending}
          hotkey="Ctrl+Enter"
          refusal={
            refusal ??
            (body.trim() === ""
              ? "Write something first."
              : asks !== null && !isMeant
                ? "Say that you mean it, or write it differently."
                : null)
          }
        >
          Send
        </Button>
      </div>
    </form>
  );
}

/** Kept answers, those for what this caller wants first. */
function Templates({
  conversation,
  onPick,
}: {
  readonly conversation: Conversation;
  readonly onPick: (words: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...read("listReplyTemplates"), enabled: isOpen });
  const fill = ({ body }: ReplyTemplate) => {
    const filled = renderTemplate(body, { business: conversation.business, callerName: conversation.name });
    onPick(filled.ok ? filled.text : body);
  };
  return (
    <Menu opened={isOpen} onChange={setOpen} position="top-start" withinPortal>
      <Menu.Target>
        <button type="button" className={styles.templates}>
          <IconTemplate size={16} aria-hidden="true" /> Templates
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {data?.templates.length === 0 && <Menu.Label>None yet. A coordinator adds them over the API.</Menu.Label>}
        {data?.templates.map((template) => (
          <Menu.Item key={template.id} onClick={() => fill(template)}>
            {template.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
