import type { CostAnswer } from "@ringback/contract/costs.ts";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import styles from "./cost.module.css";

/** Numbers that go round, with where they come from and how far to trust them. None is in any sum. */
export function OutsideCard({ cost }: { readonly cost: CostAnswer }) {
  return (
    <Card title="What others say">
      <p className={styles.soft}>To place your own figures. None of it is in the sums.</p>
      <ul className={styles.outside}>
        {cost.outside.map(({ id, title, range, source, url, caution, confidence }) => (
          <li key={id}>
            <div className={styles.inputHead}>
              <strong>{title}</strong>
              <Chip tone={confidence === "low" ? "late" : "soon"}>
                {confidence === "low" ? "Weak source" : "Fair source"}
              </Chip>
            </div>
            <p>{range}</p>
            <p className={styles.inputSource}>
              {url === null ? (
                source
              ) : (
                <a href={url} target="_blank" rel="noreferrer">
                  {source}
                </a>
              )}
              . {caution}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
