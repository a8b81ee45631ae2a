import type { PilotAnswer, PilotBody, PilotStageBody } from "@ringback/contract/pilot.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import styles from "./pilot.module.css";
import { stageWords } from "./stage-words.ts";

/** Where the pilot stands, what it is about, and the next step. */
export function StageCard({ answer }: { readonly answer: PilotAnswer }) {
  const { stage, pilot } = answer;
  const { title, words, done } = stageWords(stage, answer);
  const isOn = pilot !== null && pilot.canceledAt === null;
  return (
    <Card title="Where it stands">
      <p className={`${styles.stage} ${toneOf(stage)}`}>{title}</p>
      <p className={styles.words}>{words}</p>
      {done !== null && (
        <div className={styles.track} aria-hidden="true">
          <span className={styles.bar} style={{ width: `${done * 100}%` }} />
        </div>
      )}
      {isOn && <About pilot={pilot} />}
      {isOn && stage.stage !== "ended" && <Actions pilot={pilot} canStart={stage.stage === "ready-to-start"} />}
    </Card>
  );
}

/** A verdict is seen before it is read. */
function toneOf(stage: PilotStageBody): string | undefined {
  if (stage.stage !== "ended" || stage.verdict === "too-few") return "";
  return stage.verdict === "passed" ? styles.ok : styles.late;
}

function About({ pilot }: { readonly pilot: PilotBody }) {
  const { startsOn, endsOn, lockedAt, baselineHash, verdictAt, verdictHash } = pilot;
  return (
    <dl className={styles.about}>
      <dt>Answers for it</dt>
      <dd>{pilot.owner.name}</dd>
      <dt>Numbers</dt>
      <dd>{pilot.numbers === null ? "All" : pilot.numbers.map(({ label }) => label).join(", ")}</dd>
      <dt>Baseline</dt>
      <dd>
        {rangeWords(pilot.baseline)},{" "}
        {pilot.baselineSource === "imported" ? "from the imported log" : "the first days Ringback listened"}
        {lockedAt !== null && (
          <>
            {" "}
            · locked <When at={lockedAt} />
          </>
        )}
      </dd>
      {startsOn !== null && endsOn !== null && (
        <>
          <dt>Pilot</dt>
          <dd>{rangeWords({ from: startsOn, to: endsOn })}</dd>
        </>
      )}
      {verdictAt !== null && (
        <>
          <dt>Verdict taken</dt>
          <dd>
            <When at={verdictAt} />
          </dd>
        </>
      )}
      {baselineHash !== null && (
        <>
          <dt>Seals</dt>
          <dd>
            <details className={styles.seals}>
              <summary>For whoever checks that nothing was changed later</summary>
              <p>Baseline, SHA-256: {baselineHash}</p>
              {verdictHash !== null && <p>Verdict, SHA-256: {verdictHash}</p>}
            </details>
          </dd>
        </>
      )}
    </dl>
  );
}

function Actions({ pilot, canStart }: { readonly pilot: PilotBody; readonly canStart: boolean }) {
  const { role } = useAccount();
  const [asking, setAsking] = useState(false);
  const start = useAct("startPilot", { changes: ["pilot"] });
  const cancel = useAct("cancelPilot", { changes: ["pilot"], onDone: () => setAsking(false) });
  if (role !== "owner" && role !== "coordinator") return null;
  const request = { params: { id: pilot.id } };
  return (
    <div className={styles.actions}>
      {canStart && (
        <Button tone="primary" busy={start.isPending} onClick={() => start.mutate(request)}>
          Start the fourteen days
        </Button>
      )}
      <Button tone="quiet" onClick={() => setAsking(true)}>
        Give it up
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Give this pilot up?"
        confirm="Give it up"
        danger
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate(request)}
        onClose={() => setAsking(false)}
      >
        It gets no verdict. A new one needs a baseline of its own.
      </ConfirmDialog>
    </div>
  );
}
