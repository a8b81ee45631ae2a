import type { ReactNode } from "react";
import styles from "./chip.module.css";

export type ChipTone = "plain" | "late" | "soon" | "ok" | "accent";

interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: ChipTone;
  readonly strong?: boolean;
  readonly icon?: ReactNode;
}

/** A short fact in a pill. */
export function Chip({ children, tone = "plain", strong = false, icon }: ChipProps) {
  return (
    <span className={`${styles.chip} ${tone === "plain" ? "" : styles[tone]} ${strong ? styles.strong : ""}`}>
      {icon}
      {children}
    </span>
  );
}
