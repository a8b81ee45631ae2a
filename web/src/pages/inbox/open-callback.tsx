import type { ConversationRow } from "@ringback/contract/conversations.ts";
import { IconPhone } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Problem } from "#api/problem.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { CallbackRing } from "#components/callback-ring.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import styles from "./inbox.module.css";

interface OpenCallbackProps {
  readonly callback: NonNullable<ConversationRow["callback"]>;
  readonly number: string;
}

/** The callback that runs while people text: its clock, its case, and the way to ring. */
export function OpenCallback({ callback, number }: OpenCallbackProps) {
  const { role } = useAccount();
  const call = useAct("callBack", { changes: ["getConversation", "getCallback", "today"], ownErrors: true });
  const cannotRing = call.error instanceof Problem && call.error.code === "provider-cannot-call";
  const refusal = role === "viewer" ? "Your role only looks." : null;
  return (
    <section className={styles.callback} aria-label="Open callback">
      <CallbackRing callback={{ ...callback, snoozedUntil: null, recovered: false }} />
      <div className={styles.callbackWords}>
        <Link to={paths.callback} params={{ callbackId: callback.id }}>
          {callback.kind === "text" ? "They wrote: open the case" : "Missed call: open the case"}
        </Link>
        {call.data !== undefined && <p role="status">Your phone {call.data.ringing} rings. Answer it and press 1.</p>}
        {call.error !== null && <p role="alert">{cannotRing ? "Dial from your own phone:" : call.error.message}</p>}
      </div>
      <Button
        tone="primary"
        icon={<IconPhone size={16} />}
        busy={call.isPending}
        refusal={refusal}
        href={cannotRing ? `tel:${number}` : undefined}
        onClick={() => {
          if (!cannotRing) call.mutate({ params: { id: callback.id }, body: {} });
        }}
      >
        Call
      </Button>
    </section>
  );
}
