import { Tabs } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { RoutePending } from "#components/route-pending.tsx";
import { paths } from "#paths.ts";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { AnsweringTab } from "./answering-tab.tsx";
import { HoursTab } from "./hours-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";
import { TargetsTab } from "./targets-tab.tsx";
import styles from "./team.module.css";

/** The editor of rules is larger than the rest of the page together, and few open it daily. */
const WhoCallsBackTab = lazy(async () => ({
  default: (await import("./who-calls-back/who-calls-back-tab.tsx")).WhoCallsBackTab,
}));
const CallingBackTab = lazy(async () => ({
  default: (await import("./calling-back/calling-back-tab.tsx")).CallingBackTab,
}));

const route = getRouteApi("/app/team");
const tabs = [
  { key: "people", label: "People", Panel: PeopleTab },
  { key: "hours", label: "Hours", Panel: HoursTab },
  { key: "answering", label: "Who answers", Panel: AnsweringTab },
  { key: "who-calls-back", label: "Who calls back", Panel: WhoCallsBackTab },
  { key: "targets", label: "Targets and alarms", Panel: TargetsTab },
  { key: "calling-back", label: "Calling back", Panel: CallingBackTab },
] as const;

/** The people of the business and its rules about them: hours, who answers, how soon, and who is alarmed. */
export function TeamPage() {
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const current = tabs.find((each) => each.key === tab) ?? tabs[0];
  return (
    <Screen>
      <PageHead title="Team and hours" />
      <Tabs
        value={current.key}
        keepMounted={false}
        onChange={(key) =>
          void navigate({ to: paths.team, search: key === null || key === "people" ? {} : { tab: key } })
        }
      >
        <Tabs.List className={styles.tabs ?? ""}>
          {tabs.map(({ key, label }) => (
            <Tabs.Tab key={key} value={key}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ key, Panel }) => (
          <Tabs.Panel key={key} value={key} className={styles.panel ?? ""}>
            <Suspense fallback={<RoutePending />}>
              <Panel />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Screen>
  );
}
