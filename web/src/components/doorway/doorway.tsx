import type { ReactNode } from "react";
import styles from "./doorway.module.css";

interface DoorwayProps {
  readonly title: string;
  /** One or two sentences below the title. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

const steps = [
  ["Detected", "within a second"],
  ["Acknowledged", "one approved text"],
  ["Classified", "with the caller's words"],
  ["Owned", "one name, one clock"],
  ["Recovered", "a person has talked"],
] as const;

/** The frame of the screens before anyone is inside a business: what Ringback is at the left, the form at the right. */
export function Doorway({ title, lead, children }: DoorwayProps) {
  return (
    <div className={styles.doorway}>
      <title>{`${title} · Ringback`}</title>
      <aside className={styles.promise} aria-label="About Ringback">
        <div className={styles.logo}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <span>
            Ring<em>back</em>
          </span>
        </div>
        <p className={styles.words}>No caller is lost.</p>
        <ol className={styles.loop}>
          {steps.map(([step, note]) => (
            <li key={step}>
              <strong>{step}</strong>
              <span>{note}</span>
            </li>
          ))}
        </ol>
      </aside>
      <main className={styles.main}>
        <div className={styles.form}>
          <h1 className={styles.title}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
