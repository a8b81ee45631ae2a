import { Loader, Menu } from "@mantine/core";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import type { ReportFormat, ReportName } from "@ringback/core/measurement/report/report-names.ts";
import {
  IconCalendarRepeat,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  IconFileTypePdf,
  IconLink,
  IconMail,
  IconPrinter,
  IconSend,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { askedOf, fileAddress } from "./asked-of.ts";
import { saveFile } from "./save-file.ts";
import styles from "./send.module.css";
import { usePaperColours } from "./use-paper-colours.ts";

const MailDialog = lazy(() => import("./mail-dialog.tsx").then((module) => ({ default: module.MailDialog })));
const ShareDialog = lazy(() => import("./share-dialog.tsx").then((module) => ({ default: module.ShareDialog })));
const ScheduleDialog = lazy(() =>
  import("./schedule-dialog.tsx").then((module) => ({ default: module.ScheduleDialog })),
);

interface SendMenuProps {
  readonly report: ReportName;
  /** The days on the screen; null or absent where it has none, or they are not known yet. */
  readonly days?: DayRange | null;
  /** Of the weekly review. */
  readonly week?: string | undefined;
}

type Opened = "mail" | "share" | "schedule";

/** How a screen of Measure leaves the house: as a file, on paper, by mail, behind a link. */
export function SendMenu({ report, days = null, week }: SendMenuProps) {
  const { id, role } = useAccount();
  const search = useMeasureSearch();
  const [opened, setOpened] = useState<Opened | null>(null);
  usePaperColours();
  const save = useMutation({
    mutationFn: (format: ReportFormat) => saveFile(fileAddress(report, format, askedOf(report, search, week), id)),
  });
  const maySend = role === "owner" || role === "coordinator";
  const close = () => setOpened(null);
  return (
    <>
      <Menu position="bottom-end" width={216} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className={styles.send} aria-busy={save.isPending}>
            {save.isPending ? <Loader size={15} /> : <IconSend size={16} aria-hidden="true" />}
            Send or save
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileTypePdf size={17} />} onClick={() => save.mutate("pdf")}>
            PDF
          </Menu.Item>
          <Menu.Item leftSection={<IconFileSpreadsheet size={17} />} onClick={() => save.mutate("xlsx")}>
            Excel
          </Menu.Item>
          <Menu.Item leftSection={<IconFileTypeCsv size={17} />} onClick={() => save.mutate("csv")}>
            CSV
          </Menu.Item>
          {/* After the menu is gone: it would be on the paper. */}
          <Menu.Item leftSection={<IconPrinter size={17} />} onClick={() => setTimeout(() => window.print(), 300)}>
            Print
          </Menu.Item>
          {maySend && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconMail size={17} />} onClick={() => setOpened("mail")}>
                Mail it…
              </Menu.Item>
              <Menu.Item leftSection={<IconCalendarRepeat size={17} />} onClick={() => setOpened("schedule")}>
                Mail it regularly…
              </Menu.Item>
              <Menu.Item leftSection={<IconLink size={17} />} onClick={() => setOpened("share")}>
                Share a link…
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item component={Link} to={paths.settings} hash="reports">
                What goes out already
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {opened === "mail" && <MailDialog report={report} asked={askedOf(report, search, week)} onClose={close} />}
        {opened === "share" && <ShareDialog report={report} days={days} search={search} onClose={close} />}
        {opened === "schedule" && <ScheduleDialog report={report} search={search} onClose={close} />}
      </Suspense>
    </>
  );
}
