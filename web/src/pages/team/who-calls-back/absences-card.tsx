import { Modal, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { clockTime, localDate, whenWords } from "#components/time-words.ts";
import { dateAfter, zonedMs } from "#components/zoned-time.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./who-calls-back.module.css";

interface AbsencesCardProps {
  readonly people: readonly Member[];
  readonly timeZone: string;
}

/** Time off and busy hours. They count from the moment they are said, not from saving the rules. */
export function AbsencesCard({ people, timeZone }: AbsencesCardProps) {
  const { role, memberId } = useAccount();
  const list = useQuery(read("listAbsences"));
  const remove = useAct("removeAbsence", { changes: ["listAbsences", "whoWouldGet"] });
  const [adding, setAdding] = useState(false);
  const speaksForAll = role === "owner" || role === "coordinator";
  const nowMs = appNowMs();
  const absences = list.data?.absences ?? [];
  return (
    <Card title="Time off and busy">
      <p className={styles.explain}>
        Missed calls go to others meanwhile. This counts at once, without saving. What a person has already stays
        theirs.
      </p>
      <ProblemNote error={list.error} />
      {list.isSuccess && absences.length === 0 && <p className={styles.explain}>Nobody is away.</p>}
      <ul className={styles.people}>
        {absences.map((absence) => {
          const who = people.find(({ id }) => id === absence.memberId)?.name ?? "Somebody";
          const runs = Date.parse(absence.from) <= nowMs;
          return (
            <li key={absence.id}>
              <div>
                <strong>{who}</strong>
                <span>
                  {absence.kind === "busy" ? "Busy" : "Time off"}{" "}
                  {runs ? "" : `from ${whenWords(Date.parse(absence.from), nowMs, timeZone)} `}until{" "}
                  {whenWords(Date.parse(absence.until), nowMs, timeZone)}
                  {absence.note === null ? "" : `: ${absence.note}`}
                </span>
                {(runs || absence.source === "calendar") && (
                  <span className={styles.chips}>
                    {runs && <Chip tone="soon">Now</Chip>}
                    {absence.source === "calendar" && <Chip>From the calendar</Chip>}
                  </span>
                )}
              </div>
              {(speaksForAll || absence.memberId === memberId) && (
                <IconButton
                  label={`Take back: ${who} is away`}
                  icon={<IconX size={17} />}
                  onClick={() => remove.mutate({ params: { id: absence.id } })}
                />
              )}
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        tone="quiet"
        icon={<IconPlus size={14} aria-hidden="true" />}
        refusal={role === "viewer" ? "Your role does not allow this." : null}
        onClick={() => setAdding(true)}
      >
        {speaksForAll ? "Add time off or busy hours" : "I am away or busy"}
      </Button>
      {adding && (
        <AbsenceDialog
          people={speaksForAll ? people : people.filter(({ id }) => id === memberId)}
          firstId={memberId}
          timeZone={timeZone}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  );
}

interface AbsenceDialogProps {
  readonly people: readonly Member[];
  readonly firstId: string;
  readonly timeZone: string;
  readonly onClose: () => void;
}

function AbsenceDialog({ people, firstId, timeZone, onClose }: AbsenceDialogProps) {
  const today = localDate(appNowMs(), timeZone);
  const [memberId, setMemberId] = useState(firstId);
  const [kind, setKind] = useState<"time-off" | "busy">("busy");
  const [firstDay, setFirstDay] = useState(today);
  const [lastDay, setLastDay] = useState(today);
  const [until, setUntil] = useState(() => clockTime(appNowMs() + 3_600_000, timeZone));
  const [note, setNote] = useState("");
  const add = useAct("addAbsence", { changes: ["listAbsences", "whoWouldGet"], ownErrors: true, onDone: onClose });
  const missing =
    kind === "busy"
      ? until === "" && "Say until when."
      : (firstDay === "" || lastDay === "" || lastDay < firstDay) && "Choose the first and the last day.";
  const submit = () => {
    const busyUntilMs = zonedMs(today, until, timeZone);
    // An hour that is over today is meant for tomorrow.
    const endMs = busyUntilMs > appNowMs() ? busyUntilMs : zonedMs(dateAfter(today, 1), until, timeZone);
    const times =
      kind === "busy"
        ? { until: new Date(endMs).toISOString() }
        : {
            from: new Date(zonedMs(firstDay, "00:00", timeZone)).toISOString(),
            until: new Date(zonedMs(dateAfter(lastDay, 1), "00:00", timeZone)).toISOString(),
          };
    add.mutate({ body: { memberId, kind, ...times, ...(note.trim() === "" ? {} : { note: note.trim() }) } });
  };
  return (
    <Modal opened onClose={onClose} title="Away or busy" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Select
          label="Who"
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          value={memberId}
          onChange={(id) => id !== null && setMemberId(id)}
        />
        <SegmentedControl
          aria-label="Kind"
          data={[
            { value: "busy", label: "Busy until …" },
            { value: "time-off", label: "Time off" },
          ]}
          value={kind}
          onChange={(value) => setKind(value === "busy" ? "busy" : "time-off")}
        />
        {kind === "busy" ? (
          <TextInput
            label="Busy until"
            type="time"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        ) : (
          <div className={styles.grid}>
            <TextInput
              label="First day"
              type="date"
              value={firstDay}
              onChange={(event) => setFirstDay(event.currentTarget.value)}
            />
            <TextInput
              label="Last day"
              type="date"
              value={lastDay}
              onChange={(event) => setLastDay(event.currentTarget.value)}
            />
          </div>
        )}
        <TextInput label="Note" maxLength={120} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <ProblemNote error={add.error} />
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={add.isPending} refusal={missing || null} onClick={submit}>
            Say so
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}
