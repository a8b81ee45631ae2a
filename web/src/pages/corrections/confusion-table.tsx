import { Link } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { labelWords } from "#components/label-words.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./corrections.module.css";
import type { CorrectionsSearch } from "./corrections-search.ts";

interface ConfusionTableProps {
  readonly title: string;
  readonly kind: "intent" | "urgency";
  readonly cells: Answer<"corrections">["intents"];
  /** The order of labels; those that never came up are left out. */
  readonly order: readonly string[];
  readonly search: CorrectionsSearch;
}

/** What was said against what a person made of it: right on the diagonal, each number leads to its messages. */
export function ConfusionTable({ title, kind, cells, order, search }: ConfusionTableProps) {
  const labels = order.filter((label) => cells.some(({ said, corrected }) => said === label || corrected === label));
  const rows = labels.filter((label) => cells.some(({ said }) => said === label));
  const columns = labels.filter((label) => cells.some(({ corrected }) => corrected === label));
  const days = { ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) };
  return (
    <Card title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be within a keyboard's reach */}
      {/* biome-ignore lint/a11y/useSemanticElements: a section of its own would be a landmark too many */}
      <div className={styles.frame} tabIndex={0} role="group" aria-label={`${title}, table`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Read as</th>
              {columns.map((label) => (
                <th key={label} scope="col">
                  {labelWords(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((said) => (
              <tr key={said}>
                <th scope="row">{labelWords(said)}</th>
                {columns.map((corrected) => {
                  const count = cells.find((cell) => cell.said === said && cell.corrected === corrected)?.count;
                  if (count === undefined)
                    return (
                      <td key={corrected} className={styles.none}>
                        ·
                      </td>
                    );
                  const isOpen = search.kind === kind && search.said === said && search.corrected === corrected;
                  return (
                    <td key={corrected} className={said === corrected ? styles.right : styles.wrong}>
                      <Link
                        to={paths.corrections}
                        search={{ ...days, kind, said, corrected }}
                        className={styles.cell}
                        aria-label={`${count} read as ${labelWords(said)}, ${said === corrected ? "confirmed" : `set to ${labelWords(corrected)}`}`}
                        {...(isOpen ? { "aria-current": "true" as const } : {})}
                        replace
                      >
                        {count}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.legend}>
        Rows: what was read. Columns: what a person said it is. On the diagonal it was right.
      </p>
    </Card>
  );
}
