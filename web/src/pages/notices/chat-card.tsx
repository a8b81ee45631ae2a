import { Checkbox, Group, TextInput } from "@mantine/core";
import type { MyNotices } from "@ringback/contract/notices.ts";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { type Urgency, urgencyTitles } from "./channel-words.tsx";
import styles from "./notices.module.css";

type Chat = NonNullable<MyNotices["chat"]>;

/** The webhooks of one's own chat and, for owners, of the business's channel. */
export function ChatCard({ mine }: { readonly mine: MyNotices }) {
  const { role } = useAccount();
  const changes = ["myNotices", "teamReach"] as const;
  const put = useAct("putMyChat", { changes, ownErrors: true });
  const remove = useAct("removeMyChat", { changes });
  return (
    <Card title="Chat">
      <p className={styles.quiet}>
        Slack, Mattermost and Rocket.Chat give out an address for messages to a channel; they call it an incoming
        webhook. Paste it here. It is kept sealed and never shown again.
      </p>
      <Webhook
        label="My own channel"
        chat={mine.chat}
        busy={put.isPending}
        error={put.error}
        onSave={(url) => put.mutate({ body: { url } })}
        onRemove={() => remove.mutate({})}
      />
      {role === "owner" && <BusinessChat chat={mine.businessChat} />}
    </Card>
  );
}

const urgencies: readonly Urgency[] = ["emergency", "high", "normal"];

function BusinessChat({ chat }: { readonly chat: MyNotices["businessChat"] }) {
  const changes = ["myNotices"] as const;
  const put = useAct("putBusinessChat", { changes, ownErrors: true });
  const remove = useAct("removeBusinessChat", { changes });
  const chosen = chat?.urgencies ?? ["emergency", "high"];
  return (
    <div className={styles.business}>
      <Webhook
        label="The channel of the business"
        chat={chat}
        busy={put.isPending}
        error={put.error}
        onSave={(url) => put.mutate({ body: { url, urgencies: chosen } })}
        onRemove={() => remove.mutate({})}
      />
      {chat !== null && (
        <Group gap="md" role="group" aria-label="What the channel of the business is told">
          {urgencies.map((urgency) => (
            <Checkbox
              key={urgency}
              label={urgencyTitles[urgency].title}
              checked={chosen.includes(urgency)}
              onChange={(event) => {
                const on = event.currentTarget.checked;
                put.mutate({
                  body: { urgencies: urgencies.filter((one) => (one === urgency ? on : chosen.includes(one))) },
                });
              }}
            />
          ))}
        </Group>
      )}
    </div>
  );
}

interface WebhookProps {
  readonly label: string;
  readonly chat: Chat | null;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSave: (url: string) => void;
  readonly onRemove: () => void;
}

function Webhook({ label, chat, busy, error, onSave, onRemove }: WebhookProps) {
  const [url, setUrl] = useState("");
  if (chat !== null)
    return (
      <div className={styles.list}>
        <div className={styles.line}>
          <span className={styles.grow}>
            <strong>{label}</strong>
            <span>
              {chat.host}
              {chat.lastPostedAt !== null && (
                <>
                  {" · last posted "}
                  <When at={chat.lastPostedAt} />
                </>
              )}
              {chat.lastError !== null && ` · last try failed (${chat.lastError})`}
            </span>
          </span>
          <Button size="small" onClick={onRemove}>
            Remove<span className="visually-hidden"> {label}</span>
          </Button>
        </div>
      </div>
    );
  return (
    <form
      className={styles.webhook}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(url.trim());
      }}
    >
      <TextInput
        label={label}
        placeholder="https://hooks.slack.com/services/…"
        type="url"
        value={url}
        maxLength={2000}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Button
        type="submit"
        busy={busy}
        refusal={url.trim() === "" ? "Paste the address that your chat gave you." : null}
      >
        Save<span className="visually-hidden"> {label}</span>
      </Button>
      <ProblemNote error={error} />
    </form>
  );
}
