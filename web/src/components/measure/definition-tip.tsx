import { Popover, UnstyledButton } from "@mantine/core";
import styles from "./measure.module.css";

/** What a figure means, as the answer of the API says it. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly counts: string;
  readonly leavesOut: string;
}

/** The name of a figure; a tap on it tells what counts and what is left out. */
export function DefinitionTip({ definition, label }: { readonly definition: Definition; readonly label?: string }) {
  return (
    <Popover width={300} position="bottom-start" shadow="md" withArrow={false}>
      <Popover.Target>
        <UnstyledButton className={styles.term}>
          {label ?? definition.title}
          <span className="visually-hidden">: what is this?</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.definition}>
        <p className={styles.definitionTitle}>{definition.title}</p>
        <p>{definition.counts}</p>
        <p>
          <strong>Left out:</strong> {definition.leavesOut}
        </p>
        <p className={styles.definitionId}>{definition.id}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
