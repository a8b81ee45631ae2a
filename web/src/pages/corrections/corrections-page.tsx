import { Skeleton, TextInput } from "@mantine/core";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { IconArrowsExchange, IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { ReviewTabs } from "#components/review-tabs.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { ConfusionTable } from "./confusion-table.tsx";
import { CorrectionList } from "./correction-list.tsx";
import styles from "./corrections.module.css";
import { type CorrectionsSearch, correctionsSearch } from "./corrections-search.ts";

const urgencies = ["emergency", "high", "normal", "low", "unknown"] as const;

/** What was read against what people made of it, to look at and to take along. */
export function CorrectionsPage() {
  const search = useSearch({ from: "/app/review/corrections" });
  const days = { ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) };
  const query = useQuery({ ...read("corrections", { query: days }), placeholderData: keepPreviousData });
  const counts = query.data;
  return (
    <Screen>
      <PageHead
        title="Corrections"
        lead="Every message that a person confirmed or set right. Nothing learns from this by itself: the rules change only when somebody changes them, and these messages can be their tests."
        aside={<Exports days={days} />}
      />
      <ReviewTabs />
      <Days search={search} />
      {query.isPending && <Skeleton height={320} radius={12} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {counts?.judged === 0 && (
        <EmptyState title="Nobody has judged a message yet" icon={<IconArrowsExchange size={26} />}>
          Confirm or correct what waits in Review, or set a case right, and it is counted here.
        </EmptyState>
      )}
      {counts !== undefined && counts.judged > 0 && (
        <div className={styles.stack}>
          <p className={styles.headline}>
            {counts.judged} {counts.judged === 1 ? "message" : "messages"} judged; what they want was set right{" "}
            {counts.correctedIntents} {times(counts.correctedIntents)}, the urgency {counts.correctedUrgencies}{" "}
            {times(counts.correctedUrgencies)}.
          </p>
          <ConfusionTable title="What they want" kind="intent" cells={counts.intents} order={INTENTS} search={search} />
          <ConfusionTable
            title="How urgent"
            kind="urgency"
            cells={counts.urgencies}
            order={urgencies}
            search={search}
          />
          <CorrectionList search={search} />
        </div>
      )}
    </Screen>
  );
}

function times(count: number): string {
  return count === 1 ? "time" : "times";
}

function Days({ search }: { readonly search: CorrectionsSearch }) {
  const navigate = useNavigate();
  const go = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: paths.corrections, search: correctionsSearch({ ...search, ...change }), replace: true });
  return (
    <div className={styles.days}>
      <TextInput
        type="date"
        size="sm"
        aria-label="From"
        value={search.from ?? ""}
        onChange={({ currentTarget }) => go({ from: currentTarget.value })}
      />
      <span aria-hidden="true">–</span>
      <TextInput
        type="date"
        size="sm"
        aria-label="To"
        value={search.to ?? ""}
        onChange={({ currentTarget }) => go({ to: currentTarget.value })}
      />
    </div>
  );
}

/** Files hold callers' words, so not everybody may take them. */
function Exports({ days }: { readonly days: { readonly from?: string; readonly to?: string } }) {
  const account = useAccount();
  if (account.role !== "owner" && account.role !== "coordinator") return null;
  const address = (form: string) =>
    `/api/v1/corrections/export.${form}?${new URLSearchParams({ ...days, account: account.id })}`;
  return (
    <span className={styles.exports}>
      <a href={address("jsonl")} download>
        <IconDownload size={16} aria-hidden="true" /> Test cases (JSONL)
      </a>
      <a href={address("csv")} download>
        CSV
      </a>
    </span>
  );
}
