import { IconArrowLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { DoNotCallCard } from "./do-not-call-card.tsx";
import { LawCard } from "./law-card.tsx";
import styles from "./texting.module.css";
import { TextingForm } from "./texting-form.tsx";

/** What binds every text: what the law fixes, in plain words, and what the owner may choose within it. */
export function TextingPage() {
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
        title="Texting and consent"
        lead="Every text, whoever or whatever sends it, passes the same rules, when it is written and again when it leaves. You can make them narrower here, never wider."
      />
      <div className={styles.stack}>
        <TextingForm />
        <DoNotCallCard />
        <LawCard />
      </div>
    </Screen>
  );
}
