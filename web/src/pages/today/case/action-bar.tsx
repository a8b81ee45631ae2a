import { ActionIcon } from "@mantine/core";
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconCheck, IconDots, IconPhone } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#ui/button.tsx";
import styles from "./action-row.module.css";
import type { CaseActions } from "./use-case-actions.ts";

const MoreSheet = lazy(() => import("./more-sheet.tsx").then((module) => ({ default: module.MoreSheet })));

interface ActionBarProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
}

/** The case's first action in a thumb's reach; only on phones, where the row above scrolls away. */
export function ActionBar({ story, actions }: ActionBarProps) {
  if (story.state === "closed") return null;
  const { of } = actions;
  const call = of("call");
  return (
    <div className={styles.bar}>
      <Button
        tone="primary"
        size="large"
        wide
        icon={<IconPhone size={18} />}
        busy={call.isBusy}
        refusal={call.refusal}
        href={call.href}
        onClick={call.run}
      >
        Call back
      </Button>
      <Button size="large" icon={<IconCheck size={18} />} refusal={of("close").refusal} onClick={of("close").run}>
        Close
      </Button>
      <MoreActions story={story} actions={actions} />
    </div>
  );
}

function MoreActions({ story, actions }: ActionBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ActionIcon
        aria-label="More actions"
        aria-haspopup="dialog"
        variant="default"
        size={48}
        onClick={() => setOpen(true)}
      >
        <IconDots size={20} />
      </ActionIcon>
      {isOpen && (
        <Suspense fallback={null}>
          <MoreSheet story={story} actions={actions} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
