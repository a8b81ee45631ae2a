import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { missLabels } from "@ringback/core/callbacks/call-words.ts";
import type { Compare, Preset } from "@ringback/core/measurement/figures/asked.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { hoursLabels, laneLabels, returningLabels } from "@ringback/core/measurement/figures/range-words.ts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { lineWords } from "#components/phone-words.ts";
import styles from "./measure-filter.module.css";
import { type MeasureSearch, useMeasureSearch } from "./measure-search.ts";

const ranges: readonly { readonly value: Preset | "custom"; readonly label: string }[] = [
  { value: "last-7-days", label: "Last 7 days" },
  { value: "last-28-days", label: "Last 4 weeks" },
  { value: "this-month", label: "This month" },
  { value: "last-month", label: "Last month" },
  { value: "last-12-months", label: "Last 12 months" },
  { value: "custom", label: "Days of your own …" },
];
/** In the order in which they are looked for. */
const reasons = (
  [
    "no-answer",
    "busy",
    "after-hours",
    "no-agent-on-duty",
    "abandoned-while-ringing",
    "abandoned-in-queue",
    "abandoned-in-menu",
    "voicemail-answered",
    "not-connected",
    "system-failure",
    "unknown",
  ] as const
).map((reason) => [reason, missLabels[reason]] as const);
const lanes = (["new-lead", "existing-customer", "vendor", "complaint", "unknown"] as const).map(
  (lane) => [lane, laneLabels[lane]] as const,
);
const compares: readonly (readonly [Compare, string])[] = [
  ["before", "Compare: days before"],
  ["year-before", "Compare: a year ago"],
  ["none", "No comparison"],
];

type Name = keyof MeasureSearch;
/** What an owner seldom narrows to: behind a tap, so that the usual ones fit a line. */
const rarer: readonly Name[] = ["reason", "lane", "returning", "hours"];

interface MeasureFilterProps {
  /** The days on the screen: what "days of your own" begins with. */
  readonly days: DayRange | null;
  readonly comparable?: boolean;
  /** `numbers`: only by days and numbers, where kinds of calls would mean nothing; `days`: by days alone. */
  readonly narrowing?: "calls" | "numbers" | "days";
}

/** Which days and which calls, for every screen of Measure; all of it is in the address. */
export function MeasureFilter({ days, comparable = true, narrowing = "calls" }: MeasureFilterProps) {
  const search = useMeasureSearch();
  const navigate = useNavigate();
  const { data } = useQuery(read("listNumbers"));
  const [showsAll, setShowsAll] = useState(false);
  const put = (changes: { readonly [Key in Name]?: string | undefined }) => {
    const next = (now: object) =>
      Object.fromEntries(Object.entries({ ...now, ...changes }).filter(([, value]) => value));
    // What else the address holds stays: a screen may have parts of its own.
    void navigate({ to: ".", search: (now) => next(now) as MeasureSearch, replace: true });
  };
  const isCustom = search.from !== undefined || search.to !== undefined;
  const choose = (value: string) => {
    if (value === "custom") put({ range: undefined, from: days?.from, to: days?.to });
    else put({ range: value === "last-28-days" ? undefined : value, from: undefined, to: undefined });
  };
  const pick = (name: Name, label: string, any: string, options: readonly (readonly [string, string])[]) => (
    <NativeSelect
      size="sm"
      aria-label={label}
      data-on={search[name] !== undefined}
      value={search[name] ?? ""}
      data={[{ value: "", label: any }, ...options.map(([value, words]) => ({ value, label: words }))]}
      onChange={(event) => put({ [name]: event.currentTarget.value || undefined })}
    />
  );
  // What is chosen is never hidden.
  const isNarrowed = rarer.some((name) => search[name] !== undefined);
  const numbers = narrowing === "days" ? [] : (data?.numbers ?? []);
  const sources = distinct(numbers.map(({ source }) => source));
  const lines = distinct(numbers.map(({ lineOfService }) => lineOfService));
  return (
    <fieldset className={styles.filter} aria-label="Which days and calls">
      <NativeSelect
        size="sm"
        aria-label="Which days"
        value={isCustom ? "custom" : (search.range ?? "last-28-days")}
        data={[...ranges]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {isCustom && (
        <div className={styles.dates}>
          <TextInput
            type="date"
            size="sm"
            aria-label="From"
            value={search.from ?? days?.from ?? ""}
            onChange={(event) => put({ from: event.currentTarget.value || undefined })}
          />
          <span aria-hidden="true">–</span>
          <TextInput
            type="date"
            size="sm"
            aria-label="To"
            value={search.to ?? days?.to ?? ""}
            onChange={(event) => put({ to: event.currentTarget.value || undefined })}
          />
        </div>
      )}
      {numbers.length > 1 &&
        pick(
          "number",
          "Which number",
          "All numbers",
          numbers.map((one) => [one.id, lineWords(one)]),
        )}
      {sources.length > 0 && pick("source", "Which source or campaign", "All sources", sources)}
      {lines.length > 1 && pick("line", "Which line of service", "All lines", lines)}
      {narrowing === "calls" && (showsAll || isNarrowed) && (
        <>
          {pick("reason", "Why missed", "All reasons", reasons)}
          {pick("lane", "Who called", "All callers", lanes)}
          {pick("returning", "New or not", "New and known", [
            ["false", returningLabels.false],
            ["true", returningLabels.true],
          ])}
          {pick("hours", "Open or closed", "Open and closed", [
            ["open", hoursLabels.open],
            ["closed", hoursLabels.closed],
          ])}
        </>
      )}
      {comparable && (
        <NativeSelect
          size="sm"
          aria-label="Compared with"
          value={search.compare ?? "before"}
          data={compares.map(([value, label]) => ({ value, label }))}
          onChange={(event) =>
            put({ compare: event.currentTarget.value === "before" ? undefined : event.currentTarget.value })
          }
        />
      )}
      {narrowing === "calls" && !isNarrowed && (
        <UnstyledButton className={styles.more} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? "Fewer filters" : "More filters"}
        </UnstyledButton>
      )}
    </fieldset>
  );
}

function distinct(words: readonly (string | null)[]): (readonly [string, string])[] {
  return [...new Set(words.filter((word) => word !== null && word !== ""))].map((word) => [word ?? "", word ?? ""]);
}
