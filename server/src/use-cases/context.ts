import type { Clock } from "#clock.ts";
import type { Database } from "#db/database.ts";
import type { Events } from "#events.ts";
import type { Ids } from "#ids.ts";
import type { ChatProvider } from "#providers/chat/provider.ts";
import type { EmailProvider } from "#providers/email/provider.ts";
import type { LanguageModelProvider } from "#providers/language-model/provider.ts";
import type { PushProvider } from "#providers/push/provider.ts";
import type { SpeechProvider } from "#providers/speech/provider.ts";
import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import type { SecretBox } from "#secret-box.ts";

/** What use cases are given. `main.ts` builds it once; tests build it with what they hold. */
export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: Events;
  readonly secretBox: SecretBox;
  readonly telephony: Readonly<Record<string, TelephonyProvider>>;
  /** Services that write down what was said, by vendor. */
  readonly speech: Readonly<Record<string, SpeechProvider>>;
  /** Language models that read messages besides the rules, by vendor. */
  readonly languageModels: Readonly<Record<string, LanguageModelProvider>>;
  /** null: no SMTP server is set up; staff are told by SMS and on the screen. */
  readonly email: EmailProvider | null;
  /** Web push to the devices of the team; null where nothing is pushed (a command, a measurement). */
  readonly push: PushProvider | null;
  /** The incoming webhooks of the chats people use; null as above. */
  readonly chat: ChatProvider | null;
  /** What providers call and what links in messages start with; no trailing slash. */
  readonly publicUrl: string;
  readonly staticFallbackUrl: string | null;
}
