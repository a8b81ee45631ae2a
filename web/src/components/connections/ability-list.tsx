import type { Abilities } from "@ringback/contract/connections.ts";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { abilityWords } from "./ability-words.ts";
import styles from "./connections.module.css";

/** What a phone system can and cannot do, line by line. */
export function AbilityList({ abilities }: { readonly abilities: Abilities }) {
  return (
    <ul className={styles.abilities}>
      {abilityWords(abilities).map(({ can, words }) => (
        <li key={words} data-can={can}>
          {can ? <IconCheck size={15} aria-hidden="true" /> : <IconMinus size={15} aria-hidden="true" />}
          <span>
            <span className="visually-hidden">{can ? "Can: " : "Cannot: "}</span>
            {words}
          </span>
        </li>
      ))}
    </ul>
  );
}
