import { Progress } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { refresh } from "#api/queries.ts";
import { uploadLog } from "#api/upload-log.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./imports.module.css";
import { useImportRefusal } from "./use-import-refusal.ts";

/** A place to drop the file on, or to choose it from; then it is sent piece by piece. */
export function DropLog() {
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const refusal = useImportRefusal();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ name: string; share: number; stop: AbortController } | null>(null);
  const [error, setError] = useState<unknown>(null);

  const send = async (file: File | undefined) => {
    if (file === undefined || refusal !== null || sending !== null) return;
    const stop = new AbortController();
    setError(null);
    setSending({ name: file.name, share: 0, stop });
    try {
      const importId = await uploadLog(file, (share) => setSending({ name: file.name, share, stop }), stop.signal);
      await navigate({ to: paths.import, params: { importId } });
    } catch (problem) {
      if (!stop.signal.aborted) setError(problem);
    } finally {
      setSending(null);
      void refresh(client, ["listImports"]);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <section
      aria-label="Bring a call log"
      className={`${styles.drop} ${over ? styles.over : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={30} aria-hidden="true" />
      {sending === null ? (
        <>
          <p className={styles.dropTitle}>Drop the file here</p>
          <p className={styles.soft}>
            A CSV file of up to 2 GB. Nothing is read into your calls before you have seen it.
          </p>
          <Button tone="primary" refusal={refusal} onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          <input
            ref={input}
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Call log file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              void send(file);
            }}
          />
        </>
      ) : (
        <>
          <p className={styles.dropTitle}>Sending {sending.name}</p>
          <Progress
            value={sending.share * 100}
            className={styles.bar}
            aria-label={`${Math.round(sending.share * 100)} percent sent`}
          />
          <Button onClick={() => sending.stop.abort()}>Stop</Button>
        </>
      )}
      <ProblemNote error={error} />
    </section>
  );
}
