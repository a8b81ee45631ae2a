import { ActionIcon, Menu } from "@mantine/core";
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconCheck, IconDots, IconPhone } from "@tabler/icons-react";
import { callerWords } from "#components/phone-words.ts";
import { useDial } from "#components/use-dial.ts";
import { Button } from "#ui/button.tsx";
import styles from "./action-row.module.css";
import type { ActionName, CaseActions } from "./use-case-actions.ts";

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

const more: readonly { readonly name: ActionName; readonly words: string }[] = [
  { name: "text", words: "Text" },
  { name: "claim", words: "Claim" },
  { name: "release", words: "Release" },
  { name: "snooze", words: "Snooze" },
  { name: "unsnooze", words: "Bring back now" },
  { name: "reassign", words: "Reassign" },
  { name: "record-attempt", words: "Record an attempt" },
];

function MoreActions({ story, actions }: ActionBarProps) {
  const dial = useDial(story);
  return (
    <Menu position="top-end" width={250} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label="More actions" variant="default" size={42}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {more
          .filter(({ name }) => actions.of(name).refusal === null)
          .map(({ name, words }) => (
            <Menu.Item key={name} onClick={actions.of(name).run}>
              {words}
            </Menu.Item>
          ))}
        {dial !== null && (
          <>
            <Menu.Divider />
            <Menu.Item component="a" {...dial}>
              Dial {callerWords(story)} with this phone
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
