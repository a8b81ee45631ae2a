import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link } from "@tanstack/react-router";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import measure from "#components/measure/measure.module.css";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import type { Figures, ReadFigure } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./figures.module.css";
import { isTime } from "./times-card.tsx";

/** The figures by the question they answer. What fits none of them stands at the end, so that none is ever missing. */
const groups = [
  { title: "How many are missed", ids: /^(calls\.|callers\.missed$)/ },
  {
    title: "Are they told and called back",
    ids: /^(told\.|callers\.(owned|told|attempted|stale|carried-over)|voicemails\.)/,
  },
  { title: "Does it help", ids: /^callers\.(recovered|booked|conversion|completed)/ },
  { title: "What goes wrong", ids: /./ },
] as const;

/** Every figure with the period before it; each opens the calls behind it. */
export function FigureTable({ figures }: { readonly figures: Figures }) {
  const left = new Set(figures.all.filter(({ definition }) => !isTime(definition.id)));
  return (
    <div className={styles.groups}>
      {groups.map(({ title, ids }) => {
        const own = [...left].filter(({ definition }) => ids.test(definition.id));
        for (const one of own) left.delete(one);
        return <Group key={title} title={title} rows={own} beforeWords={figures.answer.beforeWords} />;
      })}
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly ReadFigure[];
  readonly beforeWords: string | null;
}

function Group({ title, rows, beforeWords }: GroupProps) {
  const search = useMeasureSearch();
  return (
    <Card title={title}>
      <table className={styles.figures}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Value</th>
            <th scope="col">{beforeWords === null ? "Before" : `Before: ${beforeWords}`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ definition, figure, words, trend }) => (
            <tr key={definition.id}>
              <th scope="row">
                <DefinitionTip definition={definition} />
              </th>
              <td className={styles.value}>
                <Link to={paths.figure} params={{ figureId: definition.id }} search={search} title={sides(figure)}>
                  {words}
                </Link>
                {!figure.enough && figure.value !== null && (
                  <span className={styles.fewMark} title="Few calls: read with care">
                    {" "}
                    few<span className="visually-hidden"> calls</span>
                  </span>
                )}
              </td>
              <td className={styles.trend}>
                {trend !== null && <span className={measure[trend.tone]}>{trend.words}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** `41 of 168`, where the figure has two sides. */
function sides({ part, whole }: ReadFigure["figure"]): string | undefined {
  return part === null || whole === null ? undefined : `${countWords(part)} of ${countWords(whole)}`;
}
