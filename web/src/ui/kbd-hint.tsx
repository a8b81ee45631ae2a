import styles from "./kbd-hint.module.css";

/** A key's name, small, where a keyboard is likely. For eyes only: the key itself is announced in the help. */
export function KbdHint({ children }: { readonly children: string }) {
  return (
    <span className={styles.hint} aria-hidden="true">
      {children}
    </span>
  );
}
