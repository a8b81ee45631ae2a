import { UnstyledButton } from "@mantine/core";
import type { Provider } from "@ringback/contract/connections.ts";
import { IconChevronRight } from "@tabler/icons-react";
import { AbilityList } from "./ability-list.tsx";
import styles from "./connections.module.css";

interface SystemChoiceProps {
  readonly providers: readonly Provider[];
  readonly onChoose: (provider: Provider) => void;
}

/** The phone systems that can be connected, each with what it brings and what it lacks. */
export function SystemChoice({ providers, onChoose }: SystemChoiceProps) {
  return (
    <ul className={styles.systems} aria-label="Which phone system?">
      {providers.map((provider) => (
        <li key={provider.name}>
          <UnstyledButton className={styles.system} onClick={() => onChoose(provider)}>
            <span className={styles.systemHead}>
              <b>{provider.title}</b>
              <IconChevronRight size={16} aria-hidden="true" />
            </span>
            <span className={styles.about}>{provider.about}</span>
          </UnstyledButton>
          <AbilityList abilities={provider.abilities} />
        </li>
      ))}
    </ul>
  );
}
