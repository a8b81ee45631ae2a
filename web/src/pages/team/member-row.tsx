import { Menu } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { MemberReach } from "@ringback/contract/notices.ts";
import { IconDots, IconPencil, IconSend, IconTrash } from "@tabler/icons-react";
import { useAccount } from "#api/use-account.ts";
import { reachWords } from "#components/people/reach-words.ts";
import { roleChoices } from "#components/people/role-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Chip } from "#ui/chip.tsx";
import styles from "./team.module.css";

interface MemberRowProps {
  readonly member: Member;
  /** How an emergency reaches them; undefined while it is not known. */
  readonly reach: MemberReach | undefined;
  /** Why the person signed in cannot change anything, or null. */
  readonly refusal: string | null;
  readonly onChange: () => void;
  readonly onInvite: () => void;
  readonly onRemove: () => void;
}

const standings = {
  "signed-up": null,
  invited: { label: "Invited", tone: "soon" },
  "no-sign-in": { label: "No sign-in", tone: "plain" },
} as const;

/** One person: who, how to reach them, what they may do. */
export function MemberRow({ member, reach, refusal, onChange, onInvite, onRemove }: MemberRowProps) {
  const account = useAccount();
  const reached = reachWords(reach, firstName(member.name));
  const standing = standings[member.standing];
  const role = roleChoices.find((each) => each.value === member.role);
  return (
    <li className={styles.member}>
      <span className={styles.avatar} aria-hidden="true">
        {initials(member.name)}
      </span>
      <div className={styles.who}>
        <strong>
          {member.name}
          {member.id === account.memberId && <span className={styles.you}> you</span>}
        </strong>
        <span>{member.phone === null ? "No phone" : phoneWords(member.phone)}</span>
        {member.email !== null && <span>{member.email}</span>}
      </div>
      <div className={styles.facts}>
        <Chip tone={member.role === "owner" ? "accent" : "plain"}>{role?.label}</Chip>
        {standing !== null && <Chip tone={standing.tone}>{standing.label}</Chip>}
        {member.openCallbacks > 0 && <Chip>{member.openCallbacks} open</Chip>}
      </div>
      <div className={styles.told}>
        <span>{reached.words}</span>
        {reached.warning !== null && <span data-warning>{reached.warning}</span>}
      </div>
      <Menu position="bottom-end" width={210} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className={styles.dots} aria-label={`What to do with ${member.name}`}>
            <IconDots size={18} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {refusal !== null && <Menu.Label>{refusal}</Menu.Label>}
          <Menu.Item disabled={refusal !== null} leftSection={<IconPencil size={16} />} onClick={onChange}>
            Change
          </Menu.Item>
          {member.standing !== "signed-up" && (
            <Menu.Item
              disabled={refusal !== null || member.email === null}
              leftSection={<IconSend size={16} />}
              onClick={onInvite}
            >
              {member.email === null
                ? "Invite (needs an e-mail)"
                : member.standing === "invited"
                  ? "New invitation"
                  : "Invite"}
            </Menu.Item>
          )}
          <Menu.Item
            color="var(--late)"
            disabled={refusal !== null || member.id === account.memberId}
            leftSection={<IconTrash size={16} />}
            onClick={onRemove}
          >
            {member.id === account.memberId ? "Remove (not oneself)" : "Remove"}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.charAt(0) ?? ""}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? "") : ""}`.toUpperCase();
}
