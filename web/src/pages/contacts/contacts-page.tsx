import { Skeleton } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { ContactRows } from "./contact-rows.tsx";
import styles from "./contacts.module.css";
import { ContactsFilter } from "./contacts-filter.tsx";
import { type ContactsSearch, contactsSearch } from "./contacts-search.ts";
import { exportAddress } from "./export-address.ts";
import { NewContactDialog } from "./new-contact-dialog.tsx";

function contactsOptions({ q, ...filter }: ContactsSearch) {
  const query = { limit: 100, ...filter, ...(q === undefined ? {} : { search: q }) };
  return infiniteQueryOptions({
    queryKey: readKey("listContacts", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listContacts">> =>
      api.listContacts({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Everybody the business knows: customers, leads, vendors, and whom not to contact. */
export function ContactsPage() {
  const search = contactsSearch(useSearch({ strict: false }));
  const query = useInfiniteQuery(contactsOptions(search));
  const [isNew, setNew] = useState(false);
  const { role } = useAccount();
  const contacts = query.data?.pages.flatMap((page) => page.contacts) ?? [];
  const isNarrowed = Object.keys(search).length > 0;
  const mayBring = role === "owner" || role === "coordinator";
  const enter = (
    <Button
      tone="primary"
      icon={<IconUserPlus size={16} aria-hidden="true" />}
      refusal={role === "viewer" ? "Viewers look on." : null}
      onClick={() => setNew(true)}
    >
      New contact
    </Button>
  );
  return (
    <Screen>
      <PageHead
        title="Contacts"
        aside={enter}
        lead={
          <span className={styles.links}>
            <Link to={paths.contactImports} className={styles.link}>
              Bring a list
            </Link>
            <Link to={paths.contactDuplicates} className={styles.link}>
              Look for duplicates
            </Link>
            {mayBring && (
              <a href={exportAddress()} className={styles.link} download>
                Export all
              </a>
            )}
          </span>
        }
      />
      <ContactsFilter search={search} />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={480} radius={12} />}
      {query.isSuccess && contacts.length === 0 && (
        <EmptyState
          title={isNarrowed ? "Nobody like that" : "No contacts yet"}
          icon={<IconUsers size={26} />}
          actions={isNarrowed ? undefined : enter}
        >
          {isNarrowed
            ? "Try fewer letters, or the last four digits of the number. Names are also found when they are spelled nearly so."
            : "Whoever calls is entered here by itself. Bring your customer list, and their calls are matched to them by any of their numbers."}
        </EmptyState>
      )}
      {contacts.length > 0 && <ContactRows contacts={contacts} query={query} />}
      {isNew && <NewContactDialog onClose={() => setNew(false)} />}
    </Screen>
  );
}
