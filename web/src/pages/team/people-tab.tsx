import type { Member } from "@ringback/contract/members.ts";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { InviteDialog } from "#components/people/invite-dialog.tsx";
import { PersonDialog } from "#components/people/person-dialog.tsx";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { MemberRow } from "./member-row.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import styles from "./team.module.css";

/** Who belongs to the business, with what they may do and how they are told. */
export function PeopleTab() {
  const { data } = useSuspenseQuery(read("listMembers"));
  const { data: reach } = useQuery(read("teamReach"));
  const refusal = useOwnerRefusal();
  const [editing, setEditing] = useState<Member | "new" | null>(null);
  const [inviting, setInviting] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  return (
    <>
      <div className={styles.bar}>
        <span>{data.members.length === 1 ? "1 person" : `${data.members.length} people`}</span>
        <Button
          tone="primary"
          icon={<IconPlus size={16} aria-hidden="true" />}
          refusal={refusal}
          onClick={() => setEditing("new")}
        >
          Add a person
        </Button>
      </div>
      <ul className={styles.members}>
        {data.members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            reach={reach?.reach.find(({ memberId }) => memberId === member.id)}
            refusal={refusal}
            onChange={() => setEditing(member)}
            onInvite={() => setInviting(member)}
            onRemove={() => setRemoving(member)}
          />
        ))}
      </ul>
      <PersonDialog person={editing} onClose={() => setEditing(null)} />
      <InviteDialog member={inviting} onClose={() => setInviting(null)} />
      <RemoveDialog member={removing} members={data.members} onClose={() => setRemoving(null)} />
    </>
  );
}
