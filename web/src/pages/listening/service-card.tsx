import type { AiServiceBody } from "@ringback/contract/ai-services.ts";
import { useState } from "react";
import type { Answer } from "#api/client.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip, type ChipTone } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { CostBar } from "./cost-bar.tsx";
import styles from "./listening.module.css";
import { ServiceDialog } from "./service-dialog.tsx";

type Kind = AiServiceBody["kind"];

const titles: Record<Kind, string> = { speech: "Speech service", "language-model": "Language model" };
const without: Record<Kind, string> = {
  speech:
    "None, and none is needed: where the phone provider writes voicemails down, its words are read. A service of your own hears better, and knows when each word was said.",
  "language-model":
    "None, and none is needed: the rules read every message. A model may find more and raise an urgency, but must quote the caller's words for each claim, and can never lower what the rules found.",
};
const healths: Record<AiServiceBody["health"], { readonly words: string; readonly tone: ChipTone }> = {
  untried: { words: "Not tried yet", tone: "plain" },
  working: { words: "Works", tone: "ok" },
  failing: { words: "Failed lately", tone: "soon" },
  resting: { words: "Left alone for a while", tone: "late" },
  stopped: { words: "Not asked", tone: "soon" },
};
const changes = ["listAiServices", "getCallback", "listHolds"] as const;

interface ServiceCardProps {
  readonly kind: Kind;
  readonly service: AiServiceBody | undefined;
  readonly vendors: Answer<"listAiServices">["vendors"];
}

/** One service: what it is, how it does, what it costs today, and a check that says in words what is wrong. */
export function ServiceCard({ kind, service, vendors }: ServiceCardProps) {
  const [isEditing, setEditing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const check = useAct("checkAiService", { changes, ownErrors: true });
  const remove = useAct("removeAiService", {
    changes,
    ownErrors: true,
    onDone: () => {
      sayDone(`${titles[kind]} removed`, "The rules go on as before.");
      setRemoving(false);
    },
  });
  return (
    <Card
      title={titles[kind]}
      aside={
        <Button size="small" onClick={() => setEditing(true)}>
          {service === undefined ? "Set one up" : "Change"}
        </Button>
      }
    >
      {service === undefined ? (
        <p className={styles.quiet}>{without[kind]}</p>
      ) : (
        <>
          <p className={styles.service}>
            <strong>{service.model}</strong> at {hostOf(service.baseUrl)} · {service.vendorLabel}
          </p>
          <p className={styles.chips}>
            <Chip tone={healths[service.health].tone}>{healths[service.health].words}</Chip>
            {!service.enabled && <Chip tone="soon">Switched off</Chip>}
            {service.isInTheHouse && <Chip tone="ok">In your own network</Chip>}
            {service.agreement !== null && <Chip>Agreement of {service.agreement.date}</Chip>}
          </p>
          <p className={styles.quiet}>
            {service.healthNote}
            {service.lastSuccessAt !== null && (
              <>
                {" "}
                Last worked <When at={service.lastSuccessAt} />.
              </>
            )}
          </p>
          <CostBar used={service.usedTodayDollars} budget={service.dailyBudgetDollars} />
          <div className={styles.actions}>
            <Button busy={check.isPending} onClick={() => check.mutate({ params: { kind } })}>
              Check it
            </Button>
            <Button tone="quiet" onClick={() => setRemoving(true)}>
              Remove<span className="visually-hidden"> the {titles[kind].toLowerCase()}</span>
            </Button>
          </div>
          <ProblemNote error={check.error} />
          {check.data !== undefined && (
            <div className={check.data.ok ? styles.well : styles.wrong} role="status">
              <strong>{check.data.ok ? "It works." : "It does not work yet."}</strong>
              <ul>
                {check.data.findings.map((finding) => (
                  <li key={finding}>{finding}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {isEditing && <ServiceDialog kind={kind} service={service} vendors={vendors} onClose={() => setEditing(false)} />}
      <ConfirmDialog
        opened={isRemoving}
        title={`Remove the ${titles[kind].toLowerCase()}?`}
        confirm="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { kind } })}
        onClose={() => setRemoving(false)}
      >
        Its key is deleted. What it has heard or read so far stays with its cases.
        <ProblemNote error={remove.error} />
      </ConfirmDialog>
    </Card>
  );
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
