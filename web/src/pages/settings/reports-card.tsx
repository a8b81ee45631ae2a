import type { ReportLinkBody, ReportScheduleBody } from "@ringback/contract/reports.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { isOfDays } from "@ringback/core/measurement/report/report-names.ts";
import { reportRangeWords } from "@ringback/core/measurement/report/report-range.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { ScheduleDialog } from "#components/measure/send/schedule-dialog.tsx";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./settings.module.css";

/** Reports that are mailed by themselves, and the links that show one: with how they went, to stop and to end. */
export function ReportsCard() {
  const { role } = useAccount();
  const maySee = role === "owner" || role === "coordinator";
  const schedules = useQuery({ ...read("listReportSchedules"), enabled: maySee });
  const links = useQuery({ ...read("listReportLinks"), enabled: maySee });
  const isEmpty = schedules.data?.schedules.length === 0 && links.data?.links.length === 0;
  useShownFromAddress(schedules.isSuccess && links.isSuccess);
  return (
    <div id="reports">
      <Card title="Reports that go out">
        {!maySee && <p className={styles.quiet}>An owner or coordinator has reports mailed and shared.</p>}
        <ProblemNote error={schedules.error ?? links.error} />
        {isEmpty && (
          <p className={styles.quiet}>
            Nothing goes out by itself. On every page of <Link to={paths.leaks}>Measure</Link> “Send or save” has a
            report mailed every week, or makes a link that opens without signing in.
          </p>
        )}
        {schedules.data?.mailReady === false && schedules.data.schedules.length > 0 && (
          <p className={styles.quiet}>No mail server is set up here, so nothing is mailed yet.</p>
        )}
        <ul className={styles.list}>
          {schedules.data?.schedules.map((schedule) => (
            <ScheduleRow key={schedule.id} schedule={schedule} />
          ))}
          {links.data?.links.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** The menu of a report leads here: what it means lies below the fold, and is there only once it was read. */
function useShownFromAddress(isThere: boolean): void {
  useEffect(() => {
    if (isThere && location.hash === "#reports") document.getElementById("reports")?.scrollIntoView();
  }, [isThere]);
}

function useWhen(): (instant: string) => string {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (instant) => whenWords(Date.parse(instant), nowMs, timeZone);
}

function ScheduleRow({ schedule }: { readonly schedule: ReportScheduleBody }) {
  const when = useWhen();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const { id, report, title, range, paused, members, addresses, nextAt, timingWords } = schedule;
  const changes = ["listReportSchedules"] as const;
  const send = useAct("sendReportSchedule", {
    changes,
    onDone: ({ mails }) =>
      sayDone(mails === 0 ? "It has just gone" : mails === 1 ? "On its way" : `${mails} mails are on their way`),
  });
  const pause = useAct("pauseReportSchedule", { changes });
  const remove = useAct("removeReportSchedule", { changes, onDone: () => setOpen(null) });
  const to = [...members.map(({ name, hasEmail }) => (hasEmail ? name : `${name} (has no e-mail)`)), ...addresses];
  return (
    <li className={styles.outlet}>
      <span className={styles.grow}>
        <strong>
          {title}
          {isOfDays(report) && `: ${reportRangeWords[range]}`}
        </strong>
        <span>
          {timingWords} to {to.length === 0 ? "nobody any more" : to.join(", ")}
        </span>
        <span>
          {lastWords(schedule, when)}
          {!paused && ` · next ${when(nextAt)}`}
        </span>
      </span>
      {paused && <Chip>paused</Chip>}
      {(schedule.last?.failed ?? 0) > 0 && <Chip tone="late">not sent</Chip>}
      <span className={styles.acts}>
        <Button size="small" tone="quiet" busy={send.isPending} onClick={() => send.mutate({ params: { id } })}>
          Send now<span className="visually-hidden">: {title}</span>
        </Button>
        <Button size="small" tone="quiet" onClick={() => pause.mutate({ params: { id }, body: { paused: !paused } })}>
          {paused ? "Go on" : "Pause"}
          <span className="visually-hidden">: {title}</span>
        </Button>
        <Button size="small" tone="quiet" onClick={() => setOpen("edit")}>
          Change<span className="visually-hidden">: {title}</span>
        </Button>
        <Button size="small" tone="quiet" onClick={() => setOpen("remove")}>
          Remove<span className="visually-hidden">: {title}</span>
        </Button>
      </span>
      {open === "edit" && <ScheduleDialog report={report} schedule={schedule} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        opened={open === "remove"}
        title={`Mail “${title}” no more?`}
        confirm="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { id } })}
        onClose={() => setOpen(null)}
      >
        {timingWords} to {to.join(", ")}.
      </ConfirmDialog>
    </li>
  );
}

function lastWords({ last }: ReportScheduleBody, when: (instant: string) => string): string {
  if (last === null) return "Not sent yet";
  const { at, sent, waiting, failed, error } = last;
  const parts = [
    sent > 0 ? `sent to ${sent}` : null,
    waiting > 0 ? `${waiting} on the way` : null,
    failed > 0 ? `${failed} not sent${error === null ? "" : ` (${errorWords(error)})`}` : null,
  ];
  return `${when(at)}: ${parts.filter((part) => part !== null).join(", ")}`;
}

/** Why a mail did not go, as the mail server or the report said it. */
function errorWords(error: string): string {
  const known: Readonly<Record<string, string>> = {
    "no-mail-server": "no mail server is set up",
    "too-late": "the mail server took nothing for two days",
    "number-not-found": "a number it is narrowed to is gone",
    "source-not-found": "a source it is narrowed to is gone",
    "line-not-found": "a line of service it is narrowed to is gone",
  };
  return known[error] ?? error;
}

function LinkRow({ link }: { readonly link: ReportLinkBody }) {
  const when = useWhen();
  const nowMs = useNowMinuteMs();
  const [asking, setAsking] = useState(false);
  const revoke = useAct("revokeReportLink", { changes: ["listReportLinks"], onDone: () => setAsking(false) });
  const { id, title, label, days, range, report, createdBy, createdAt, expiresAt, revokedAt, opened, lastOpenedAt } =
    link;
  const isOver = revokedAt !== null || Date.parse(expiresAt) <= nowMs;
  const of = !isOfDays(report)
    ? ""
    : days !== null
      ? `: ${rangeWords(days)}`
      : range === null
        ? ""
        : `: ${reportRangeWords[range]}`;
  return (
    <li className={styles.outlet}>
      <span className={styles.grow}>
        <strong>
          Link to {title}
          {of}
        </strong>
        <span>
          {label === "" ? "" : `${label} · `}by {createdBy}, {when(createdAt)}
        </span>
        <span>
          {opened === 0 || lastOpenedAt === null
            ? "never opened"
            : `opened ${opened === 1 ? "once" : `${opened} times`}, last ${when(lastOpenedAt)}`}
          {!isOver && ` · opens until ${when(expiresAt)}`}
        </span>
      </span>
      {isOver ? (
        <Chip>{revokedAt === null ? "expired" : "ended"}</Chip>
      ) : (
        <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
          End it<span className="visually-hidden">: {label === "" ? title : label}</span>
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        title="End this link?"
        confirm="End it"
        danger
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ params: { id } })}
        onClose={() => setAsking(false)}
      >
        Whoever has it sees nothing any more. It cannot be brought back.
      </ConfirmDialog>
    </li>
  );
}
