import { Progress } from "@mantine/core";
import type { CallImportBody } from "@ringback/contract/imports.ts";
import { useNowMs } from "#api/app-clock.ts";
import { useAct } from "#api/use-act.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { counted, resultWords } from "./import-words.ts";
import styles from "./imports.module.css";
import { useImportRefusal } from "./use-import-refusal.ts";

/** How far it is and how fast, with a way to stop it. */
export function ImportProgress({ found }: { readonly found: CallImportBody }) {
  const nowMs = useNowMs();
  const cancel = useAct("undoImport", { changes: ["getImport", "listImports"] });
  const refusal = useImportRefusal();
  const share = found.fileBytes === 0 ? 0 : Math.min(100, (found.bytesRead / found.fileBytes) * 100);
  const seconds = found.startedAt === null ? 0 : Math.max(1, (nowMs - Date.parse(found.startedAt)) / 1000);
  const removing = found.state === "removing";
  return (
    <Card title={removing ? "Taking it back" : found.state === "waiting" ? "Waiting its turn" : "Reading the log"}>
      <Progress
        value={removing ? 100 : share}
        animated
        className={styles.bar}
        aria-label={removing ? "Taking it back" : `${Math.floor(share)} percent read`}
      />
      <p role="status" className={styles.soft}>
        {removing
          ? "Every call it brought is being removed."
          : found.state === "waiting"
            ? "One log is read at a time. You can leave this page; it goes on by itself."
            : `${Math.floor(share)} % · ${counted(found.rowsRead, "row")} · ${Math.round(found.rowsRead / (seconds || 1)).toLocaleString("en")} a second · ${resultWords(found)}`}
      </p>
      {!removing && (
        <Button busy={cancel.isPending} refusal={refusal} onClick={() => cancel.mutate({ params: { id: found.id } })}>
          Cancel and take back
        </Button>
      )}
    </Card>
  );
}
