import { Skeleton } from "@mantine/core";
import { contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { phoneWords } from "#components/phone-words.ts";
import { sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./contact.module.css";
import { DataCard } from "./data-card.tsx";
import { FactsCard } from "./facts-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { LeadsCard } from "./leads-card.tsx";
import { NumbersCard } from "./numbers-card.tsx";
import { SameCard } from "./same-card.tsx";

/** One contact: what is known and whence, its numbers, and everything that happened. */
export function ContactPage() {
  const { contactId } = useParams({ from: "/app/contacts/$contactId" });
  const { role } = useAccount();
  const query = useQuery(read("getContact", { params: { id: contactId } }));
  const isGone = query.error instanceof Problem && query.error.status === 404;
  const contact = isGone ? undefined : query.data;
  // Deleted, here or by a colleague: what was kept of them leaves every screen.
  const wasHere = isGone && query.data !== undefined;
  const navigate = useNavigate();
  useEffect(() => {
    if (!wasHere) return;
    sayDone("All that was kept of them is deleted", "They are never texted again.");
    void navigate({ to: paths.contacts });
  }, [wasHere, navigate]);
  const refusal =
    role === "viewer" ? "Viewers look on." : contact?.mergedInto != null ? "It was merged into another contact." : null;
  const title = contact && (contact.facts.name ?? contact.facts.company ?? numberOf(contact) ?? "Nameless");
  return (
    <Screen>
      <PageHead
        title={title ?? "Contact"}
        aside={
          contact && (
            <Chip
              tone={
                contact.facts.kind === "do-not-contact" ? "late" : contact.facts.kind === "customer" ? "ok" : "plain"
              }
            >
              {contactLaneWords[contact.facts.kind]}
            </Chip>
          )
        }
        lead={
          <Link to={paths.contacts} className={styles.link}>
            All contacts
          </Link>
        }
      />
      {query.isPending && <Skeleton height={420} radius={12} />}
      {isGone && (
        <EmptyState title="Nothing is kept of them" icon={<IconUserOff size={26} />}>
          This contact was deleted, or there never was one at this address.
        </EmptyState>
      )}
      {query.isError && !isGone && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {contact !== undefined && (
        <div className={styles.columns} key={contact.id}>
          <div className={styles.stack}>
            {contact.mergedInto !== null && (
              <p className={styles.note}>
                This record was merged.{" "}
                <Link to={paths.contact} params={{ contactId: contact.mergedInto }}>
                  Open the contact it lives on in
                </Link>
                .
              </p>
            )}
            <NumbersCard contact={contact} refusal={refusal} />
            <HistoryCard contactId={contact.id} />
          </div>
          <div className={styles.stack}>
            <FactsCard contact={contact} refusal={refusal} />
            <LeadsCard contact={contact} refusal={refusal} />
            <SameCard contact={contact} refusal={refusal} />
            <DataCard contact={contact} refusal={refusal} />
          </div>
        </div>
      )}
    </Screen>
  );
}

function numberOf({ numbers }: { readonly numbers: readonly { readonly number: string }[] }): string | undefined {
  return numbers[0] && phoneWords(numbers[0].number);
}
