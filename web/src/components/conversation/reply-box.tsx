import { Checkbox, Menu, Textarea, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import type { Conversation, ReplyTemplate } from "@ringback/contract/conversations.ts";
import { countSegments } from "@ringback/core/acknowledgement/count-segments.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useState,
} from "react";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { AttachButton, AttachedFiles } from "./attached-files.tsx";
import styles from "./conversation.module.css";
import { threadChanges } from "./takeover-bar.tsx";
import { useAttachedFiles } from "./use-attached-files.ts";

const longest = { text: 1600, email: 10_000 } as const;
/** What the picker offers; photos of any kind are redrawn as JPEG before they go. */
const pickedTypes = { text: "image/*", email: "image/*,application/pdf,audio/*" } as const;

const pickedWords = { text: "pictures", email: "files" } as const;

/** What the server asks about once, and the words with which the writer says that it is meant. */
const meanings: Readonly<Record<string, string>> = {
  "reads-like-a-promise": "I mean to promise this, and we can keep it",
  "outside-texting-hours": "It cannot wait until the morning",
};

/** To whom one writes. */
export type ReplyTo = Pick<Conversation, "name" | "draft" | "answer" | "emailAnswer" | "names" | "business"> & {
  /** Null where the thread is not at hand, in a dead spot: then nothing is kept while it is not sent. */
  readonly id: string | null;
};

interface ReplyBoxProps {
  readonly conversation: ReplyTo;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Written in a case: it goes as an act on this callback, which waits in the queue of a phone without network. */
  readonly callbackId?: string;
  /** What the caller of the open matter wants: templates for it stand first. */
  readonly intent?: string | null;
  /** Called when it has gone, or waits to go. */
  readonly onSent?: (warnings: readonly string[], isHeld: boolean) => void;
  /** Closes the box where it can be closed. */
  readonly onCancel?: () => void;
}

