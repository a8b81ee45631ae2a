import type { CallImportBody } from "@ringback/contract/imports.ts";
import { IconFileText } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { fileSizeWords } from "#components/file-size-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { resultWords, stateWords } from "./import-words.ts";
import styles from "./imports.module.css";

/** What was brought, newest first. */
export function ImportList({ imports }: { readonly imports: readonly CallImportBody[] }) {
  if (imports.length === 0)
    return (
      <EmptyState title="No log brought yet" icon={<IconFileText size={26} />}>
        What you bring stands here, with what became of every row, and can be taken back.
      </EmptyState>
    );
  return (
    <ul className={styles.list} aria-label="Logs brought">
      {imports.map((one) => (
        <li key={one.id} className={styles.item}>
          <Link to={paths.import} params={{ importId: one.id }} className={styles.itemName}>
            {one.fileName}
          </Link>
          <Chip tone={stateWords[one.state].tone}>{stateWords[one.state].words}</Chip>
          <span className={styles.soft}>
            {one.state === "uploading" ? fileSizeWords(one.fileBytes) : resultWords(one)} · <When at={one.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
