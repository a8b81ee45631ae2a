import type { ReactNode } from "react";
import styles from "./sheet-list.module.css";

/** The choices of a sheet, one below the other, each as high as a thumb. */
export function SheetList({ children }: { readonly children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}

interface ItemProps {
  readonly words: string;
  readonly icon?: ReactNode;
  readonly onClick: () => void;
}

/** One choice. */
export function SheetItem({ words, icon, onClick }: ItemProps) {
  return (
    <li>
      <button type="button" className={styles.item} onClick={onClick}>
        {icon !== undefined && <span aria-hidden="true">{icon}</span>}
        {words}
      </button>
    </li>
  );
}

/** A choice that is a link, e.g. `tel:`; `onClick` runs besides. */
export function SheetLink({ words, icon, href, onClick }: ItemProps & { readonly href: string }) {
  return (
    <li>
      <a className={styles.item} href={href} onClick={onClick}>
        {icon !== undefined && <span aria-hidden="true">{icon}</span>}
        {words}
      </a>
    </li>
  );
}
