import type { CallImportBody } from "@ringback/contract/imports.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { counted, resultWords } from "./import-words.ts";
import styles from "./imports.module.css";
import { RejectList } from "./reject-list.tsx";
import { useImportRefusal } from "./use-import-refusal.ts";

/** What became of a log, the rows that were left out, and the way back. */
export function ImportResult({ found }: { readonly found: CallImportBody }) {
  const [asking, setAsking] = useState(false);
  const refusal = useImportRefusal();
  const undo = useAct("undoImport", { changes: ["getImport", "listImports"], onDone: () => setAsking(false) });
  const gone = found.state === "canceled" || found.state === "undone";
  const added = found.inbound + found.outbound;
  if (gone)
    return (
      <Card title={found.state === "canceled" ? "Canceled" : "Taken back"}>
        <p className={styles.soft}>Every call it brought has been removed. What was known before stayed as it was.</p>
      </Card>
    );
  return (
    <>
      <Card title={resultWords(found)}>
        {found.state === "failed" && (
          <p className={styles.late}>
            It stopped before the end of the file: {found.error}. Take it back and try again.
          </p>
        )}
        <p className={styles.soft}>
          {counted(found.inbound, "call")} came in, {counted(found.outbound, "call")} went out
          {found.firstAt !== null && found.lastAt !== null && (
            <>
              , from <When at={found.firstAt} /> to <When at={found.lastAt} />
            </>
          )}
          . They count in figures as history; nobody is texted or called back about them.
        </p>
        <div className={styles.actions}>
          <Link to={paths.calls} search={{ entered: "import" }} className={styles.link}>
            See imported calls
          </Link>
          <Button size="small" refusal={refusal} onClick={() => setAsking(true)}>
            Take it back
          </Button>
        </div>
      </Card>
      {found.rejected > 0 && <RejectList found={found} />}
      <ConfirmDialog
        opened={asking}
        title={`Take ${found.fileName} back?`}
        confirm="Take it back"
        danger
        busy={undo.isPending}
        onConfirm={() => undo.mutate({ params: { id: found.id } })}
        onClose={() => setAsking(false)}
      >
        {counted(added, "call")} and the list of rows left out will be removed. You can bring the file again.
      </ConfirmDialog>
    </>
  );
}
