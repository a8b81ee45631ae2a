import { IconFile, IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { fileSizeWords } from "#components/file-size-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./attached-files.module.css";
import type { AttachedFiles as Attached } from "./use-attached-files.ts";

/** What is going to be sent with the words: each with a look at it, a way to remove it, and what is wrong with it. */
export function AttachedFiles({ attached }: { readonly attached: Attached }) {
  return (
    <>
      {attached.files.length > 0 && (
        <ul className={styles.tray} aria-label="Attached">
          {attached.files.map((file) => (
            <li key={file.key} className={`${styles.one} ${file.state === "refused" ? styles.refused : ""}`}>
              {file.preview === null ? (
                <span className={styles.file}>
                  <IconFile size={26} aria-hidden="true" />
                </span>
              ) : (
                <img className={styles.preview} src={file.preview} alt="" />
              )}
              <span className={styles.words}>
                <span className={styles.name}>{file.name}</span>
                {file.state === "refused" ? (
                  <span role="alert">{file.words}</span>
                ) : (
                  <span>{file.uploaded === null ? "On its way…" : fileSizeWords(file.uploaded.size)}</span>
                )}
              </span>
              <IconButton
                size="small"
                label={`Remove ${file.name}`}
                icon={<IconX size={16} aria-hidden="true" />}
                onClick={() => attached.remove(file)}
              />
            </li>
          ))}
        </ul>
      )}
      {attached.words !== null && (
        <p className={styles.wrong} role="status">
          {attached.words}
        </p>
      )}
    </>
  );
}

interface AttachButtonProps {
  readonly attached: Attached;
  /** What the file picker offers. */
  readonly accept: string;
  /** What may go along, in a word: "pictures". */
  readonly what: string;
}

/** Picks pictures and files; a phone offers its camera besides. */
export function AttachButton({ attached, accept, what }: AttachButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={accept}
        onChange={(event) => {
          attached.add(event.currentTarget.files ?? []);
          event.currentTarget.value = ""; // the same file may be picked again
        }}
      />
      <IconButton
        label={`Attach ${what}`}
        icon={<IconPaperclip size={18} aria-hidden="true" />}
        onClick={() => picker.current?.click()}
      />
    </>
  );
}
