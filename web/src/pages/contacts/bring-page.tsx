import { Progress } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { read, refresh } from "#api/queries.ts";
import { uploadLog } from "#api/upload-log.ts";
import { useAccount } from "#api/use-account.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./contacts.module.css";

/** Bringing a list of contacts: the file, and what was brought before. */
export function BringPage() {
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { role } = useAccount();
  const query = useQuery(read("listContactImports"));
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const refusal = role === "owner" || role === "coordinator" ? null : "Owners and coordinators bring lists.";
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    setError(null);
    setShare(0);
    try {
      const importId = await uploadLog(file, setShare, new AbortController().signal, "contacts");
      await navigate({ to: paths.contactImport, params: { importId } });
    } catch (problem) {
      setError(problem);
    } finally {
      setShare(null);
      void refresh(client, ["listContactImports"]);
    }
  };
  return (
    <Screen>
      <PageHead
        title="Bring a list"
        lead={
          <>
            Export your customers from the program you use now as a CSV file and bring it here. Nobody is texted because
            of it.{" "}
            <Link to={paths.contacts} className={styles.link}>
              All contacts
            </Link>
          </>
        }
      />
      <div className={styles.stack}>
        <Card title="The file">
          <p className={styles.soft}>
            Any columns, phone numbers in any form, several in one cell. You see how it is read, and whom it meets,
            before anything is written; it can be taken back.
          </p>
          {share === null ? (
            <Button
              tone="primary"
              icon={<IconFileUpload size={16} aria-hidden="true" />}
              refusal={refusal}
              onClick={() => input.current?.click()}
            >
              Choose a file
            </Button>
          ) : (
            <Progress value={share * 100} aria-label={`${Math.round(share * 100)} percent sent`} />
          )}
          <input
            ref={input}
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="List of contacts"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              void send(file);
            }}
          />
          <ProblemNote error={error} />
        </Card>
        {(query.data?.imports.length ?? 0) > 0 && (
          <Card title="Brought before">
            <ul className={styles.pairs}>
              {query.data?.imports.map((one) => (
                <li key={one.id} className={styles.pair}>
                  <Link to={paths.contactImport} params={{ importId: one.id }}>
                    {one.fileName}
                  </Link>
                  <span className={styles.soft}>
                    {one.state}: {one.added.toLocaleString("en")} new, {one.changed.toLocaleString("en")} changed,{" "}
                    {one.rejected.toLocaleString("en")} left out
                  </span>
                  <When at={one.createdAt} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Screen>
  );
}
