import { Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useState } from "react";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { callerWords, phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import styles from "./finder.module.css";

const typingPauseMs = 120;

/** Finds contacts, open callbacks and calls by half-remembered letters or digits; arrows choose, Enter opens. */
export function QuickFinder({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const listId = useId();
  const [words, setWords] = useState("");
  const [place, setPlace] = useState(0);
  const [asked] = useDebouncedValue(words.trim(), typingPauseMs);
  const request = read("find", { query: { words: asked } });
  const query = useQuery({
    ...request,
    queryFn: asked === "" ? skipToken : (request.queryFn ?? skipToken),
    placeholderData: keepPreviousData,
  });
  const items = asked === "" || query.data === undefined ? [] : itemsOf(query.data);
  const open = (item: Item | undefined) => {
    if (item === undefined) return;
    onClose();
    if (item.group === "Contacts") void navigate({ to: paths.contact, params: { contactId: item.id } });
    else if (item.group === "Open callbacks") void navigate({ to: paths.callback, params: { callbackId: item.id } });
    else void navigate({ to: paths.call, params: { callId: item.id } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") open(items[place]);
    else if (event.key === "ArrowDown") setPlace(Math.min(items.length - 1, place + 1));
    else if (event.key === "ArrowUp") setPlace(Math.max(0, place - 1));
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title="Find" closeButtonProps={{ "aria-label": "Close" }}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Find a contact, a callback or a call"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items[place] === undefined ? undefined : `${listId}-${place}`}
        placeholder="Name, company, or any digits of the number"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={words}
        maxLength={100}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {items.map((item, at) => (
          <div key={`${item.group}${item.id}`} role="presentation">
            {item.group !== items[at - 1]?.group && (
              <div role="presentation" className={styles.group}>
                {item.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; aria-activedescendant says where one is. */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys. */}
            <div
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === place}
              className={styles.item}
              onClick={() => open(item)}
            >
              <strong>{item.title}</strong>
              <span className={styles.soft}>
                {item.detail}
                {item.at !== null && <When at={item.at} />}
              </span>
            </div>
          </div>
        ))}
      </div>
      <p role="status" className={styles.soft}>
        {asked === ""
          ? "Half a name or the last four digits are enough."
          : query.isSuccess && items.length === 0
            ? "Nobody like that."
            : ""}
      </p>
    </Modal>
  );
}

interface Item {
  readonly group: "Contacts" | "Open callbacks" | "Calls";
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly at: string | null;
}

function itemsOf({ contacts, callbacks, calls }: Answer<"find">): Item[] {
  const who = (name: string | null, number: string | null) => callerWords({ callerName: name, callerNumber: number });
  return [
    ...contacts.map(
      ({ id, name, company, kind, number }): Item => ({
        group: "Contacts",
        id,
        title: who(name ?? company, number),
        detail: [contactLaneWords[kind], number === null ? null : phoneWords(number)].filter(Boolean).join(" · "),
        at: null,
      }),
    ),
    ...callbacks.map(
      ({ id, name, number, dueAt }): Item => ({
        group: "Open callbacks",
        id,
        title: who(name, number),
        detail: "Due ",
        at: dueAt,
      }),
    ),
    ...calls.map(
      ({ id, name, number, arrivedAt, outcome }): Item => ({
        group: "Calls",
        id,
        title: who(name, number),
        detail: `${outcome === "missed" ? "Missed " : outcome === "answered" ? "Answered " : ""}`,
        at: arrivedAt,
      }),
    ),
  ];
}
