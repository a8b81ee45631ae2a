import { Card } from "#ui/card.tsx";
import styles from "./phone.module.css";
import { TeamPhone } from "./team-phone.tsx";
import type { Simulator } from "./use-simulator.ts";

/** The phones of the team: what each does when it rings, and the texts it got. */
export function TeamPhones({ simulator }: { readonly simulator: Simulator }) {
  const phones = simulator.phones.filter((phone) => phone.kind === "staff");
  return (
    <Card title="The team's phones">
      {phones.length === 0 && (
        <p className={styles.quiet}>Nobody on the team has a phone yet. Add one under Team and hours.</p>
      )}
      <ul className={styles.team}>
        {phones.map((phone) => (
          <TeamPhone key={phone.number} phone={phone} simulator={simulator} />
        ))}
      </ul>
    </Card>
  );
}
