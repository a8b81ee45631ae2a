import { NativeSelect, Skeleton } from "@mantine/core";
import { fairTrend } from "@ringback/core/measurement/figures/fair-trend.ts";
import { figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { IconBuildingStore } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer, Request } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import measure from "#components/measure/measure.module.css";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { FileMenu } from "#components/measure/send/file-menu.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./agency.module.css";
import type { AgencySearch } from "./agency-search.ts";

type Agency = Answer<"agencyFigures">;

/** Every business one belongs to side by side, for who looks after several. */
export function AgencyPage() {
  const search = useSearch({ from: "/app/agency" });
  const { data: me } = useSuspenseQuery(read("me"));
  const asked = search as NonNullable<Request<"agencyFigures">["query"]>;
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...read("agencyFigures", { query: asked }),
    placeholderData: keepPreviousData,
    enabled: me.accounts.length > 1,
  });
  if (me.accounts.length < 2)
    return (
      <Screen>
        <PageHead title="Businesses side by side" />
        <EmptyState title="You belong to one business" icon={<IconBuildingStore size={26} />}>
          Once you belong to a second one, both stand here side by side, with the figures that tell them apart.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen wide>
      <PageHead
        title="Businesses side by side"
        lead="Each over the days of its own calendar. A name opens where its calls leak."
        aside={
          <FileMenu addressOf={(format) => `/api/v1/agency/report.${format}?${new URLSearchParams({ ...search })}`} />
        }
      />
      <MeasureFilter days={data?.accounts[0]?.range ?? null} narrowing="days" />
      {error !== null && (
        <ProblemNote error={error} action={<Button onClick={() => void refetch()}>Try again</Button>} />
      )}
      {data === undefined && error === null && <Skeleton height={240} radius={12} />}
      {data !== undefined && (
        <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={isPlaceholderData}>
          <SortOnPhone agency={data} search={search} />
          <Businesses agency={data} search={search} />
        </div>
      )}
    </Screen>
  );
}

function Businesses({ agency, search }: { readonly agency: Agency; readonly search: AgencySearch }) {
  const { range, from, to, compare } = search;
  const days = { ...(range && { range }), ...(from && { from }), ...(to && { to }), ...(compare && { compare }) };
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <Sorted name="name" search={search}>
              Business
            </Sorted>
            {agency.headline.map((definition) => (
              <Sorted key={definition.id} name={definition.id} search={search}>
                {definition.title}
              </Sorted>
            ))}
          </tr>
        </thead>
        <tbody>
          {agency.accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row">
                <Link to={paths.leaks} search={{ ...days, account: account.id }} className={styles.name}>
                  {account.name}
                </Link>
                <span className={styles.days}>{account.rangeWords}</span>
              </th>
              {agency.headline.map((definition, index) => {
                const figure = account.figures[index];
                if (figure === undefined) return <td key={definition.id} />;
                // Whether its books go back so far is not known here: then only shares of enough calls are compared.
                const trend = fairTrend(figure, definition, true);
                return (
                  <td key={definition.id} data-label={definition.title}>
                    <Link
                      to={paths.figure}
                      params={{ figureId: definition.id }}
                      search={{ ...days, account: account.id }}
                      className={styles.value}
                    >
                      {figureWords(figure.value, definition.unit)}
                    </Link>
                    <span className={trend === null ? undefined : measure[trend.tone]}>
                      {trend?.words ?? (figure.enough || figure.value === null ? "" : "few calls")}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              All together
              <span className={styles.days}>{agency.accounts.length} businesses, from their sums</span>
            </th>
            {agency.headline.map((definition, index) => {
              const figure = agency.together[index];
              if (figure === undefined) return <td key={definition.id} />;
              const trend = fairTrend(figure, definition, true);
              return (
                <td key={definition.id} data-label={definition.title}>
                  <strong>{figureWords(figure.value, definition.unit)}</strong>
                  <span className={trend === null ? undefined : measure[trend.tone]}>{trend?.words ?? ""}</span>
                </td>
              );
            })}
          </tr>
        </tfoot>
      </table>
      <p className={styles.meanings}>
        What the figures mean:{" "}
        {agency.headline.map((definition) => (
          <DefinitionTip key={definition.id} definition={definition} />
        ))}
      </p>
    </div>
  );
}

/** On a phone there are no heads of columns to tap. */
function SortOnPhone({ agency, search }: { readonly agency: Agency; readonly search: AgencySearch }) {
  const navigate = useNavigate();
  return (
    <NativeSelect
      size="sm"
      className={styles.sortOnPhone ?? ""}
      aria-label="Sorted by"
      value={search.sort ?? "name"}
      data={[
        { value: "name", label: "Sorted by name" },
        ...agency.headline.map(({ id, title }) => ({ value: id, label: `Most first: ${title}` })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({
          to: paths.agency,
          search: { ...search, sort: value, order: value === "name" ? "up" : "down" },
          replace: true,
        })
      }
    />
  );
}

interface SortedProps {
  readonly name: string;
  readonly search: AgencySearch;
  readonly children: string;
}

/** The head of a column; a tap sorts by it, another one turns it round. Figures begin with the largest. */
function Sorted({ name, search, children }: SortedProps) {
  const isOn = (search.sort ?? "name") === name;
  const isUp = (search.order ?? "up") === "up";
  const order = isOn ? (isUp ? "down" : "up") : name === "name" ? "up" : "down";
  return (
    <th scope="col" aria-sort={isOn ? (isUp ? "ascending" : "descending") : undefined}>
      <Link to="." search={{ ...search, sort: name, order }} replace className={styles.sort}>
        {children}
        {isOn && <span aria-hidden="true"> {isUp ? "↑" : "↓"}</span>}
      </Link>
    </th>
  );
}
