import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconMessage, IconPhone, IconPhoneRinging, IconX } from "@tabler/icons-react";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./action-row.module.css";
import type { CaseActions } from "./use-case-actions.ts";

interface ActionRowProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
}

/** What one can do now. What cannot be done stays in its place and says why. */
export function ActionRow({ story, actions }: ActionRowProps) {
  const { of } = actions;
  const call = of("call");
  if (story.state === "closed") return <ClosedRow story={story} actions={actions} />;
  const isClaimed = of("release").refusal === null;
  const claim = isClaimed ? of("release") : of("claim");
  const isSnoozed = story.state === "snoozed";
  const snooze = isSnoozed ? of("unsnooze") : of("snooze");
  return (
    <div>
      <div className={`${styles.row} ${styles.first}`}>
        <Button
          tone="primary"
          icon={<IconPhone size={16} />}
          hotkey="c"
          busy={call.isBusy}
          refusal={call.refusal}
          href={call.href}
          onClick={call.run}
        >
          Call back
        </Button>
        <Button icon={<IconMessage size={16} />} hotkey="t" refusal={of("text").refusal} onClick={of("text").run}>
          Text
        </Button>
        <Button hotkey="o" refusal={of("close").refusal} onClick={of("close").run}>
          Close with outcome
        </Button>
      </div>
      <Ringing actions={actions} />
      {call.href !== undefined && (
        <p className={styles.note}>
          This number's phone system places no calls for Ringback: you dial, then note how it went.
        </p>
      )}
      {story.callFrom !== null && of("call").refusal === null && actions.ringing === null && (
        <p className={styles.note}>Your phone rings first. They see {phoneWords(story.callFrom)}.</p>
      )}
      <div className={styles.second}>
        <Button tone="quiet" size="small" hotkey="a" busy={claim.isBusy} refusal={claim.refusal} onClick={claim.run}>
          {isClaimed ? "Release" : "Claim"}
        </Button>
        <Button tone="quiet" size="small" hotkey="s" busy={snooze.isBusy} refusal={snooze.refusal} onClick={snooze.run}>
          {isSnoozed ? "Bring back now" : "Snooze"}
        </Button>
        <Button tone="quiet" size="small" refusal={of("reassign").refusal} onClick={of("reassign").run}>
          Reassign
        </Button>
        <span className={styles.deskOnly}>
          <Button
            tone="quiet"
            size="small"
            hotkey="r"
            refusal={of("record-attempt").refusal}
            onClick={of("record-attempt").run}
          >
            Record attempt
          </Button>
        </span>
      </div>
    </div>
  );
}

function ClosedRow({ story, actions }: ActionRowProps) {
  const reopen = actions.of("reopen");
  return (
    // After closing from further down, what comes next is at the top.
    <div className={`${styles.row} ${styles.closed}`} ref={(row) => row?.scrollIntoView({ block: "nearest" })}>
      <Button tone="primary" hotkey="n" onClick={actions.goOn}>
        Next callback
      </Button>
      <Button hotkey="u" busy={reopen.isBusy} refusal={reopen.refusal} onClick={reopen.run}>
        Reopen
      </Button>
      <p className={styles.note} style={{ display: "block" }}>
        {closedWords(story)}
      </p>
    </div>
  );
}

/** The outcome somebody chose, or why the callback closed itself. */
function closedWords({ timeline, dispositionLabel }: CallbackCase): string {
  const closing = timeline.findLast(({ kind }) => kind === "closed" || kind === "closed-itself");
  return closing?.kind === "closed-itself" ? closing.text : `Closed: ${dispositionLabel ?? "no outcome given"}`;
}

function Ringing({ actions }: { readonly actions: CaseActions }) {
  if (actions.ringing === null) return null;
  return (
    <div className={styles.ringing} role="status" style={{ marginTop: 10 }}>
      <IconPhoneRinging size={20} aria-hidden="true" />
      <p>{actions.ringing}</p>
      <IconButton label="Hide this" icon={<IconX size={16} />} size="small" onClick={actions.settleRinging} />
    </div>
  );
}
