import type { ContactRow } from "@ringback/contract/contacts.ts";
import { contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Chip } from "#ui/chip.tsx";
import styles from "./contacts.module.css";

interface ContactRowsProps {
  readonly contacts: readonly ContactRow[];
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** The list. Only the rows in sight are in the page; more come before its end is reached. */
export function ContactRows({ contacts, query }: ContactRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);
  const virtualizer = useVirtualizer({
    count: contacts.length,
    getScrollElement: () => document.getElementById("main"),
    estimateSize: () => 62,
    getItemKey: (index) => contacts[index]?.id ?? index,
    scrollMargin: margin,
    overscan: 10,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown > contacts.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, contacts.length]);
  return (
    <ul ref={list} className={styles.rows} style={{ height: virtualizer.getTotalSize() }} aria-label="Contacts">
      {shown.map((place) => {
        const contact = contacts[place.index];
        return (
          contact && (
            <li
              key={place.key}
              ref={virtualizer.measureElement}
              data-index={place.index}
              className={styles.row}
              style={{ transform: `translateY(${place.start - margin}px)` }}
            >
              <Row contact={contact} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function Row({ contact }: { readonly contact: ContactRow }) {
  const { name, company, number, moreNumbers, kind, tags, openCallbackId, lastCallAt } = contact;
  const title = name ?? company ?? (number === null ? "Nameless" : phoneWords(number));
  return (
    <>
      <div className={styles.who}>
        <Link to={paths.contact} params={{ contactId: contact.id }} className={styles.name}>
          {title}
        </Link>
        <span className={styles.soft}>
          {[
            name !== null ? company : null,
            number !== null && title !== phoneWords(number) ? phoneWords(number) : null,
            moreNumbers > 0 ? `${moreNumbers} more` : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <div className={styles.chips}>
        {openCallbackId !== null && <Chip tone="soon">Callback open</Chip>}
        <Chip tone={kind === "do-not-contact" ? "late" : kind === "customer" ? "ok" : "plain"}>
          {contactLaneWords[kind]}
        </Chip>
        {tags.slice(0, 3).map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </div>
      <div className={styles.last}>
        {lastCallAt === null ? (
          <span className={styles.soft}>No call yet</span>
        ) : (
          <span className={styles.soft}>
            Called <When at={lastCallAt} />
          </span>
        )}
      </div>
    </>
  );
}
