import type { ReactNode } from "react";
import { Screen } from "#ui/screen.tsx";
import styles from "./measure.module.css";

/** A screen of Measure: its cards are answers to questions, so their titles are read first. */
export function MeasureScreen({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  return (
    <div className={styles.screen}>
      <Screen wide={wide}>{children}</Screen>
    </div>
  );
}
