import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Account } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import styles from "./setup.module.css";
import { type StepKey, steps } from "./steps.ts";

interface SetupFrameProps {
  readonly account: Account | null;
  readonly step: StepKey;
  readonly children: ReactNode;
}

/** The frame of the set-up: where one is, the way to every step, and the way out. */
export function SetupFrame({ account, step, children }: SetupFrameProps) {
  const at = steps.findIndex((each) => each.key === step);
  return (
    <div className={styles.frame}>
      <title>{`Set-up: ${steps[at]?.label ?? ""} · Ringback`}</title>
      <header className={styles.top}>
        <span className={styles.logo}>
          <img src="/favicon.svg" alt="" width={22} height={22} />
          <span>
            Ring<em>back</em>
          </span>
        </span>
        <span className={styles.business}>{account?.name ?? "New business"}</span>
        {account !== null && (
          <Link to={paths.today} className={styles.leave}>
            {account.setupDone ? "Back to Today" : "Skip for now"}
          </Link>
        )}
      </header>
      <nav className={styles.steps} aria-label="Steps of the set-up">
        <ol>
          {steps.map((each, index) => (
            <li key={each.key}>
              {account === null && index > 0 ? (
                <span className={styles.step}>
                  <Mark index={index} at={at} />
                  <span>{each.label}</span>
                </span>
              ) : (
                <Link
                  to={paths.setup}
                  search={{ step: each.key }}
                  className={styles.step}
                  data-now={each.key === step}
                  aria-current={each.key === step ? "step" : undefined}
                  activeProps={{ "aria-current": "step" }}
                >
                  <Mark index={index} at={at} />
                  <span>{each.label}</span>
                </Link>
              )}
            </li>
          ))}
        </ol>
        <p className={styles.progress}>
          Step {at + 1} of {steps.length}
        </p>
      </nav>
      <main className={styles.main}>
        <div className={styles.column}>{children}</div>
      </main>
    </div>
  );
}

function Mark({ index, at }: { readonly index: number; readonly at: number }) {
  const state = index < at ? "done" : index === at ? "now" : "todo";
  return (
    <span className={styles.mark} data-state={state} aria-hidden="true">
      {state === "done" ? <IconCheck size={13} stroke={3} /> : index + 1}
    </span>
  );
}
