import { CloseButton, TextInput } from "@mantine/core";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useAccount } from "#api/use-account.ts";
import type { TodaySearch } from "#pages/today/today-search.ts";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./filters.module.css";

interface FiltersProps {
  readonly search: TodaySearch;
  readonly onHelp: () => void;
}

/** Whose and which callbacks are shown. The address holds it, so a link shows a colleague the same. */
export function Filters({ search, onHelp }: FiltersProps) {
  const account = useAccount();
  const navigate = useNavigate();
  const change = (next: { [Key in keyof TodaySearch]?: TodaySearch[Key] | undefined }) =>
    navigate({
      to: ".",
      search: (now) => {
        const all = { ...now, ...next };
        return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ""));
      },
      replace: true,
    });
  const isMine = search.owner === account.memberId;
  const isEmergency = search.urgency === "emergency";
  return (
    <search className={styles.filters}>
      <button
        type="button"
        className={`${styles.toggle} ${styles.mine}`}
        aria-pressed={isMine}
        onClick={() => change({ owner: isMine ? undefined : account.memberId })}
      >
        Mine
      </button>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={isEmergency}
        onClick={() => change({ urgency: isEmergency ? undefined : "emergency" })}
      >
        Emergencies
      </button>
      <TextInput
        className={styles.search ?? ""}
        size="xs"
        radius="xl"
        type="search"
        aria-label="Search by name, number or words"
        placeholder="Name, number or words"
        leftSection={<IconSearch size={15} />}
        rightSection={
          search.q === undefined ? null : (
            <CloseButton size="sm" aria-label="Clear the search" onClick={() => change({ q: undefined })} />
          )
        }
        value={search.q ?? ""}
        onChange={(event) => change({ q: event.currentTarget.value })}
      />
      <span className={styles.help}>
        <IconButton label="Keyboard shortcuts (?)" icon={<IconKeyboard size={18} />} size="small" onClick={onHelp} />
      </span>
    </search>
  );
}
