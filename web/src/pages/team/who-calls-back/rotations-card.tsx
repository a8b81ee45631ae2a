import { Modal, MultiSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { RoutingBody } from "@ringback/contract/routing.ts";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { localDate } from "#components/time-words.ts";
import { dateAfter } from "#components/zoned-time.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { newKey } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";

interface RotationsCardProps {
  readonly routing: RoutingBody;
  readonly people: readonly Member[];
  readonly refusal: string | null;
  readonly onChange: (patch: Partial<RoutingBody>) => void;
}
type Rotation = RoutingBody["rotations"][number];

/** Who is on call, one after the other. */
export function RotationsCard({ routing, people, refusal, onChange }: RotationsCardProps) {
  const { timeZone } = useAccount();
  const [editing, setEditing] = useState<Rotation | null>(null);
  const { rotations } = routing;
  const keep = (rotation: Rotation) => {
    const isKnown = rotations.some(({ id }) => id === rotation.id);
    onChange({
      rotations: isKnown ? rotations.map((one) => (one.id === rotation.id ? rotation : one)) : [...rotations, rotation],
    });
    setEditing(null);
  };
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody who left";
  const usedBy = (id: string) => routing.rules.some(({ to }) => to.kind === "on-call" && to.rotationId === id);
  return (
    <Card title="On call">
      {rotations.length === 0 && <p className={styles.explain}>Nobody takes turns on call yet.</p>}
      <ul className={styles.people}>
        {rotations.map((rotation) => (
          <li key={rotation.id}>
            <div>
              <strong>{rotation.name}</strong>
              <span>
                {rotation.memberIds.map(nameOf).join(", then ")}; {lengthWords(rotation.lengthDays)} each from{" "}
                {rotation.startsOn}, handed over at {rotation.handoverTime}
                {usedBy(rotation.id) ? "" : ". No rule uses it yet"}
              </span>
            </div>
            {refusal === null && (
              <span className={styles.tools}>
                <IconButton
                  label={`Change ${rotation.name}`}
                  icon={<IconPencil size={17} />}
                  onClick={() => setEditing(rotation)}
                />
                <IconButton
                  label={`Remove ${rotation.name}`}
                  icon={<IconTrash size={17} />}
                  onClick={() => onChange({ rotations: rotations.filter(({ id }) => id !== rotation.id) })}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        tone="quiet"
        icon={<IconPlus size={14} aria-hidden="true" />}
        refusal={refusal}
        onClick={() =>
          setEditing({
            id: newKey(),
            name: "On call",
            memberIds: [],
            startsOn: lastMonday(localDate(appNowMs(), timeZone)),
            handoverTime: "08:00",
            lengthDays: 7,
          })
        }
      >
        Add a rotation
      </Button>
      {editing !== null && (
        <RotationDialog rotation={editing} people={people} onKeep={keep} onClose={() => setEditing(null)} />
      )}
    </Card>
  );
}

interface RotationDialogProps {
  readonly rotation: Rotation;
  readonly people: readonly Member[];
  readonly onKeep: (rotation: Rotation) => void;
  readonly onClose: () => void;
}

function RotationDialog({ rotation, people, onKeep, onClose }: RotationDialogProps) {
  const [draft, setDraft] = useState(rotation);
  const set = (patch: Partial<Rotation>) => setDraft({ ...draft, ...patch });
  const missing =
    draft.memberIds.length === 0
      ? "Choose who is on call."
      : draft.name.trim() === ""
        ? "Give it a name."
        : draft.startsOn === "" || draft.handoverTime === ""
          ? "Say when it begins."
          : null;
  return (
    <Modal opened onClose={onClose} title="On call" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <TextInput
          label="Name"
          maxLength={60}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <MultiSelect
          label="People, in the order of their turns"
          description="To change the order, take people out and add them again."
          placeholder={draft.memberIds.length === 0 ? "Choose people" : ""}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.memberIds}
          onChange={(memberIds) => set({ memberIds })}
        />
        <div className={styles.grid}>
          <TextInput
            label="First turn begins"
            type="date"
            value={draft.startsOn}
            onChange={(event) => set({ startsOn: event.currentTarget.value })}
          />
          <TextInput
            label="Handed over at"
            type="time"
            value={draft.handoverTime}
            onChange={(event) => set({ handoverTime: event.currentTarget.value })}
          />
          <NumberInput
            label="Days a turn"
            min={1}
            max={60}
            allowDecimal={false}
            clampBehavior="strict"
            value={draft.lengthDays}
            onChange={(value) => {
              if (typeof value === "number") set({ lengthDays: value });
            }}
          />
        </div>
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" refusal={missing} onClick={() => onKeep({ ...draft, name: draft.name.trim() })}>
            Keep
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}

/** The Monday before a date, so that somebody is on call from the moment it is saved. */
function lastMonday(date: string): string {
  const sinceMonday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dateAfter(date, sinceMonday === 0 ? -7 : -sinceMonday);
}

function lengthWords(days: number): string {
  if (days === 7) return "a week";
  return days === 1 ? "a day" : `${days} days`;
}
