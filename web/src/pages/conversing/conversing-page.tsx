import { IconArrowLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./conversing.module.css";
import { MailCard } from "./mail-card.tsx";
import { QuestionCard } from "./question-card.tsx";
import { ScriptsCard } from "./scripts-card.tsx";
import { TeamsCard } from "./teams-card.tsx";
import { TemplatesCard } from "./templates-card.tsx";

/** How the business talks by text: answers kept for everybody, the question of the automatic text, and who answers what. */
export function ConversingPage() {
  const navigate = useNavigate();
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
        title="Conversations"
        lead="Answers you need again and again, what to say on the phone, what the automatic text asks, and which team a conversation belongs to."
      />
      <div className={styles.stack}>
        <TemplatesCard />
        <ScriptsCard />
        <QuestionCard />
        <TeamsCard />
        <MailCard />
      </div>
    </Screen>
  );
}
