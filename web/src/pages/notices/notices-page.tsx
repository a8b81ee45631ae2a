import { IconArrowLeft } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { PhonePush } from "#components/phone-push/phone-push.tsx";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { ChatCard } from "./chat-card.tsx";
import { DevicesCard } from "./devices-card.tsx";
import { DigestsCard } from "./digests-card.tsx";
import styles from "./notices.module.css";
import { QuietCard } from "./quiet-card.tsx";
import { quietProblem } from "./quiet-rows.ts";
import { RecentCard } from "./recent-card.tsx";

/** How the person signed in is told: by which channels, when not, and what became of the last notices. */
export function NoticesPage() {
  const navigate = useNavigate();
  const { data: mine } = useSuspenseQuery(read("myNotices"));
  const save = useAct("putMyNotices", { changes: ["myNotices", "teamReach"], ownErrors: true });
  const draft = useDraft(mine.settings);
  const settings = draft.value;
  return (
    <Screen>
      <div className={styles.back}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconArrowLeft size={16} />}
          onClick={() => void navigate({ to: paths.settings })}
        >
          Settings
        </Button>
      </div>
      <PageHead
        title="How I am told"
        lead="Only you change this. An emergency always reaches somebody: if nobody else would hear it, it comes through here too."
      />
      <div className={styles.stack}>
        <PhonePush />
        <ChannelsCard
          channels={mine.channels}
          choices={settings.choices}
          onChange={(choices) => draft.set({ ...settings, choices })}
        />
        <QuietCard mine={mine} settings={settings} onChange={draft.set} />
        <DigestsCard settings={settings} onChange={draft.set} />
        <SaveBar
          changed={draft.changed}
          busy={save.isPending}
          error={save.error}
          refusal={quietProblem(settings.quiet.weekly)}
          onSave={() => save.mutate({ body: settings }, { onSuccess: draft.reset })}
          onReset={() => {
            save.reset();
            draft.reset();
          }}
        />
        <DevicesCard devices={mine.devices} />
        <ChatCard mine={mine} />
        <RecentCard recent={mine.recent} />
      </div>
    </Screen>
  );
}
