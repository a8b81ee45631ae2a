import { MultiSelect, NativeSelect, Radio, Stack } from "@mantine/core";
import type { PilotAnswer } from "@ringback/contract/pilot.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { lineWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

/** Plans a pilot: whose it is, which numbers, and what it is compared with. Shown while none is on. */
export function PlanCard({ answer }: { readonly answer: PilotAnswer }) {
  const { role } = useAccount();
  const mayPlan = role === "owner" || role === "coordinator";
  if (!mayPlan || !(answer.stage.stage === "unplanned" || (answer.stage.stage === "ended" && answer.ready)))
    return null;
  return <Plan answer={answer} />;
}

function Plan({ answer: { choices, stage } }: { readonly answer: PilotAnswer }) {
  const { memberId } = useAccount();
  const members = useQuery(read("listMembers"));
  const numbers = useQuery(read("listNumbers"));
  const [ownerId, setOwnerId] = useState(memberId);
  const [numberIds, setNumberIds] = useState<string[]>([]);
  const [baseline, setBaseline] = useState<"imported" | "first-days">(
    choices.imported === null ? "first-days" : "imported",
  );
  const plan = useAct("planPilot", { changes: ["pilot"] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate({ body: { ownerId, baseline, numberIds: numberIds.length === 0 ? null : numberIds } });
  };
  const people = (members.data?.members ?? []).filter(({ role }) => role !== "viewer");
  return (
    <Card title={stage.stage === "ended" ? "Plan another pilot" : "Plan the pilot"}>
      <form onSubmit={submit} className={styles.form}>
        <NativeSelect
          label="Who answers for it"
          description="The sales manager or whoever takes in new callers."
          value={ownerId}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => setOwnerId(currentTarget.value)}
        />
        <MultiSelect
          label="Which numbers"
          description="Those that new callers use. None chosen: all."
          placeholder={numberIds.length === 0 ? "All numbers" : ""}
          value={numberIds}
          data={(numbers.data?.numbers ?? []).map((one) => ({ value: one.id, label: lineWords(one) }))}
          onChange={setNumberIds}
        />
        <Radio.Group
          label="Compared with"
          description="Fourteen days from before anything was changed. They are locked for good."
          value={baseline}
          onChange={(value) => setBaseline(value as "imported" | "first-days")}
        >
          <Stack gap={8} mt={8}>
            <Radio
              value="imported"
              label="Your imported call log"
              description={
                choices.imported === null
                  ? "None of your imported logs is fourteen days long."
                  : rangeWords(choices.imported)
              }
              disabled={choices.imported === null}
            />
            <Radio
              value="first-days"
              label="The first fourteen days Ringback listened"
              description={rangeWords(choices.firstDays)}
            />
          </Stack>
        </Radio.Group>
        <div>
          <Button type="submit" tone="primary" busy={plan.isPending}>
            Plan the pilot
          </Button>
        </div>
      </form>
    </Card>
  );
}
