import { IconPhonePlus, IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { ConnectDialog } from "./connect-dialog.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import styles from "./numbers.module.css";
import { PublicUrlNote } from "./public-url-note.tsx";
import { YourNumbers } from "./your-numbers.tsx";

/** The numbers of the business, and the providers that bring their calls, with their health. */
export function NumbersPage() {
  const { data } = useSuspenseQuery(read("listConnections"));
  const { data: installation } = useSuspenseQuery(read("installation"));
  const refusal = useOwnerRefusal();
  const navigate = useNavigate();
  const [connecting, setConnecting] = useState(false);
  const { numbers, connections } = data;
  return (
    <Screen>
      <PageHead title="Numbers" lead="Which numbers Ringback watches, and whether their calls arrive." />
      <PublicUrlNote
        url={data.publicUrl}
        reach={data.publicUrlReachable}
        real={connections.some((each) => !each.simulated)}
      />
      <YourNumbers
        connections={connections}
        refusal={refusal}
        empty={
          <EmptyState
            title="No number yet"
            icon={<IconPhonePlus size={26} />}
            actions={
              <>
                <Button tone="primary" refusal={refusal} onClick={() => setConnecting(true)}>
                  Connect a phone system
                </Button>
                {installation.simulator && (
                  <Button onClick={() => void navigate({ to: paths.phone })}>Try the simulated phone</Button>
                )}
              </>
            }
          >
            Without a number no call can arrive, so none can be missed here.
          </EmptyState>
        }
      />
      <section className={styles.section} aria-labelledby="providers">
        <div className={styles.bar}>
          <h2 id="providers">Phone systems</h2>
          <Button
            icon={<IconPlus size={16} aria-hidden="true" />}
            refusal={refusal}
            onClick={() => setConnecting(true)}
          >
            Connect<span className="visually-hidden"> a phone system</span>
          </Button>
        </div>
        {connections.length === 0 && (
          <p className={styles.none}>
            None yet. Keep the one you have: Ringback answers the numbers you name, or only watches and sees that no
            caller is lost.
          </p>
        )}
        <div className={styles.cards}>
          {connections.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              numbers={numbers.filter((number) => number.connectionId === connection.id)}
              refusal={refusal}
            />
          ))}
        </div>
      </section>
      <ConnectDialog opened={connecting} onClose={() => setConnecting(false)} />
    </Screen>
  );
}
