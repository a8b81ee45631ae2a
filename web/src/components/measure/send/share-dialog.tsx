import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { isOfDays, type ReportName, reportTitles } from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import type { MeasureSearch } from "#components/measure/measure-search.ts";
import { Button } from "#ui/button.tsx";
import { CopyField } from "#ui/copy-field.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { filterOf } from "./asked-of.ts";
import { rangeChoices } from "./choices.ts";

interface ShareDialogProps {
  readonly report: ReportName;
  readonly days: DayRange | null;
  readonly search: MeasureSearch;
  readonly onClose: () => void;
}

/** Makes a link that shows the report to whoever has it, and shows it this once. */
export function ShareDialog({ report, days, search, onClose }: ShareDialogProps) {
  const [of, setOf] = useState<"these" | ReportRange>(days === null ? "last-4-weeks" : "these");
  const [label, setLabel] = useState("");
  const [forDays, setForDays] = useState("30");
  const create = useAct("createReportLink", { changes: ["listReportLinks"], ownErrors: true });
  const make = (event: FormEvent) => {
    event.preventDefault();
    const which = !isOfDays(report) ? {} : of !== "these" ? { range: of } : days === null ? {} : { days };
    create.mutate({
      body: { report, ...which, filter: filterOf(report, search), label: label.trim(), forDays: Number(forDays) },
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Share “${reportTitles[report]}”`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {create.data === undefined ? (
        <form noValidate onSubmit={make}>
          <Stack gap="sm">
            <p style={{ margin: 0, color: "var(--soft)" }}>
              Whoever has the link sees this report and nothing else, without signing in. Names and numbers of people
              are not on it.
            </p>
            {isOfDays(report) && (
              <NativeSelect
                label="Which days"
                value={of}
                data={[
                  ...(days === null ? [] : [{ value: "these", label: `These: ${rangeWords(days)}` }]),
                  ...rangeChoices.map(({ value, label: words }) => ({ value, label: `${words}, told anew each time` })),
                ]}
                onChange={(event) => setOf(event.currentTarget.value as typeof of)}
              />
            )}
            <TextInput
              label="Whom it is for"
              description="Only you see this, in the list of links."
              maxLength={80}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <NativeSelect
              label="It opens for"
              value={forDays}
              data={[
                { value: "7", label: "a week" },
                { value: "30", label: "30 days" },
                { value: "90", label: "90 days" },
              ]}
              onChange={(event) => setForDays(event.currentTarget.value)}
            />
            <ProblemNote error={create.error} />
            <Button type="submit" tone="primary" wide busy={create.isPending}>
              Make the link
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack gap="sm">
          <CopyField label="The link" value={create.data.link} />
          <p style={{ margin: 0, color: "var(--soft)" }}>
            Copy it now: it is not shown again. You can end it at any time under Settings, Reports that go out.
          </p>
          <Button tone="primary" wide onClick={onClose}>
            I have copied it
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
