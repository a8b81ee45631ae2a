import { Skeleton } from "@mantine/core";
import { IconFileTypePdf, IconPrinter } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { saveFile } from "#components/measure/send/save-file.ts";
import { usePaperColours } from "#components/measure/send/use-paper-colours.ts";
import { ReportView } from "#components/report/report-view.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./shared-report.module.css";

const route = getRouteApi(paths.sharedReport);

/** What a link shows to whoever has it: one report, and no way further in. */
export function SharedReportPage() {
  const { token } = route.useParams();
  const shared = useQuery({
    ...read("sharedReport", { params: { token } }),
    retry: false,
    // Each reading counts as an opening.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
  const save = useMutation({
    mutationFn: () => saveFile(`/api/v1/shared-reports/${encodeURIComponent(token)}/report.pdf`),
  });
  usePaperColours();
  if (shared.isPending)
    return (
      <Frame title="Report">
        <Skeleton height={420} radius={12} />
      </Frame>
    );
  if (shared.error !== null) return <Gone error={shared.error} retry={() => void shared.refetch()} />;
  const { business, report, madeAt, expiresAt, timeZone } = shared.data;
  const day = (instant: string) =>
    new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone }).format(
      Date.parse(instant),
    );
  return (
    <Frame title={`${report.title} · ${business}`}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{report.title}</h1>
          <p className={styles.lead}>{report.subtitle}</p>
        </div>
        <div className={styles.acts}>
          <Button icon={<IconFileTypePdf size={16} />} busy={save.isPending} onClick={() => save.mutate()}>
            Save as PDF
          </Button>
          <Button icon={<IconPrinter size={16} />} onClick={() => window.print()}>
            Print
          </Button>
        </div>
      </header>
      <ReportView report={report} />
      <footer className={styles.foot}>
        <p>{report.claim}</p>
        <p>
          As of {day(madeAt)}. This link opens until {day(expiresAt)}; names and whole numbers of people are not on it.
        </p>
        <p>
          Ring<em>back</em>: no caller is lost.
        </p>
      </footer>
    </Frame>
  );
}

function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <title>{title}</title>
      <meta name="robots" content="noindex, nofollow" />
      {children}
    </main>
  );
}

/** Ended, taken back or never there: the same words. */
function Gone({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const isGone = error instanceof Problem && error.status === 404;
  return (
    <Frame title="Report">
      <div className={styles.gone}>
        <h1 className={styles.title}>{isGone ? "This link shows nothing any more" : "The report is not here yet"}</h1>
        {isGone ? (
          <p className={styles.lead}>Links to reports open for some weeks. Ask whoever gave it to you for a new one.</p>
        ) : (
          <ProblemNote error={error} action={<Button onClick={retry}>Try again</Button>} />
        )}
      </div>
    </Frame>
  );
}
