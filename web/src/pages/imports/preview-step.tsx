import { NativeSelect, Skeleton, TextInput } from "@mantine/core";
import type { ImportMappingBody } from "@ringback/contract/imports.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#api/client.ts";
import { read, readKey } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { counted } from "./import-words.ts";
import styles from "./imports.module.css";
import { MappingForm } from "./mapping-form.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { TimesForm } from "./times-form.tsx";
import { useImportRefusal } from "./use-import-refusal.ts";
import { WordsForm } from "./words-form.tsx";

/** How the file would be read, with everything that can be decided about it; nothing is written before Start. */
export function PreviewStep({ importId }: { readonly importId: string }) {
  const [decided, setDecided] = useState<ImportMappingBody | null>(null);
  const [connectionId, setConnectionId] = useState("");
  const [saveAs, setSaveAs] = useState("");
  const roleRefusal = useImportRefusal();
  const { data: connected } = useQuery(read("listConnections"));
  const body = decided === null ? {} : { mapping: decided };
  const query = useQuery({
    queryKey: readKey("previewImport", { id: importId, body }),
    queryFn: ({ signal }) => api.previewImport({ params: { id: importId }, body }, signal),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: roleRefusal === null,
  });
  const start = useAct("startImport", { changes: ["getImport", "listImports"], ownErrors: true });
  const discard = useAct("undoImport", { changes: ["getImport", "listImports"] });
  const discardButton = (
    <Button busy={discard.isPending} refusal={roleRefusal} onClick={() => discard.mutate({ params: { id: importId } })}>
      Discard the file
    </Button>
  );
  const preview = query.data;
  if (query.isError && preview === undefined) return <ProblemNote error={query.error} action={discardButton} />;
  if (preview === undefined)
    return roleRefusal === null ? <Skeleton height={420} radius={12} /> : <p className={styles.soft}>{roleRefusal}</p>;
  const mapping = decided ?? preview.mapping;
  const refusal =
    roleRefusal ?? missingColumn(mapping) ?? (preview.calls === 0 ? "No row of it can be used yet." : null);
  const begin = () =>
    start.mutate({
      params: { id: importId },
      body: {
        mapping,
        connectionId: connectionId === "" ? null : connectionId,
        ...(saveAs.trim() === "" ? {} : { saveAs: { name: saveAs.trim(), header: preview.header ?? [] } }),
      },
    });
  return (
    <>
      <Card
        title={preview.title}
        aside={
          <Chip tone={preview.confidence === "certain" ? "ok" : "soon"}>
            {
              { certain: "Recognised by its header", likely: "Looks like it", none: "Not recognised" }[
                preview.confidence
              ]
            }
          </Chip>
        }
      >
        {preview.savedName !== null && decided === null && (
          <p className={styles.soft}>Read as you saved it under “{preview.savedName}”.</p>
        )}
        {preview.confidence === "none" && preview.savedName === null && (
          <p className={styles.soft}>
            {preview.calls > 0
              ? "Its columns were guessed by their names. Look whether the first calls are right, and correct below what is not."
              : "Say below which column is what; the preview follows at once."}
          </p>
        )}
        <p role="status">
          <strong>{counted(preview.calls, "call")}</strong> in {counted(preview.rows, "row")}
          {preview.whole ? "" : " at the beginning of the file"}: {preview.inbound.toLocaleString("en")} came in,{" "}
          {preview.missed.toLocaleString("en")} of them missed; {preview.outbound.toLocaleString("en")} went out;{" "}
          {counted(preview.rejected, "row")} cannot be used.
        </p>
        <ProblemNote error={query.error} />
        <PreviewTable preview={preview} />
      </Card>
      <TimesForm mapping={mapping} preview={preview} onChange={setDecided} />
      <MappingForm mapping={mapping} preview={preview} onChange={setDecided} />
      <WordsForm mapping={mapping} preview={preview} onChange={setDecided} />
      <Card title="Start">
        <div className={styles.fields}>
          <NativeSelect
            label="These calls belong to"
            description="Calls that a connection told about already are not added twice, whichever you choose."
            value={connectionId}
            onChange={(event) => setConnectionId(event.currentTarget.value)}
            data={[
              { value: "", label: "No phone system connected here" },
              ...(connected?.connections.map(({ id, label }) => ({ value: id, label })) ?? []),
            ]}
          />
          {preview.header !== null && (
            <TextInput
              label="Keep these decisions as"
              description="Optional. The next file with this header is read the same way."
              placeholder="Office phone, monthly export"
              maxLength={80}
              value={saveAs}
              onChange={(event) => setSaveAs(event.currentTarget.value)}
            />
          )}
        </div>
        <p className={styles.soft}>Imported calls are for figures. Nobody is texted, called or alarmed about them.</p>
        <ProblemNote error={start.error} />
        <div className={styles.actions}>
          <Button tone="primary" busy={start.isPending} refusal={refusal} onClick={begin}>
            Start the import
          </Button>
          {discardButton}
        </div>
      </Card>
    </>
  );
}

function missingColumn({ columns }: ImportMappingBody): string | null {
  if (columns.startedAt === undefined && columns.date === undefined) return "Say which column holds the time.";
  if (columns.from === undefined && columns.otherParty === undefined) return "Say which column holds the caller.";
  return null;
}
