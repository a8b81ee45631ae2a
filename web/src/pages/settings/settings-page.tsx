import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { AboutCard } from "./about-card.tsx";
import { ApiKeysCard } from "./api-keys-card.tsx";
import { AppearanceCard } from "./appearance-card.tsx";
import { BusinessesCard } from "./businesses-card.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { ContactWordsCard } from "./contact-words-card.tsx";
import { ConversationsCard } from "./conversations-card.tsx";
import { ImportsCard } from "./imports-card.tsx";
import { ListeningCard } from "./listening-card.tsx";
import { NoticesCard } from "./notices-card.tsx";
import { ReportsCard } from "./reports-card.tsx";
import styles from "./settings.module.css";
import { TextsCard } from "./texts-card.tsx";

/** What is set seldom: appearance, the automatic texts, API keys, businesses, and what this installation is. */
export function SettingsPage() {
  return (
    <Screen>
      <PageHead title="Settings" />
      <div className={styles.stack}>
        <AppearanceCard />
        <NoticesCard />
        <TextsCard />
        <ConversationsCard />
        <ContactWordsCard />
        <ConsentCard />
        <ListeningCard />
        <ImportsCard />
        <ReportsCard />
        <ApiKeysCard />
        <BusinessesCard />
        <AboutCard />
      </div>
    </Screen>
  );
}
