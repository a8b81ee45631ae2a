import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { contactLanes, contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import styles from "./contacts.module.css";
import { type ContactsSearch, contactsSearch } from "./contacts-search.ts";

const typingPauseMs = 150;

/** Which contacts; all of it is in the address. */
export function ContactsFilter({ search }: { readonly search: ContactsSearch }) {
  const navigate = useNavigate();
  const { data: setup } = useQuery(read("getContactSetup"));
  const { data: people } = useQuery(read("listMembers"));
  const [words, setWords] = useState(search.q ?? "");
  const go = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: paths.contacts, search: contactsSearch({ ...search, ...change }), replace: true });
  const look = useDebouncedCallback((q: string) => go({ q: q.trim() }), typingPauseMs);
  return (
    <search className={styles.filters}>
      <TextInput
        size="sm"
        type="search"
        className={styles.search}
        aria-label="Search contacts"
        placeholder="Name, company or any digits of the number"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={words}
        maxLength={100}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
      />
      <NativeSelect
        size="sm"
        aria-label="Lane"
        value={search.lane ?? ""}
        data={[
          { value: "", label: "All lanes" },
          ...contactLanes.map((lane) => ({ value: lane, label: contactLaneWords[lane] })),
        ]}
        onChange={(event) => go({ lane: event.currentTarget.value })}
      />
      {(setup?.tags.length ?? 0) > 0 && (
        <NativeSelect
          size="sm"
          aria-label="Tag"
          value={search.tag ?? ""}
          data={[
            { value: "", label: "All tags" },
            ...(setup?.tags.map(({ tag, contacts }) => ({ value: tag, label: `${tag} (${contacts})` })) ?? []),
          ]}
          onChange={(event) => go({ tag: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="sm"
        aria-label="Tier"
        value={search.tier ?? ""}
        data={[
          { value: "", label: "All tiers" },
          ...(setup?.tiers.map(({ id, label }) => ({ value: id, label })) ?? []),
        ]}
        onChange={(event) => go({ tier: event.currentTarget.value })}
      />
      {(people?.members.length ?? 0) > 1 && (
        <NativeSelect
          size="sm"
          aria-label="Who knows them"
          value={search.owner ?? ""}
          data={[
            { value: "", label: "Whoever knows them" },
            ...(people?.members.map(({ id, name }) => ({ value: id, label: name })) ?? []),
          ]}
          onChange={(event) => go({ owner: event.currentTarget.value })}
        />
      )}
      {Object.keys(search).length > 0 && (
        <Button
          tone="quiet"
          size="small"
          onClick={() => {
            setWords("");
            void navigate({ to: paths.contacts, search: {}, replace: true });
          }}
        >
          Clear
        </Button>
      )}
    </search>
  );
}
