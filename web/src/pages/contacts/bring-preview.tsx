import { NativeSelect, Skeleton } from "@mantine/core";
import type { ContactMappingBody } from "@ringback/contract/contacts.ts";
import { contactLanes, contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contacts.module.css";

const rules = [
  { value: "fill", label: "Fill in what is not known yet" },
  { value: "overwrite", label: "The list is right: overwrite" },
  { value: "skip", label: "Leave known contacts as they are" },
] as const;
const countries = [
  { value: "US", label: "United States" },
  { value: "CA", label: "Canada" },
  { value: "GB", label: "United Kingdom" },
  { value: "AU", label: "Australia" },
] as const;
const becomesWords = {
  new: "New",
  "new-at-known-number": "New, shares a number",
  known: "Known",
  rejected: "Left out",
};

/** How the list would be read and whom it meets; nothing is written before Start. */
export function BringPreview({ importId }: { readonly importId: string }) {
  const [decided, setDecided] = useState<ContactMappingBody | null>(null);
  const body = decided === null ? {} : { mapping: decided };
  const query = useQuery({
    queryKey: readKey("previewContactImport", { id: importId, body }),
    queryFn: ({ signal }) => api.previewContactImport({ params: { id: importId }, body }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const start = useAct("startContactImport", { changes: ["getImport", "listContactImports"], ownErrors: true });
  const discard = useAct("undoImport", { changes: ["getImport", "listContactImports"] });
  const preview = query.data;
  if (query.isError && preview === undefined) return <ProblemNote error={query.error} />;
  if (preview === undefined) return <Skeleton height={420} radius={12} />;
  const mapping = decided ?? preview.mapping;
  const change = (part: Partial<ContactMappingBody>) => setDecided({ ...mapping, ...part });
  const isKnowable = mapping.columns.some((column) => column === "phone" || column === "email");
  return (
    <>
      <Card title="Which column is what">
        <div className={styles.columns}>
          {mapping.columns.map((column, at) => {
            const name = preview.header?.[at] || `Column ${at + 1}`;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
              <div key={at}>
                <NativeSelect
                  size="sm"
                  label={name}
                  value={column ?? ""}
                  data={[{ value: "", label: "Leave out" }, ...preview.columns]}
                  onChange={(event) =>
                    change({
                      columns: mapping.columns.map((one, place) =>
                        place === at ? event.currentTarget.value || null : one,
                      ),
                    })
                  }
                />
                <p className={styles.sample}>{preview.samples[at]?.join(" · ") || "Empty"}</p>
              </div>
            );
          })}
        </div>
      </Card>
      <Card title="How to take it">
        <div className={styles.columns}>
          <NativeSelect
            label="Who is known already"
            value={mapping.whenKnown}
            data={[...rules]}
            onChange={(event) =>
              change({ whenKnown: rules.find(({ value }) => value === event.currentTarget.value)?.value ?? "fill" })
            }
          />
          <NativeSelect
            label="New contacts without a lane are"
            value={mapping.lane}
            data={contactLanes.map((lane) => ({ value: lane, label: contactLaneWords[lane] }))}
            onChange={(event) =>
              change({ lane: contactLanes.find((lane) => lane === event.currentTarget.value) ?? "customer" })
            }
          />
          <NativeSelect
            label="Numbers without a country code"
            value={mapping.country}
            data={[...countries]}
            onChange={(event) =>
              change({ country: countries.find(({ value }) => value === event.currentTarget.value)?.value ?? "US" })
            }
          />
        </div>
      </Card>
      <Card title={preview.whole ? "What it would do" : "What its beginning would do"}>
        <p role="status">
          Of {preview.rows.toLocaleString("en")} rows {preview.added.toLocaleString("en")} are new contacts,{" "}
          {preview.known.toLocaleString("en")} are known, {preview.rejected.toLocaleString("en")} are left out.
        </p>
        {preview.reasons.map(({ reason, words, rows }) => (
          <p key={reason} className={styles.soft}>
            {rows.toLocaleString("en")}: {words}
          </p>
        ))}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard. */}
        <section className={styles.scroll} aria-label="First rows" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Name</th>
                <th scope="col">Numbers</th>
                <th scope="col">E-mail</th>
                <th scope="col">Becomes</th>
              </tr>
            </thead>
            <tbody>
              {preview.first.map((row) => (
                <tr key={row.row}>
                  <td>{row.row}</td>
                  <td>{row.name}</td>
                  <td>{row.numbers.map(phoneWords).join(", ")}</td>
                  <td>{row.email}</td>
                  <td title={row.words ?? undefined}>{becomesWords[row.becomes]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <ProblemNote error={query.error ?? start.error} />
        <div className={styles.actions}>
          <Button
            tone="primary"
            busy={start.isPending}
            refusal={isKnowable ? null : "Say which column holds the phone or the e-mail."}
            onClick={() => start.mutate({ params: { id: importId }, body: { mapping } })}
          >
            Start
          </Button>
          <Button busy={discard.isPending} onClick={() => discard.mutate({ params: { id: importId } })}>
            Discard the file
          </Button>
        </div>
      </Card>
    </>
  );
}
