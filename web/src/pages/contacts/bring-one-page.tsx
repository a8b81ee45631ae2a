import { Progress, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { rejectsAddress } from "#api/upload-log.ts";
import { useAct } from "#api/use-act.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { BringPreview } from "./bring-preview.tsx";
import styles from "./contacts.module.css";

const askAgainMs = 1_000;
const moving: readonly string[] = ["waiting", "running", "removing"];

/** One list: how it will be read, how far it is, what it brought, and taking it back. */
export function BringOnePage() {
  const { importId } = useParams({ from: "/app/contacts/bring/$importId" });
  const query = useQuery({
    ...read("getImport", { params: { id: importId } }),
    refetchInterval: ({ state }) => (moving.includes(state.data?.import.state ?? "") ? askAgainMs : false),
  });
  const undo = useAct("undoImport", { changes: ["getImport", "listContactImports", "listContacts"] });
  const found = query.data?.import;
  const share =
    found === undefined || found.fileBytes === 0 ? 0 : Math.min(100, (found.bytesRead / found.fileBytes) * 100);
  return (
    <Screen>
      <PageHead
        title={found?.fileName ?? "List of contacts"}
        lead={
          <Link to={paths.contactImports} className={styles.link}>
            All lists
          </Link>
        }
      />
      <div className={styles.stack}>
        {query.isPending && <Skeleton height={300} radius={12} />}
        {query.isError && <ProblemNote error={query.error} />}
        {found?.state === "uploading" && <BringPreview importId={importId} />}
        {found !== undefined && moving.includes(found.state) && (
          <Card title={found.state === "removing" ? "Taking it back" : "Reading the list"}>
            <Progress
              value={found.state === "removing" ? 100 : share}
              animated
              aria-label={`${Math.floor(share)} percent read`}
            />
            <p role="status">
              {found.rowsRead.toLocaleString("en")} rows: {found.added.toLocaleString("en")} new,{" "}
              {found.changed.toLocaleString("en")} changed
            </p>
          </Card>
        )}
        {found !== undefined && found.state !== "uploading" && !moving.includes(found.state) && (
          <Card
            title={
              found.state === "done"
                ? "Done"
                : found.state === "undone" || found.state === "canceled"
                  ? "Taken back"
                  : "Not finished"
            }
          >
            <p role="status">
              {found.added.toLocaleString("en")} new contacts, {found.changed.toLocaleString("en")} known ones learned
              something, {found.repeated.toLocaleString("en")} were known already, {found.rejected.toLocaleString("en")}{" "}
              rows were left out.
            </p>
            {found.error !== null && <p>{found.error}</p>}
            {found.reasons.length > 0 && (
              <ul>
                {found.reasons.map(({ reason, words, rows }) => (
                  <li key={reason}>
                    {rows.toLocaleString("en")}: {words}
                  </li>
                ))}
              </ul>
            )}
            <div className={styles.actions}>
              <Link to={paths.contacts} className={styles.link}>
                See the contacts
              </Link>
              {found.rejected > 0 && (
                <Button icon={<IconDownload size={15} aria-hidden="true" />} href={rejectsAddress(found.id)}>
                  Rows left out
                </Button>
              )}
              {found.state === "done" && (
                <Button busy={undo.isPending} onClick={() => undo.mutate({ params: { id: importId } })}>
                  Take it back
                </Button>
              )}
            </div>
          </Card>
        )}
      </div>
    </Screen>
  );
}
