import { Menu } from "@mantine/core";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import type { ReportName } from "@ringback/core/measurement/report/report-names.ts";
import { IconCalendarRepeat, IconLink, IconListCheck, IconMail } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { askedOf, fileAddress } from "./asked-of.ts";
import { FileMenu } from "./file-menu.tsx";

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
  const maySend = role === "owner" || role === "coordinator";
  const close = () => setOpened(null);
  return (
    <>
      <FileMenu addressOf={(format) => fileAddress(report, format, askedOf(report, search, week), id)}>
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
            <Menu.Item leftSection={<IconListCheck size={17} />} component={Link} to={paths.settings} hash="reports">
              What goes out already
            </Menu.Item>
          </>
        )}
      </FileMenu>
      <Suspense fallback={null}>
        {opened === "mail" && <MailDialog report={report} asked={askedOf(report, search, week)} onClose={close} />}
        {opened === "share" && <ShareDialog report={report} days={days} search={search} onClose={close} />}
        {opened === "schedule" && <ScheduleDialog report={report} search={search} onClose={close} />}
      </Suspense>
    </>
  );
}
