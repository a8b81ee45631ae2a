import { SegmentedControl, Skeleton } from "@mantine/core";
import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { FigureCard } from "#components/measure/figure-card.tsx";
import measure from "#components/measure/measure.module.css";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { useFigures } from "#components/measure/use-figures.ts";
import { localDate } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { problemFacts } from "#ui/problem-words.ts";
import type { FigureSearch } from "./figure-search.ts";
import { RowsTable } from "./rows-table.tsx";

const weekdays = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

function rowsOptions(figure: string, { compare: _, ...search }: FigureSearch) {
  const query = { limit: 100, ...search, figure };
  return infiniteQueryOptions({
    queryKey: readKey("figureRows", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"figureRows">> =>
      api.figureRows({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One figure: what it means, how it stands, and the calls behind it. */
export function FigurePage() {
  const { figureId } = useParams({ from: "/app/measure/figures/$figureId" });
  const search = useSearch({ from: "/app/measure/figures/$figureId" });
  const measured = useMeasureSearch();
  const navigate = useNavigate();
  const { figures } = useFigures();
  const query = useInfiniteQuery(rowsOptions(figureId, search));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const read = figures?.all.find(({ definition }) => definition.id === figureId) ?? null;
  // What only the pilot counts is in no list of figures.
  const definition = read?.definition ?? query.data?.pages[0]?.figure ?? null;
  const { weekday, hour } = search;
  const isHour = weekday !== undefined && hour !== undefined;
  // The same days and calls were answered for the other figures: it can only be the figure.
  if (query.isError && figures !== null && definition === null && problemFacts(query.error).code === "invalid")
    return <NoSuchFigure />;
  const inHour = isHour ? ` on ${weekdays[weekday - 1]} from ${hour}:00 to ${hour + 1}:00` : "";
  return (
    <MeasureScreen>
      <PageHead
        title={`${definition?.title ?? "Figure"}${inHour}`}
        lead={figures?.answer.rangeWords}
        aside={
          <Link to={paths.figures} search={measured}>
            All figures
          </Link>
        }
      />
      <MeasureTabs />
      <MeasureFilter days={figures?.answer.range ?? null} />
      <div className={measure.explained}>
        {read !== null && !isHour && (
          <FigureCard
            definition={read.definition}
            value={read.words}
            trend={read.trend}
            tooFew={!read.figure.enough}
            {...(read.figure.part !== null && read.figure.whole !== null
              ? { beside: `${countWords(read.figure.part)} of ${countWords(read.figure.whole)}` }
              : {})}
          />
        )}
        {definition !== null && (
          <p className={measure.meaning}>
            {definition.counts} <strong>Left out:</strong> {definition.leavesOut}
            <small className={measure.definitionId}>{definition.id}</small>
          </p>
        )}
      </div>
      <KeptNote kept={query.data?.pages[0]?.kept ?? null} />
      {definition?.unit === "share" && !isHour && (
        <SegmentedControl
          size="sm"
          mb={14}
          aria-label="Which calls"
          data={[
            { value: "part", label: "These" },
            { value: "whole", label: "All it is a share of" },
          ]}
          value={search.side ?? "part"}
          onChange={(side) => {
            const { side: _, ...others } = search;
            void navigate({ to: ".", search: side === "whole" ? { ...others, side } : others, replace: true });
          }}
        />
      )}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={420} radius={12} />}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState title="None in these days">Nothing that this figure counts happened in the days above.</EmptyState>
      )}
      {rows.length > 0 && <RowsTable rows={rows} unit={definition?.unit ?? "count"} />}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </MeasureScreen>
  );
}

/** Says of a pilot's figure whether the rows are those it was counted from. */
function KeptNote({ kept }: { readonly kept: Answer<"figureRows">["kept"] }) {
  const { timeZone } = useAccount();
  if (kept === null) return null;
  const day = localDate(Date.parse(kept.at), timeZone);
  const when = rangeWords({ from: day, to: day });
  return (
    <p className={measure.partial} role="note">
      {kept.rows === "kept"
        ? `These are the very callbacks that were counted when the pilot kept this figure, on ${when}.`
        : `The pilot kept this figure on ${when}. The list shows today’s records, which may have changed since.`}
    </p>
  );
}

/** An address that names no figure. */
function NoSuchFigure() {
  return (
    <MeasureScreen>
      <EmptyState title="There is no such figure" actions={<Link to={paths.figures}>See all figures</Link>}>
        The link may be old, or its address is broken.
      </EmptyState>
    </MeasureScreen>
  );
}
