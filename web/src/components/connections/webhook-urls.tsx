import type { Connection } from "@ringback/contract/connections.ts";
import { CopyField } from "#ui/copy-field.tsx";
import styles from "./connections.module.css";

/** The addresses that a provider calls, each to be copied. */
export function WebhookUrls({ urls }: { readonly urls: Connection["webhookUrls"] }) {
  return (
    <div className={styles.urls}>
      <CopyField label="A call comes in (voice)" value={urls.voice} />
      <CopyField label="Primary handler fails (voice fallback)" value={urls.voiceFallback} />
      <CopyField label="Call status changes" value={urls.voiceStatus} />
      <CopyField label="A message comes in" value={urls.messages} />
    </div>
  );
}
