import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./contact-words.module.css";

interface RowActionsProps {
  readonly label: string;
  /** null: it cannot be. */
  readonly up: (() => void) | null;
  readonly down: (() => void) | null;
  readonly remove: (() => void) | null;
}

/** Moving an entry of a list up and down, and removing it. */
export function RowActions({ label, up, down, remove }: RowActionsProps) {
  return (
    <div className={styles.rowActions}>
      {up !== null && <IconButton label={`Move ${label} up`} icon={<IconArrowUp size={16} />} onClick={up} />}
      {down !== null && <IconButton label={`Move ${label} down`} icon={<IconArrowDown size={16} />} onClick={down} />}
      {remove !== null && <IconButton label={`Remove ${label}`} icon={<IconTrash size={16} />} onClick={remove} />}
    </div>
  );
}
