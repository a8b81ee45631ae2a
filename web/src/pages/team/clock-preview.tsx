import { Select, TextInput } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { callbackClock } from "@ringback/core/callbacks/sla.ts";
import { INTENTS, type Urgency } from "@ringback/core/classification/assessment.ts";
import { ladderFor, type People } from "@ringback/core/escalation/next-escalation.ts";
import { previewLadder } from "@ringback/core/escalation/preview-ladder.ts";
import { onCallOrder } from "@ringback/core/ownership/on-call.ts";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { labelWords } from "#components/label-words.ts";
import { whenWords } from "#components/time-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./targets.module.css";

interface ClockPreviewProps {
  readonly playbook: PlaybookBody;
  readonly numbers: readonly PhoneNumberBody[];
  readonly members: readonly Member[];
}

/** So many steps of the ladder say enough. */
const stepsShown = 4;
const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low"];
const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Tries the rules, saved or not, on one call: when it would be due, and who would be told when nobody acts. */
export function ClockPreview({ playbook, numbers, members }: ClockPreviewProps) {
  const nowMs = useNowMinuteMs();
  const [asked, ask] = useState({ day: "Friday", time: "16:50", urgency: "normal", intent: "", numberId: "" });
  if (typeof Temporal === "undefined") return null;
  const { timeZone } = playbook.hours;
  const at = nextAt(nowMs, timeZone, days.indexOf(asked.day) + 1, asked.time);
  const words = (moment: Temporal.Instant) => whenWords(moment.epochMilliseconds, nowMs, timeZone);
  return (
    <Card title="Try it on a call">
      <div className={styles.tried}>
        <Select
          size="xs"
          label="A call on"
          data={days}
          value={asked.day}
          allowDeselect={false}
          onChange={(day) => ask({ ...asked, day: day ?? asked.day })}
        />
        <TextInput
          size="xs"
          type="time"
          label="at"
          value={asked.time}
          onChange={(event) => ask({ ...asked, time: event.currentTarget.value })}
        />
        <Select
          size="xs"
          label="of urgency"
          data={urgencies.map((urgency) => ({ value: urgency, label: labelWords(urgency) }))}
          value={asked.urgency}
          allowDeselect={false}
          onChange={(urgency) => ask({ ...asked, urgency: urgency ?? asked.urgency })}
        />
        <Select
          size="xs"
          label="who wants"
          data={[
            { value: "", label: "Nothing said" },
            ...INTENTS.map((intent) => ({ value: intent, label: labelWords(intent) })),
          ]}
          value={asked.intent}
          allowDeselect={false}
          onChange={(intent) => ask({ ...asked, intent: intent ?? "" })}
        />
        {numbers.length > 1 && (
          <Select
            size="xs"
            label="to"
            data={[
              { value: "", label: "Any number" },
              ...numbers.map((number) => ({ value: number.id, label: number.label })),
            ]}
            value={asked.numberId}
            allowDeselect={false}
            onChange={(numberId) => ask({ ...asked, numberId: numberId ?? "" })}
          />
        )}
      </div>
      {at === null ? (
        <p className={styles.fine}>Choose a time of day.</p>
      ) : (
        <Told entries={entriesOf(playbook, members, asked, at)} words={words} />
      )}
    </Card>
  );
}

interface Entry {
  readonly at: Temporal.Instant;
  readonly what: string;
}

function Told({
  entries,
  words,
}: {
  readonly entries: readonly Entry[];
  readonly words: (at: Temporal.Instant) => string;
}) {
  return (
    <ol className={styles.told} aria-label="What would happen" aria-live="polite">
      {entries.map(({ at, what }) => (
        <li key={`${at} ${what}`}>
          <time dateTime={at.toString()}>{words(at)}</time>
          <span>{what}</span>
        </li>
      ))}
    </ol>
  );
}

function entriesOf(
  playbook: PlaybookBody,
  members: readonly Member[],
  asked: { readonly urgency: string; readonly intent: string; readonly numberId: string },
  at: Temporal.Instant,
): readonly Entry[] {
  const urgency = urgencies.find((one) => one === asked.urgency) ?? "normal";
  const intent = INTENTS.find((one) => one === asked.intent) ?? null;
  const numberId = asked.numberId === "" ? null : asked.numberId;
  const clock = callbackClock(at, { urgency, intent, numberId, mayText: true }, playbook);
  const reason = urgency === "emergency" ? "emergency" : intent === "complaint" ? "complaint" : "overdue";
  const raisedAt = reason === "overdue" ? clock.dueAt : at;
  const ladder = ladderFor(reason, playbook.escalation);
  const steps = previewLadder(
    reason,
    ladder,
    (moment) => peopleOf(playbook, members, numberId, moment),
    raisedAt,
    playbook.hours,
    stepsShown,
  );
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? "somebody";
  const told = steps.map((step): Entry => {
    const whom = step.everyone ? "everybody" : step.memberIds.map(nameOf).join(", ");
    return { at: step.at, what: `alarm: ${whom} is told` };
  });
  return [
    { at, what: "the call is missed" },
    { at: clock.warnAt, what: "its owner is warned" },
    { at: clock.dueAt, what: "it is due" },
    ...told,
  ].toSorted((one, other) => Temporal.Instant.compare(one.at, other.at));
}

/** As if nobody wanted quiet: their hours are each person's own. */
function peopleOf(
  { ownership, routing, hours }: PlaybookBody,
  members: readonly Member[],
  numberId: string | null,
  at: Temporal.Instant,
): People {
  const everyone = members.map(({ id }) => id);
  const byNumber = ownership.byNumber.find((rule) => rule.numberId === numberId);
  const ownerId = byNumber?.ownerId ?? ownership.ownerId ?? ownership.fallbackId ?? everyone[0] ?? "";
  const backupId = byNumber?.backupId ?? ownership.backupId;
  const onCallIds = routing.rotations.flatMap((rotation) => onCallOrder(rotation, hours.timeZone, at));
  return { ownerId, backupId, fallbackId: ownership.fallbackId, onCallIds, everyone, quietUntil: {} };
}

/** The next such day and time from now on; null while the time is being typed. */
function nextAt(nowMs: number, timeZone: string, dayOfWeek: number, time: string): Temporal.Instant | null {
  if (!/^[0-2][0-9]:[0-5][0-9]$/.test(time)) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  const date = today.add({ days: (dayOfWeek - today.dayOfWeek + 7) % 7 });
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}
