import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { noNumberId } from "@ringback/contract/no-number.ts";
import { missLabels } from "@ringback/core/callbacks/call-words.ts";
import { enteredWords } from "@ringback/core/calls/standing-words.ts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { lineWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import styles from "./calls.module.css";
import { type CallsSearch, callsSearch } from "./calls-search.ts";

const outcomes = [
  { value: "", label: "All" },
  { value: "missed", label: "Missed" },
  { value: "answered", label: "Answered" },
];
const standings = [
  { value: "", label: "However it stands" },
  { value: "live", label: "Going on" },
  { value: "answered", label: "Answered" },
  { value: "open", label: "Waiting for a callback" },
  { value: "recovered", label: "Talked to since" },
  { value: "closed", label: "Closed" },
  { value: "loose", label: "Nobody owes a callback" },
  { value: "history", label: "Imported" },
];
const entries = [
  { value: "", label: "However it was heard" },
  ...Object.entries(enteredWords).map(([value, label]) => ({ value, label })),
];
const reasons = [
  { value: "", label: "Whatever the reason" },
  ...Object.entries(missLabels).map(([value, label]) => ({ value, label })),
];

/** Which calls; all of it is in the address. */
export function CallsFilter({ search }: { readonly search: CallsSearch }) {
  const navigate = useNavigate();
  const { data } = useQuery(read("listConnections"));
  const go = (change: Readonly<Record<string, string>>) =>
    void navigate({ to: paths.calls, search: callsSearch({ ...search, ...change }), replace: true });
  const lines = (data?.numbers ?? []).map((line) => ({ value: line.id, label: lineWords(line) }));
  const narrowed = Object.keys(search).some((name) => name !== "outcome");
  return (
    <div className={styles.filters}>
      <SegmentedControl
        aria-label="Which calls"
        size="sm"
        data={outcomes}
        value={search.outcome ?? ""}
        onChange={(outcome) => go(outcome === "answered" ? { outcome, reason: "" } : { outcome })}
      />
      <span className={styles.dates}>
        <TextInput
          type="date"
          size="sm"
          aria-label="From"
          value={search.from ?? ""}
          onChange={(event) => go({ from: event.currentTarget.value })}
        />
        <span aria-hidden="true">–</span>
        <TextInput
          type="date"
          size="sm"
          aria-label="To"
          value={search.to ?? ""}
          onChange={(event) => go({ to: event.currentTarget.value })}
        />
      </span>
      {(lines.length > 1 || search.number !== undefined) && (
        <NativeSelect
          size="sm"
          aria-label="Which number"
          value={search.number ?? ""}
          data={[{ value: "", label: "All numbers" }, ...lines, { value: noNumberId, label: "No number of yours" }]}
          onChange={(event) => go({ number: event.currentTarget.value })}
        />
      )}
      {search.outcome !== "answered" && (
        <NativeSelect
          size="sm"
          aria-label="Why it was missed"
          value={search.reason ?? ""}
          data={reasons}
          onChange={(event) => go({ reason: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="sm"
        aria-label="How it stands"
        value={search.standing ?? ""}
        data={standings}
        onChange={(event) => go({ standing: event.currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        aria-label="How it was heard"
        value={search.entered ?? ""}
        data={entries}
        onChange={(event) => go({ entered: event.currentTarget.value })}
      />
      {narrowed && (
        <Button
          tone="quiet"
          size="small"
          onClick={() =>
            void navigate({ to: paths.calls, search: callsSearch({ outcome: search.outcome }), replace: true })
          }
        >
          Clear
        </Button>
      )}
    </div>
  );
}
