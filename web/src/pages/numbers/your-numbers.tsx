import { Switch, TextInput } from "@mantine/core";
import type { Connection } from "@ringback/contract/connections.ts";
import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { read } from "#api/queries.ts";
import { Button } from "#ui/button.tsx";
import { DrillDialog } from "./drill-dialog.tsx";
import { InventoryBar } from "./inventory-bar.tsx";
import { NumberCard } from "./number-card.tsx";
import { NumberDialog, type NumberDraft } from "./number-dialog.tsx";
import { fitsSearch } from "./number-words.ts";
import styles from "./numbers.module.css";
import { Strangers } from "./strangers.tsx";

interface YourNumbersProps {
  readonly connections: readonly Connection[];
  readonly refusal: string | null;
  /** Shown while there is no number. */
  readonly empty: ReactNode;
}

/** From so many on, finding one needs a search. */
const manyNumbers = 7;

/** The inventory: every number with what is wrong with it, and those nobody has added yet. */
export function YourNumbers({ connections, refusal, empty }: YourNumbersProps) {
  const { data } = useSuspenseQuery(read("listNumbers"));
  const [editing, setEditing] = useState<NumberDraft | null>(null);
  const [drilling, setDrilling] = useState<InventoryNumberBody | null>(null);
  const [typed, setTyped] = useState("");
  const [onlyProblems, setOnlyProblems] = useState(false);
  const { numbers } = data;
  const troubled = numbers.filter(({ problems }) => problems.some(({ grave }) => grave));
  const shown = numbers
    .filter((number) => fitsSearch(number, typed) && (!onlyProblems || number.problems.length > 0))
    .toSorted((a, b) => weight(a) - weight(b));
  const lists = new Set(data.connections.filter((each) => each.listsNumbers).map((each) => each.id));
  return (
    <>
      <section className={styles.section} aria-labelledby="your-numbers">
        <div className={styles.bar}>
          <h2 id="your-numbers">
            Your numbers
            {troubled.length > 0 && (
              <span className={styles.troubled}>
                {troubled.length === 1 ? "1 needs a look" : `${troubled.length} need a look`}
              </span>
            )}
          </h2>
          <Button icon={<IconPlus size={16} aria-hidden="true" />} refusal={refusal} onClick={() => setEditing({})}>
            Add a number
          </Button>
        </div>
        <InventoryBar connections={data.connections} />
        {numbers.length === 0 && empty}
        {numbers.length >= manyNumbers && (
          <div className={styles.search}>
            <TextInput
              type="search"
              aria-label="Search numbers"
              placeholder="Name, digits, source, team …"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Switch
              label="Only those with a problem"
              checked={onlyProblems}
              onChange={(event) => setOnlyProblems(event.currentTarget.checked)}
            />
          </div>
        )}
        {numbers.length > 0 && shown.length === 0 && <p className={styles.none}>No number fits.</p>}
        <div className={styles.cards}>
          {shown.map((number) => {
            const connection = connections.find((each) => each.id === number.connectionId) ?? null;
            return (
              <NumberCard
                key={number.id}
                number={number}
                connection={connection}
                installable={connection !== null && lists.has(connection.id)}
                refusal={refusal}
                onChange={() => setEditing({ number })}
                onDrill={() => setDrilling(number)}
              />
            );
          })}
        </div>
      </section>
      <Strangers inventory={data} refusal={refusal} onAdd={setEditing} />
      <NumberDialog draft={editing} connections={connections} onClose={() => setEditing(null)} />
      <DrillDialog number={drilling} onClose={() => setDrilling(null)} />
    </>
  );
}

/** Grave problems first, then lesser ones, numbers out of service last. */
function weight({ problems, retiredAt }: InventoryNumberBody): number {
  if (problems.some(({ grave }) => grave)) return 0;
  if (retiredAt !== null) return 3;
  return problems.length > 0 ? 1 : 2;
}
