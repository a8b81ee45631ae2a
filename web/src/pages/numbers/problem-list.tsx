import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import styles from "./numbers.module.css";

/** What is wrong with a number, worst first, each with what to do about it. */
export function ProblemList({ number }: { readonly number: InventoryNumberBody }) {
  if (number.problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label={`What is wrong with ${number.label}`}>
      {number.problems.map(({ problem, title, todo, grave }) => (
        <li key={problem} data-grave={grave}>
          {grave ? <IconAlertTriangle size={16} aria-hidden="true" /> : <IconInfoCircle size={16} aria-hidden="true" />}
          <span>
            <b>{title}.</b> {todo}
          </span>
        </li>
      ))}
      {number.problems.some(({ problem }) => problem === "addresses-ignored") &&
        number.warnings.map((warning) => (
          <li key={warning} data-grave="false">
            <IconInfoCircle size={16} aria-hidden="true" />
            <span>{warning}</span>
          </li>
        ))}
    </ul>
  );
}
