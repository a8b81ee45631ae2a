import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDeviceMobile, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { ConnectSystem } from "#components/connections/connect-system.tsx";
import { ForwardingCodes } from "#components/connections/forwarding-codes.tsx";
import { InstallPanel } from "#components/connections/install-panel.tsx";
import { WebhookUrls } from "#components/connections/webhook-urls.tsx";
import { modes, webhookStates } from "#components/connections/webhook-words.ts";
import { lineWords } from "#components/phone-words.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import styles from "./setup.module.css";
import { StepFoot } from "./step-foot.tsx";

type WayKey = "system" | "forward" | "simulator";

/** How calls reach Ringback: a number it answers, forwarding when nobody answers, or the simulated phone. */
export function NumberStep({ onNext }: { readonly onNext: () => void }) {
  const { data: installation } = useSuspenseQuery(read("installation"));
  const { data } = useSuspenseQuery(read("listConnections"));
  const real = data.connections.filter((connection) => !connection.simulated);
  const [way, setWay] = useState<WayKey>(real.length === 0 && installation.simulator ? "simulator" : "system");
  const onPhone = useMediaQuery("(max-width: 560px)");
  const forwarded = data.numbers.find((number) => number.mode === "forwarded") ?? data.numbers[0];
  return (
    <div className={styles.stack}>
      <SegmentedControl
        fullWidth
        orientation={onPhone ? "vertical" : "horizontal"}
        aria-label="How calls reach Ringback"
        className={styles.ways ?? ""}
        value={way}
        onChange={(value) => setWay(value === "forward" || value === "simulator" ? value : "system")}
        data={[
          ...(installation.simulator
            ? [{ value: "simulator", label: <Way icon={<IconDeviceMobile size={16} />} words="Simulated phone" /> }]
            : []),
          { value: "system", label: <Way icon={<IconPhoneIncoming size={16} />} words="Phone system" /> },
          { value: "forward", label: <Way icon={<IconPhoneOutgoing size={16} />} words="Forward to it" /> },
        ]}
      />
      {way === "simulator" && (
        <Card title="No phone provider needed">
          <p className={styles.text}>
            A phone on the screen calls your business through the same doors as a real call. Everything else works as it
            will later: the ring group, the voicemail, the text, the callback with its clock. Connect a real number
            whenever you like.
          </p>
        </Card>
      )}
      {way === "system" && <ConnectCard key="connect" first={real.length === 0} />}
      {way === "forward" && (
        <Card title="Forward when nobody answers">
          <ForwardingCodes target={forwarded?.number ?? null} />
        </Card>
      )}
      {data.numbers.map((number) => {
        const connection = data.connections.find((each) => each.id === number.connectionId);
        if (connection === undefined || connection.simulated !== (way === "simulator")) return null;
        return (
          <Card
            key={number.id}
            title={lineWords(number)}
            aside={
              <span className={styles.whole}>
                <Chip tone={webhookStates[number.webhooks].tone}>{webhookStates[number.webhooks].label}</Chip>
              </span>
            }
          >
            {connection.abilities.answersCalls && <ModeChoice number={number} />}
            {!connection.simulated && connection.abilities.numbers && (
              <>
                <InstallPanel number={number} />
                <details className={styles.details}>
                  <summary>Set the addresses by hand instead</summary>
                  <WebhookUrls urls={connection.webhookUrls} />
                </details>
              </>
            )}
          </Card>
        );
      })}
      <StepFoot next="Go on" onNext={onNext} />
    </div>
  );
}

/** Which phone system, what it asks for, what is left to do; one more later, if there are several. */
function ConnectCard({ first }: { readonly first: boolean }) {
  // What is left to do stays on the screen although the first one is connected by then.
  const [wasFirst] = useState(first);
  const connect = (
    <Card title="Connect a phone system">
      <p className={styles.text}>Keep the one you have: Ringback answers for it, or only watches.</p>
      <ConnectSystem numbersBeside />
    </Card>
  );
  if (wasFirst) return connect;
  return (
    <details className={styles.details}>
      <summary>Connect another phone system</summary>
      {connect}
    </details>
  );
}

function Way({ icon, words }: { readonly icon: ReactNode; readonly words: string }) {
  return (
    <span className={styles.way}>
      {icon}
      {words}
    </span>
  );
}

function ModeChoice({ number }: { readonly number: { id: string; mode: "answers" | "forwarded" } }) {
  const onPhone = useMediaQuery("(max-width: 560px)");
  const change = useAct("changeNumber", { changes: ["listConnections"] });
  const refusal = useOwnerRefusal();
  return (
    <div className={styles.mode}>
      <SegmentedControl
        orientation={onPhone ? "vertical" : "horizontal"}
        aria-label="How Ringback stands beside this number"
        size="xs"
        disabled={refusal !== null}
        value={number.mode}
        onChange={(mode) =>
          change.mutate({
            params: { id: number.id },
            body: { mode: mode === "forwarded" ? "forwarded" : "answers" },
          })
        }
        data={[
          { value: "answers", label: modes.answers.label },
          { value: "forwarded", label: modes.forwarded.label },
        ]}
      />
      <span>{modes[number.mode].means}</span>
    </div>
  );
}
