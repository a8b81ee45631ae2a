import type { LeakReport } from "@ringback/contract/leaks.ts";
import { countWords, shareWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { othersName } from "@ringback/core/measurement/leaks/others-name.ts";
import type { LinkProps } from "@tanstack/react-router";
import { type BarRow, BarRows } from "#components/measure/bar-rows.tsx";
import { type MeasureSearch, useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./leaks.module.css";
import type { Leaks } from "./use-leaks.ts";

/** The missed calls by why, by number, and by how many other calls were on when they came. Each row opens its calls. */
export function CausesCard({ leaks }: { readonly leaks: Leaks }) {
  const search = useMeasureSearch();
  const report = leaks.data?.report ?? null;
  if (report === null || report.missed === 0) return null;
  const missedCalls = (more: MeasureSearch): LinkProps => ({
    to: paths.figure,
    params: { figureId: "calls.missed" },
    search: { ...search, ...more },
  });
  return (
    <Card title="Why they were missed">
      <div className={styles.causes}>
        <Part title="By reason">
          {report.byReason.map(({ reason, label, missed }) => ({
            id: reason,
            label,
            value: missed,
            share: missed / report.missed,
            words: `${countWords(missed)} · ${shareWords(missed / report.missed)}`,
            link: missedCalls({ reason }),
          }))}
        </Part>
        {report.byNumber.length > 1 && (
          <Part title="By number: share missed of its calls">
            {report.byNumber.map(({ numberId, label, ...part }) => ({
              ...ofItsCalls(part),
              id: numberId ?? "none",
              label,
              ...(numberId === null ? {} : { link: missedCalls({ number: numberId }) }),
            }))}
          </Part>
        )}
        <Part title="By other calls on at that moment: share missed">
          {report.byOthers.map(({ others, label, ...part }) => ({
            ...ofItsCalls(part),
            id: String(others),
            label,
            ...(part.missed === 0
              ? {}
              : { link: { to: paths.leakCalls, params: { findingId: othersName(others) }, search } }),
          }))}
        </Part>
      </div>
    </Card>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly BarRow[] }) {
  return (
    <section>
      <h3 className={styles.part}>{title}</h3>
      <BarRows rows={children} label={title} />
    </section>
  );
}

/** With too few calls for a share only the numbers are told. */
function ofItsCalls({ missed, calls, rate }: Pick<LeakReport["byOthers"][number], "missed" | "calls" | "rate">) {
  const numbers = `${countWords(missed)} of ${countWords(calls)}`;
  return { value: missed, share: rate ?? 0, words: rate === null ? numbers : `${numbers} · ${shareWords(rate)}` };
}
