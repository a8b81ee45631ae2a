import { Select } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./team.module.css";

type Ownership = PlaybookBody["ownership"];
interface OwnersByNumberProps {
  readonly numbers: readonly PhoneNumberBody[];
  readonly members: readonly Member[];
  readonly ownership: Ownership;
  readonly onChange: (ownership: Ownership) => void;
}

/** Who has the missed calls of a number, where that differs from the usual. */
export function OwnersByNumber({ numbers, members, ownership, onChange }: OwnersByNumberProps) {
  if (numbers.length === 0) return null;
  const people = members.map((member) => ({ value: member.id, label: member.name }));
  const set = (numberId: string, ownerId: string | null, backupId: string | null) => {
    const others = ownership.byNumber.filter((rule) => rule.numberId !== numberId);
    onChange({ ...ownership, byNumber: ownerId === null ? others : [...others, { numberId, ownerId, backupId }] });
  };
  return (
    <Card title="Different by number">
      <ul className={styles.byNumber}>
        {numbers.map((number) => {
          const rule = ownership.byNumber.find((each) => each.numberId === number.id);
          return (
            <li key={number.id}>
              <span className={styles.number}>
                <strong>{number.label}</strong>
                <span>{phoneWords(number.number)}</span>
              </span>
              <Select
                aria-label={`Owner of missed calls to ${number.label}`}
                placeholder="The usual owner"
                clearable
                clearButtonProps={{ "aria-label": "Back to the usual owner" }}
                data={people}
                value={rule?.ownerId ?? null}
                onChange={(ownerId) => set(number.id, ownerId, rule?.backupId ?? null)}
              />
              <Select
                aria-label={`Backup for ${number.label}`}
                placeholder={rule === undefined ? "The usual backup" : "No backup"}
                clearable
                clearButtonProps={{ "aria-label": "No backup" }}
                disabled={rule === undefined}
                data={people.filter((each) => each.value !== rule?.ownerId)}
                value={rule?.backupId ?? null}
                onChange={(backupId) => set(number.id, rule?.ownerId ?? null, backupId)}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
