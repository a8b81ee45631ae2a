import { Modal } from "@mantine/core";
import type { DrillBody } from "@ringback/contract/drills.ts";
import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./drill.module.css";

interface DrillDialogProps {
  readonly number: InventoryNumberBody | null;
  readonly onClose: () => void;
}

/** A test call to one number: what it will do, then each check as the ledger fills. */
export function DrillDialog({ number, onClose }: DrillDialogProps) {
  return (
    <Modal
      opened={number !== null}
      onClose={onClose}
      title={number === null ? "" : `Drill ${number.label}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {number !== null && <Drill number={number} />}
    </Modal>
  );
}

/** Looked at as often as the worker judges. */
const lookEveryMs = 500;

function Drill({ number }: { readonly number: InventoryNumberBody }) {
  const [drillId, setDrillId] = useState<string | null>(null);
  const start = useAct("startDrill", { changes: ["listDrills"], ownErrors: true, onDone: ({ id }) => setDrillId(id) });
  const { data: drill } = useQuery({
    ...read("getDrill", { params: { id: drillId ?? "" } }),
    enabled: drillId !== null,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === "running" ? lookEveryMs : false),
  });
  const running = start.isPending || (drillId !== null && (drill === undefined || drill.state === "running"));
  return (
    <div className={styles.drill}>
      {drillId === null ? (
        <p>
          Ringback calls {phoneWords(number.number)} like a customer, leaves a voicemail, and checks by the ledger that
          the miss was noticed, texted, understood, owned and closed. Nobody's phone rings; the owner of the callback
          gets the usual message. Drills count in no figure.
        </p>
      ) : (
        <Checks drill={drill} />
      )}
      <ProblemNote error={start.error} />
      <div className={styles.foot}>
        {drill?.callId != null && (
          <Link to={paths.call} params={{ callId: drill.callId }}>
            The call's story
          </Link>
        )}
        <Button
          tone={drillId === null ? "primary" : "plain"}
          busy={running}
          onClick={() => {
            setDrillId(null);
            start.mutate({ body: { numberId: number.id } });
          }}
        >
          {drillId === null ? "Place the test call" : "Run it again"}
        </Button>
      </div>
    </div>
  );
}

const names = {
  detect: "Detect",
  acknowledge: "Acknowledge",
  urgency: "Urgency",
  ownership: "Ownership",
  loop: "Loop",
} as const;
const marks = {
  passed: { Icon: IconCircleCheck, words: "passed" },
  failed: { Icon: IconCircleX, words: "failed" },
  waiting: { Icon: IconCircleDashed, words: "waiting" },
  "not-needed": { Icon: IconCircleMinus, words: "not needed" },
} as const;
const waiting = { state: "waiting", words: "Waiting for the call.", afterMs: null } as const;

function Checks({ drill }: { readonly drill: DrillBody | undefined }) {
  const verdict =
    drill === undefined || drill.state === "running"
      ? "The test call is on its way …"
      : drill.state === "passed"
        ? "Passed: a missed call to this number is not lost."
        : drill.state === "canceled"
          ? `Not made. ${drill.error ?? ""}`
          : "Failed: see what the ledger does not show.";
  return (
    <>
      <p role="status" className={styles.verdict} data-state={drill?.state ?? "running"}>
        {verdict}
      </p>
      <ul className={styles.checks}>
        {(Object.keys(names) as (keyof typeof names)[]).map((name) => {
          const check = drill?.checks?.[name] ?? waiting;
          const { Icon, words } = marks[check.state];
          return (
            <li key={name} data-state={check.state}>
              <Icon size={20} aria-hidden="true" />
              <span>
                <b>{names[name]}</b> <span className="visually-hidden">{words}: </span>
                <span>{check.words}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
