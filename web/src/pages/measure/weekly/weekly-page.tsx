import { Skeleton, Textarea } from "@mantine/core";
import type { WeeklyReview } from "@ringback/contract/weekly.ts";
import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { IconCalendarCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { sayDone } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ChangedCard } from "./changed-card.tsx";
import { EmergencyItem } from "./emergency-item.tsx";
import { UnresolvedItem } from "./unresolved-item.tsx";
import { useWeeklyCallers, useWeeklyEmergencies } from "./use-weekly-lists.ts";
import styles from "./weekly.module.css";
import { WeeklyList } from "./weekly-list.tsx";

/** The week that is over: who still has no answer, what became of the emergencies, what changed. It stays until it is done. */
export function WeeklyPage() {
  const { week } = useSearch({ from: "/app/measure/weekly" });
  const query = useQuery(read("weeklyReview", { query: week === undefined ? {} : { week } }));
  const review = query.data?.review ?? null;
  return (
    <MeasureScreen>
      <PageHead
        title="Weekly review"
        lead={
          review === null
            ? "Every unresolved caller gets an outcome or a named owner."
            : `The week of ${rangeWords(review.week)}. Every unresolved caller gets an outcome or a named owner.`
        }
        aside={review !== null && <SendMenu report="weekly" week={review.week.from} />}
      />
      <MeasureTabs />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={420} radius={12} />}
      {query.isSuccess && review === null && week !== undefined && (
        <EmptyState
          title="No review of that week"
          icon={<IconCalendarCheck size={26} />}
          actions={
            <Link to={paths.weekly} search={{}}>
              See the week to review now
            </Link>
          }
        >
          A week can be reviewed once it is over, from the first week in which somebody called.
        </EmptyState>
      )}
      {query.isSuccess && review === null && week === undefined && (
        <EmptyState title="No week to review yet" icon={<IconCalendarCheck size={26} />}>
          On Monday morning the week before is here, with whoever was not called back and every emergency. It comes by
          e-mail too.
        </EmptyState>
      )}
      {review !== null && <Review key={review.week.from} review={review} />}
      {query.data !== undefined && query.data.weeks.length > 1 && <Weeks weeks={query.data.weeks} shown={review} />}
    </MeasureScreen>
  );
}

function Review({ review }: { readonly review: WeeklyReview }) {
  const { left, all, finished } = review;
  const callers = useWeeklyCallers(review.week.from);
  const emergencies = useWeeklyEmergencies(review.week.from);
  return (
    <div className={styles.stack}>
      <Card
        title="Callers without an answer"
        aside={
          <Chip tone={left.callers === 0 ? "ok" : "soon"}>
            {left.callers === 0 ? "all answered" : `${countWords(left.callers)} left`}
          </Chip>
        }
      >
        {all.callers === 0 ? (
          <p className={styles.none}>Every caller of the week had an outcome by Monday.</p>
        ) : (
          <WeeklyList query={callers} all={all.callers}>
            {(caller) => <UnresolvedItem key={caller.callbackId} caller={caller} review={review} />}
          </WeeklyList>
        )}
        {review.looseCalls > 0 && (
          <p className={styles.loose}>
            {countWords(review.looseCalls)} missed {review.looseCalls === 1 ? "call has" : "calls have"} no callback at
            all. <Link to={paths.ledger}>See them in the Ledger</Link>
          </p>
        )}
      </Card>
      <Card
        title="Emergencies of the week"
        aside={
          all.emergencies > 0 && (
            <Chip tone={left.emergencies === 0 ? "ok" : "late"}>
              {left.emergencies === 0 ? "all looked at" : `${countWords(left.emergencies)} to look at`}
            </Chip>
          )
        }
      >
        {all.emergencies === 0 ? (
          <p className={styles.none}>No missed caller spoke of an emergency.</p>
        ) : (
          <WeeklyList query={emergencies} all={all.emergencies}>
            {(emergency) => <EmergencyItem key={emergency.callbackId} emergency={emergency} review={review} />}
          </WeeklyList>
        )}
      </Card>
      <ChangedCard week={review.week} />
      {finished === null ? (
        <Finish review={review} />
      ) : (
        <Card title="Finished">
          <p className={styles.none}>
            By {finished.by.name}, <When at={finished.at} />
            {finished.note !== null && `: ${finished.note}`}
          </p>
        </Card>
      )}
    </div>
  );
}

function Finish({ review }: { readonly review: WeeklyReview }) {
  const { role } = useAccount();
  const [note, setNote] = useState("");
  const finish = useAct("finishWeek", {
    changes: ["weeklyReview", "today"],
    onDone: () => sayDone("The week is reviewed"),
  });
  const { callers, emergencies } = review.left;
  const left = callers + emergencies;
  const refusal =
    role !== "owner" && role !== "coordinator"
      ? "An owner or coordinator finishes the review."
      : left > 0
        ? `${countWords(left)} ${left === 1 ? "thing is" : "things are"} left above.`
        : null;
  return (
    <Card title="Finish the week">
      <Textarea
        label="What we will do about it (for whoever reads this later)"
        value={note}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={styles.finish}>
        <Button
          tone="primary"
          refusal={refusal}
          busy={finish.isPending}
          onClick={() =>
            finish.mutate({ params: { week: review.week.from }, body: note.trim() === "" ? {} : { note: note.trim() } })
          }
        >
          Finish the review
        </Button>
        {refusal !== null && <span className={styles.none}>{refusal}</span>}
      </div>
    </Card>
  );
}

interface WeeksProps {
  readonly weeks: readonly { readonly from: string; readonly to: string; readonly finished: boolean }[];
  readonly shown: WeeklyReview | null;
}

function Weeks({ weeks, shown }: WeeksProps) {
  return (
    <nav className={styles.weeks} aria-label="Weeks">
      {weeks.map((one) => (
        <Link
          key={one.from}
          to={paths.weekly}
          search={{ week: one.from }}
          aria-current={one.from === shown?.week.from ? "page" : undefined}
          className={styles.week}
        >
          {rangeWords(one)}
          {!one.finished && <Chip tone="soon">open</Chip>}
        </Link>
      ))}
    </nav>
  );
}