/** Where an answer is written: kept while it is not sent, read for promises while it is typed, sent from the line they used. */
export function ReplyBox(props: ReplyBoxProps) {
  const { conversation, box, callbackId, intent = null, onSent, onCancel } = props;
  const { id, answer, emailAnswer } = conversation;
  // A case is answered by text; the thread by either. Who cannot be texted and has an address is written to.
  const mayMail = callbackId === undefined && emailAnswer.refusal === null;
  const [channel, setChannel] = useState<"text" | "email">(answer.refusal !== null && mayMail ? "email" : "text");
  const [subject, setSubject] = useState("");
  const isMail = channel === "email";
  const { role } = useAccount();
  const [body, setBody] = useState(conversation.draft);
  const [isMeant, setMeant] = useState(false);
  const keep = useAct("draftReply", { ownErrors: true });
  const keepSoon = useDebouncedCallback(
    (words: string) => {
      if (id !== null) keep.mutate({ params: { id }, body: { body: words } });
    },
    { delay: 600, flushOnUnmount: true },
  );
  const attached = useAttachedFiles(channel, isMail ? emailAnswer.refusal : (answer.refusal ?? answer.pictureRefusal));
  const [isOver, setOver] = useState(false);
  const gone = (warnings: readonly string[], isHeld: boolean) => {
    keepSoon.cancel();
    attached.clear();
    setBody("");
    setMeant(false);
    onSent?.(warnings, isHeld);
  };
  const changes = [...threadChanges, "getCallback", "today", "listMessages"] as const;
  const reply = useAct("replyInConversation", {
    changes,
    ownErrors: true,
    onDone: ({ warnings }) => gone(warnings, false),
  });
  const text = useAct("textCaller", {
    changes,
    ownErrors: true,
    onHeld: () => gone([], true),
    onDone: ({ warnings }) => gone(warnings, false),
  });
  const mail = useAct("emailInConversation", {
    changes,
    ownErrors: true,
    onDone: ({ warnings }) => gone(warnings, false),
  });
  const send = isMail ? mail : callbackId === undefined ? reply : text;
  const meaning = send.error instanceof Problem ? (meanings[send.error.code] ?? null) : null;
  const promises = findPromises(body, conversation.names);
  const { segments, unitsLeft } = countSegments(body);
  const refusal = role === "viewer" ? "Your role only looks." : isMail ? emailAnswer.refusal : answer.refusal;
  const isEmpty = body.trim() === "" && attached.files.length === 0;
  const write = (words: string) => {
    setBody(words);
    send.reset();
    keepSoon(words);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (isEmpty || send.isPending || refusal !== null || attached.refusal !== null) return;
    const message = { body, fileIds: attached.ids };
    if (isMail && id !== null) mail.mutate({ params: { id }, body: { ...message, subject, confirmed: isMeant } });
    else if (callbackId !== undefined)
      text.mutate({ params: { id: callbackId }, body: { ...message, confirmedPromise: isMeant } });
    else if (id !== null) reply.mutate({ params: { id }, body: { ...message, confirmed: isMeant } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") (onCancel ?? (() => box.current?.blur()))();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  // The server's answer says that it is meant at night; a promise is already known here.
  const asks = meaning ?? (promises.length > 0 ? (meanings["reads-like-a-promise"] ?? null) : null);
  return (
    <form
      className={`${styles.reply} ${isOver ? styles.dropping : ""}`}
      onSubmit={submit}
      onDragOver={(event: DragEvent) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attached.add(event.dataTransfer.files);
      }}
    >
      {refusal !== null && <p className={styles.warning}>{refusal}</p>}
      {mayMail && role !== "viewer" && (
        <fieldset className={styles.channels} aria-label="How to answer">
          {(["text", "email"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={styles.channel}
              aria-pressed={channel === one}
              onClick={() => {
                setChannel(one);
                send.reset();
                box.current?.focus();
              }}
            >
              {one === "text" ? "Text" : "E-mail"}
            </button>
          ))}
          {isMail && <span className={styles.goesTo}>to {emailAnswer.to}</span>}
        </fieldset>
      )}
      {isMail && emailAnswer.subject === "" && (
        <TextInput
          aria-label="Subject"
          placeholder={`Message from ${conversation.business}`}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      )}
      <Textarea
        ref={box}
        aria-label={`${isMail ? "E-mail" : "Text"} to ${conversation.name ?? phoneWords(answer.to)}`}
        autosize
        minRows={2}
        maxRows={isMail ? 14 : 8}
        maxLength={longest[channel]}
        value={body}
        disabled={refusal !== null}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event: ClipboardEvent) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          attached.add(event.clipboardData.files);
        }}
        placeholder={
          isMail
            ? `E-mail to ${emailAnswer.to}${emailAnswer.subject === "" ? "" : `, ${emailAnswer.subject}`}`
            : answer.from === null
              ? "Write a text"
              : `Text to ${phoneWords(answer.to)} from our ${phoneWords(answer.from)}`
        }
      />
      <AttachedFiles attached={attached} />
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
        {refusal === null && (
          <AttachButton attached={attached} accept={pickedTypes[channel]} what={pickedWords[channel]} />
        )}
        <Templates conversation={conversation} intent={intent} onPick={(words) => write(words)} />
        <span className={styles.count}>
          {body === "" || isMail ? "" : `${segments} ${segments === 1 ? "part" : "parts"}, ${unitsLeft} left`}
        </span>
        {onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
        <Button
          type="submit"
          tone="primary"
          busy={send.isPending}
          hotkey="Ctrl+Enter"
          refusal={
            refusal ??
            attached.refusal ??
            (isEmpty
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
  intent,
  onPick,
}: {
  readonly conversation: ReplyTo;
  readonly intent: string | null;
  readonly onPick: (words: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...read("listReplyTemplates"), enabled: isOpen });
  const templates = data?.templates ?? [];
  const sorted = [
    ...templates.filter((one) => one.intent === intent && intent !== null),
    ...templates.filter((one) => one.intent !== intent || intent === null),
  ];
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
        {data !== undefined && templates.length === 0 && (
          <Menu.Label>None yet. Owners and coordinators keep them under Settings, Conversations.</Menu.Label>
        )}
        {sorted.map((template) => (
          <Menu.Item key={template.id} onClick={() => fill(template)}>
            {template.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
