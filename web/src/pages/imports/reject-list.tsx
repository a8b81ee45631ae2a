import { NativeSelect, Skeleton } from "@mantine/core";
import type { CallImportBody } from "@ringback/contract/imports.ts";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { rejectsAddress } from "#api/upload-log.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { counted } from "./import-words.ts";
import styles from "./imports.module.css";

/** Every row that became no call: its line, why, and what stands there. */
export function RejectList({ found }: { readonly found: CallImportBody }) {
  const [reason, setReason] = useState("");
  const query = useInfiniteQuery({
    queryKey: readKey("listImportRejects", { id: found.id, reason }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listImportRejects">> =>
      api.listImportRejects(
        { params: { id: found.id }, query: { after: pageParam, ...(reason === "" ? {} : { reason }) } },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card
      title={`${counted(found.rejected, "row")} left out`}
      aside={
        <Button size="small" icon={<IconDownload size={15} aria-hidden="true" />} href={rejectsAddress(found.id)}>
          Download
        </Button>
      }
    >
      <NativeSelect
        label="Why"
        value={reason}
        className={styles.narrow}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={[
          { value: "", label: `All reasons (${found.rejected.toLocaleString("en")})` },
          ...found.reasons.map((one) => ({
            value: one.reason,
            label: `${one.words} (${one.rows.toLocaleString("en")})`,
          })),
        ]}
      />
      {query.isPending && <Skeleton height={160} radius={8} />}
      {query.isError && <ProblemNote error={query.error} />}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard.
        <section className={styles.scroll} aria-label="Rows left out" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Why</th>
                <th scope="col">What stands there</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.row}>
                  <td className={styles.number}>{row.row.toLocaleString("en")}</td>
                  <td className={styles.why}>{row.words}</td>
                  <td>
                    <code className={styles.code}>{row.line.slice(0, 300)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Card>
  );
}
