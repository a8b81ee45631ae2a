import { Skeleton } from "@mantine/core";
import { duplicateReasonWords } from "@ringback/core/contacts/find-duplicates.ts";
import { duplicateCauseWords } from "@ringback/core/contacts/merge-contacts.ts";
import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./contacts.module.css";

/** Records that may be one person, with what speaks for it. A person decides each. */
export function DuplicatesPage() {
  const query = useQuery(read("listDuplicates"));
  const { role } = useAccount();
  const apart = useAct("keepApart", { changes: ["listDuplicates"] });
  const refusal = role === "viewer" ? "Viewers look on." : null;
  const pairs = query.data?.pairs ?? [];
  const causes = query.data?.causes ?? [];
  return (
    <Screen>
      <PageHead
        title="Duplicates"
        lead={
          <>
            Records that look like one person. Nothing is merged by itself.{" "}
            <Link to={paths.contacts} className={styles.link}>
              All contacts
            </Link>
          </>
        }
      />
      <div className={styles.stack}>
        {query.isPending && <Skeleton height={240} radius={12} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && pairs.length === 0 && (
          <EmptyState title="No two look alike" icon={<IconUsers size={26} />}>
            Here stand pairs with the same e-mail, or the same name and numbers that differ in one place.
          </EmptyState>
        )}
        {pairs.length > 0 && (
          <Card
            title={`${pairs.length === 100 ? "The first 100" : pairs.length} ${pairs.length === 1 ? "pair" : "pairs"}`}
          >
            <ul className={styles.pairs}>
              {pairs.map(({ one, other, reasons }) => (
                <li key={`${one.id} ${other.id}`} className={styles.pair}>
                  <Side {...one} />
                  <Side {...other} />
                  <div className={styles.chips}>
                    {reasons.map((reason) => (
                      <Chip key={reason}>{duplicateReasonWords[reason]}</Chip>
                    ))}
                    <Button
                      size="small"
                      tone="quiet"
                      refusal={refusal}
                      onClick={() => apart.mutate({ body: { one: one.id, other: other.id } })}
                    >
                      Not the same
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {causes.length > 0 && (
          <Card title="Where duplicates came from">
            <ul className={styles.pairs}>
              {causes.map(({ cause, merges }) => (
                <li key={cause}>
                  {duplicateCauseWords[cause]}: <strong>{merges}</strong>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Screen>
  );
}

function Side({
  id,
  name,
  number,
}: {
  readonly id: string;
  readonly name: string | null;
  readonly number: string | null;
}) {
  return (
    <div>
      <Link to={paths.contact} params={{ contactId: id }}>
        {name ?? "Nameless"}
      </Link>
      <br />
      <span className={styles.soft}>{number === null ? "No number" : phoneWords(number)}</span>
    </div>
  );
}
