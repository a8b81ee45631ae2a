import type { ReactNode } from "react";
import styles from "./screen.module.css";

/** The usual page: one column with air around it. */
export function Screen({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  return <div className={`${styles.screen} ${wide ? styles.wide : ""}`}>{children}</div>;
}
