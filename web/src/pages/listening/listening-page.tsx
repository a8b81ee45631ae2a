import { IconArrowLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./listening.module.css";
import { type Phrases, PhrasesCard } from "./phrases-card.tsx";
import { Services } from "./services.tsx";
import { TryCard } from "./try-card.tsx";

/** How voicemails are heard and messages read: services, the business's own words, and a place to try. */
export function ListeningPage() {
  const navigate = useNavigate();
  const { playbook } = usePlaybook();
  const draft = useDraft<Phrases>(playbook.classification.phrases);
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
        title="Listening and reading"
        lead="Ringback reads every message by its own rules, in English and Spanish, without any outside service. Services can hear and read better; they never lower what the rules found."
      />
      <div className={styles.stack}>
        <Services />
        <PhrasesCard draft={draft} />
        <TryCard phrases={draft.value} />
      </div>
    </Screen>
  );
}
