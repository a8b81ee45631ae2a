import { Checkbox, Modal, NativeSelect, Stack } from "@mantine/core";
import type { ReportScheduleBody } from "@ringback/contract/reports.ts";
import {
  isOfDays,
  type ReportFormat,
  type ReportName,
  reportTitles,
} from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import { type FormEvent, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import type { MeasureSearch } from "#components/measure/measure-search.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { filterOf } from "./asked-of.ts";
import { formatChoices, hourChoices, monthDayChoices, rangeChoices, weekdayChoices } from "./choices.ts";
import { type Recipients, recipientsProblem, typedAddresses } from "./recipients.ts";
import { RecipientsFields } from "./recipients-fields.tsx";
import styles from "./send.module.css";

interface ScheduleDialogProps {
  readonly report: ReportName;
  /** What the screen is narrowed to; of one that is changed its own filter stays. */
  readonly search?: MeasureSearch;
  /** The one to change. */
  readonly schedule?: ReportScheduleBody;
  readonly onClose: () => void;
}

/** Has a report mailed every week or month. */
export function ScheduleDialog({ report, search = {}, schedule, onClose }: ScheduleDialogProps) {
  const { memberId } = useAccount();
  const [settings, setSettings] = useState(() => begun(schedule));
  const [to, setTo] = useState<Recipients>({
    memberIds: schedule?.members.map(({ id }) => id) ?? [memberId],
    others: schedule?.addresses.join(", ") ?? "",
  });
  const [shown, setShown] = useState(false);
  const problem = recipientsProblem(to);
  const options = {
    changes: ["listReportSchedules"] as const,
    ownErrors: true,
    onDone: () => {
      sayDone(schedule === undefined ? "It will be mailed regularly" : "Changed");
      onClose();
    },
  };
  const create = useAct("createReportSchedule", options);
  const change = useAct("changeReportSchedule", options);
  const put = (changes: Partial<Settings>) => setSettings({ ...settings, ...changes });
  const save = (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    if (problem !== null) return;
    const { every, weekday, day, hour, ...rest } = settings;
    const at = { hour: Number(hour) };
    const body = {
      ...rest,
      report,
      filter: schedule?.filter ?? filterOf(report, search),
      timing:
        every === "week"
          ? ({ every, weekday: Number(weekday), ...at } as const)
          : ({ every, day: Number(day), ...at } as const),
      memberIds: [...to.memberIds],
      addresses: typedAddresses(to.others),
    };
    if (schedule === undefined) create.mutate({ body });
    else change.mutate({ params: { id: schedule.id }, body });
  };
  const narrowed = Object.keys(schedule?.filter ?? filterOf(report, search)).length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Mail “${reportTitles[report]}” regularly`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form noValidate onSubmit={save}>
        <Stack gap="sm">
          <div className={styles.when}>
            <NativeSelect
              label="When"
              value={settings.every}
              data={[
                { value: "week", label: "Every week" },
                { value: "month", label: "Every month" },
              ]}
              onChange={(event) => put({ every: event.currentTarget.value as "week" | "month" })}
            />
            {settings.every === "week" ? (
              <NativeSelect
                label="on"
                value={settings.weekday}
                data={weekdayChoices}
                onChange={(event) => put({ weekday: event.currentTarget.value })}
              />
            ) : (
              <NativeSelect
                label="on"
                value={settings.day}
                data={monthDayChoices}
                onChange={(event) => put({ day: event.currentTarget.value })}
              />
            )}
            <NativeSelect
              label="at"
              value={settings.hour}
              data={hourChoices}
              onChange={(event) => put({ hour: event.currentTarget.value })}
            />
          </div>
          {isOfDays(report) && (
            <NativeSelect
              label="Of which days"
              description={narrowed ? "Narrowed to the calls chosen on the page." : undefined}
              value={settings.range}
              data={[...rangeChoices]}
              onChange={(event) => put({ range: event.currentTarget.value as ReportRange })}
            />
          )}
          <RecipientsFields value={to} onChange={setTo} problem={shown ? problem : null} />
          <NativeSelect
            label="Attached as"
            value={settings.format}
            data={[...formatChoices]}
            onChange={(event) => put({ format: event.currentTarget.value as ReportFormat })}
          />
          <Checkbox
            label="With a link that opens without signing in, for four weeks"
            checked={settings.withLink}
            onChange={(event) => put({ withLink: event.currentTarget.checked })}
          />
          {report === "weekly" && (
            <p style={{ margin: 0, color: "var(--soft)" }}>
              Your team reads names and numbers of callers in it; anybody else gets it without.
            </p>
          )}
          <ProblemNote error={create.error ?? change.error} />
          <Button type="submit" tone="primary" wide busy={create.isPending || change.isPending}>
            {schedule === undefined ? "Mail it regularly" : "Save"}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

interface Settings {
  readonly every: "week" | "month";
  readonly weekday: string;
  readonly day: string;
  readonly hour: string;
  readonly range: ReportRange;
  readonly format: ReportFormat;
  readonly withLink: boolean;
}

/** Mondays at seven, unless it was set before. */
function begun(schedule: ReportScheduleBody | undefined): Settings {
  const { timing, range = "last-week", format = "pdf", withLink = false } = schedule ?? {};
  return {
    every: timing?.every ?? "week",
    weekday: String(timing?.every === "week" ? timing.weekday : 1),
    day: String(timing?.every === "month" ? timing.day : 1),
    hour: String(timing?.hour ?? 7),
    range,
    format,
    withLink,
  };
}
