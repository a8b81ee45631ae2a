import type { Connection } from "@ringback/contract/connections.ts";
import { CopyField } from "#ui/copy-field.tsx";
import styles from "./connections.module.css";

const labels = [
  ["voice", "A call comes in (voice)"],
  ["voiceFallback", "Primary handler fails (voice fallback)"],
  ["voiceStatus", "Call status changes"],
  ["messages", "A message comes in"],
] as const;

/** The addresses that a provider calls, each to be copied; a system that sends everything to one is told one. */
export function WebhookUrls({ urls }: { readonly urls: Connection["webhookUrls"] }) {
  const different = [...new Set(Object.values(urls))].filter((url) => url !== "");
  const [only] = different;
  return (
    <div className={styles.urls}>
      {different.length === 1 && only !== undefined ? (
        <CopyField label="Send events to" value={only} />
      ) : (
        labels.map(([name, label]) => urls[name] !== "" && <CopyField key={name} label={label} value={urls[name]} />)
      )}
    </div>
  );
}
