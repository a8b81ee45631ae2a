import type { Conversation, ThreadEntry } from "@ringback/contract/conversations.ts";
import {
  IconMail,
  IconNote,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconRecordMail,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { Attachments } from "./attachments.tsx";
import styles from "./conversation.module.css";

type Text = Extract<ThreadEntry, { kind: "text" }>;
type Call = Extract<ThreadEntry, { kind: "call" }>;
type Note = Extract<ThreadEntry, { kind: "note" }>;

/** Everything between the business and one person, oldest first. Several numbers are told apart. */
export function Thread({ conversation }: { readonly conversation: Pick<Conversation, "entries" | "numbers"> }) {
  const { entries, numbers } = conversation;
  const lines = new Set(entries.flatMap((entry) => (entry.kind === "note" || entry.line === null ? [] : [entry.line])));
  const shows = { theirs: numbers.length > 1, ours: lines.size > 1 };
  return (
    <ol className={styles.thread} aria-label="Messages and calls">
      {entries.map((entry) => (
        <li
          key={`${entry.kind}:${entry.id}`}
          className={`${styles.entry} ${entry.kind !== "note" && entry.direction === "out" ? styles.out : ""} ${entry.kind === "note" ? styles.center : ""}`}
        >
          {entry.kind === "text" && <TextEntry text={entry} shows={shows} />}
          {entry.kind === "call" && <CallEntry call={entry} shows={shows} />}
          {entry.kind === "note" && <NoteEntry note={entry} />}
        </li>
      ))}
    </ol>
  );
}

interface Shows {
  readonly theirs: boolean;
  readonly ours: boolean;
}

function TextEntry({ text, shows }: { readonly text: Text; readonly shows: Shows }) {
  const { delivery } = text;
  const failed = delivery?.state === "failed" || delivery?.state === "not-sent";
  return (
    <>
      {text.email !== null && (
        <p className={styles.subject}>
          <IconMail size={15} aria-hidden="true" />
          <span className="visually-hidden">E-mail: </span>
          {text.email.subject === "" ? "No subject" : text.email.subject}
          {text.email.automatic && " · sent by a machine"}
        </p>
      )}
      {text.body !== "" && <p className={`${styles.body} ${failed ? styles.bodyFailed : ""}`}>{text.body}</p>}
      {text.mediaCount > 0 && <Attachments attachments={text.attachments} count={text.mediaCount} by={text.by} />}
      {text.email !== null && text.email.quoted !== "" && (
        <details className={styles.quoted}>
          <summary>{text.direction === "in" ? "Show what they quoted" : "Show the signature"}</summary>
          <p>{text.email.quoted}</p>
        </details>
      )}
      <p className={styles.meta}>
        {text.by} · <At at={text.at} />
        {text.channel === "text" && <Between entry={text} shows={shows} />}
        {delivery !== null && (
          <span className={failed ? styles.failed : delivery.state === "unknown" ? styles.unsure : ""}>
            {" "}
            · {delivery.words}
          </span>
        )}
      </p>
      {delivery?.advice != null && <p className={styles.advice}>{delivery.advice}</p>}
    </>
  );
}

function CallEntry({ call, shows }: { readonly call: Call; readonly shows: Shows }) {
  const Icon =
    call.voicemail !== null
      ? IconRecordMail
      : call.direction === "out"
        ? IconPhoneOutgoing
        : call.missed
          ? IconPhoneOff
          : IconPhoneIncoming;
  return (
    <>
      <div className={`${styles.call} ${call.missed ? styles.missed : ""}`}>
        <Icon size={18} aria-hidden="true" />
        <div>
          <p className={styles.callWords}>{call.words}</p>
          {call.voicemail?.text != null && <p className={styles.quote}>{call.voicemail.text}</p>}
          {call.direction === "in" && (
            <Link to={paths.call} params={{ callId: call.id }} className={styles.link}>
              {call.voicemail === null ? "The call" : "Listen to the voicemail"}
            </Link>
          )}
        </div>
      </div>
      <p className={styles.meta}>
        {call.direction === "out" && call.by !== null ? `${call.by} · ` : ""}
        <At at={call.at} />
        <Between entry={call} shows={shows} />
      </p>
    </>
  );
}

function NoteEntry({ note }: { readonly note: Note }) {
  return (
    <p className={styles.note}>
      <IconNote size={14} aria-hidden="true" /> {note.words}
      {note.by !== null && ` · ${note.by}`} · <At at={note.at} />
    </p>
  );
}

function At({ at }: { readonly at: string }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return <time dateTime={at}>{whenWords(Date.parse(at), nowMs, timeZone)}</time>;
}

/** Only where there is more than one to tell apart. */
function Between({ entry, shows }: { readonly entry: Text | Call; readonly shows: Shows }) {
  if (!shows.theirs && !shows.ours) return null;
  return (
    <>
      {" · "}
      {shows.theirs && phoneWords(entry.theirs)}
      {shows.theirs && shows.ours && " and "}
      {shows.ours && entry.line !== null && `our ${phoneWords(entry.line)}`}
    </>
  );
}
