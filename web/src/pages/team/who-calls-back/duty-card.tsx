import { Modal, Stack, Switch, TagsInput } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { RoutingBody } from "@ringback/contract/routing.ts";
import { weekdays } from "@ringback/core/business-hours/calendar.ts";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { isTime, spansWords, weekdayNames } from "#components/hours/hours-words.ts";
import { WeekEditor } from "#components/hours/week-editor.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./who-calls-back.module.css";

interface DutyCardProps {
  readonly routing: RoutingBody;
  readonly people: readonly Member[];
  readonly refusal: string | null;
  readonly onChange: (patch: Partial<RoutingBody>) => void;
}
type Week = RoutingBody["shifts"][number]["weekly"];

const day: [string, string][] = [["08:00", "17:00"]];
const usualWeek: Week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };

/** When each person works, and what they can do. */
export function DutyCard({ routing, people, refusal, onChange }: DutyCardProps) {
  const [editing, setEditing] = useState<Member | null>(null);
  const keep = (memberId: string, week: Week | null, skills: string[]) => {
    const others = <Entry extends { memberId: string }>(all: readonly Entry[]) =>
      all.filter((one) => one.memberId !== memberId);
    onChange({
      shifts: week === null ? others(routing.shifts) : [...others(routing.shifts), { memberId, weekly: week }],
      skills: skills.length === 0 ? others(routing.skills) : [...others(routing.skills), { memberId, skills }],
    });
    setEditing(null);
  };
  return (
    <Card title="Shifts and skills">
      <p className={styles.explain}>Without shifts a person counts as always on duty.</p>
      <ul className={styles.people}>
        {people.map((person) => {
          const shift = routing.shifts.find(({ memberId }) => memberId === person.id);
          const skills = routing.skills.find(({ memberId }) => memberId === person.id)?.skills ?? [];
          return (
            <li key={person.id}>
              <div>
                <strong>{person.name}</strong>
                <span>{shift === undefined ? "Always on duty" : weekWords(shift.weekly)}</span>
                {skills.length > 0 && (
                  <span className={styles.chips}>
                    {skills.map((skill) => (
                      <Chip key={skill}>{skill}</Chip>
                    ))}
                  </span>
                )}
              </div>
              {refusal === null && (
                <IconButton
                  label={`Change shifts and skills of ${person.name}`}
                  icon={<IconPencil size={17} />}
                  onClick={() => setEditing(person)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {editing !== null && (
        <DutyDialog
          person={editing}
          week={routing.shifts.find(({ memberId }) => memberId === editing.id)?.weekly ?? null}
          skills={routing.skills.find(({ memberId }) => memberId === editing.id)?.skills ?? []}
          known={[...new Set(routing.skills.flatMap(({ skills }) => skills))]}
          onKeep={keep}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

interface DutyDialogProps {
  readonly person: Member;
  readonly week: Week | null;
  readonly skills: string[];
  readonly known: string[];
  readonly onKeep: (memberId: string, week: Week | null, skills: string[]) => void;
  readonly onClose: () => void;
}

function DutyDialog({ person, week, skills, known, onKeep, onClose }: DutyDialogProps) {
  const [weekly, setWeekly] = useState(week);
  const [able, setAble] = useState(skills);
  const unreadable = weekly !== null && weekdays.some((each) => weekly[each].some((span) => !span.every(isTime)));
  return (
    <Modal opened size="lg" onClose={onClose} title={person.name} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <TagsInput
          label="Skills"
          description="Rules can ask for them. Write one and press Enter."
          data={known}
          maxTags={50}
          value={able}
          onChange={setAble}
        />
        <Switch
          label="Works in shifts"
          description="An end before the start runs into the next morning."
          checked={weekly !== null}
          onChange={(event) => setWeekly(event.currentTarget.checked ? usualWeek : null)}
        />
        {weekly !== null && <WeekEditor weekly={weekly} onChange={setWeekly} />}
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            refusal={unreadable ? "A time cannot be read. Write it like 8:00 or 5pm." : null}
            onClick={() => onKeep(person.id, weekly, able)}
          >
            Keep
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}

/** A week in one line: equal days in a row are told together. */
function weekWords(weekly: Week): string {
  const runs: { from: string; to: string; words: string }[] = [];
  for (const each of weekdays) {
    const words = spansWords(weekly[each]);
    const name = weekdayNames[each].slice(0, 3);
    const last = runs.at(-1);
    if (last?.words === words) last.to = name;
    else runs.push({ from: name, to: name, words });
  }
  const worked = runs.filter(({ words }) => words !== "closed");
  if (worked.length === 0) return "Never on duty";
  return worked.map(({ from, to, words }) => `${from === to ? from : `${from}–${to}`} ${words}`).join(", ");
}
