import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { Fragment } from "react";
import { Card } from "#ui/card.tsx";
import styles from "./known-card.module.css";

/** What is known about caller and matter, each with where it comes from. */
export function KnownCard({ known }: { readonly known: CallbackCase["known"] }) {
  if (known.length === 0) return null;
  return (
    <Card title="What we know">
      <dl className={styles.known}>
        {known.map((fact) => (
          <Fragment key={`${fact.label} ${fact.value}`}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value} <span className={styles.source}>· {fact.source}</span>
            </dd>
          </Fragment>
        ))}
      </dl>
    </Card>
  );
}
