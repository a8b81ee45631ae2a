import { NumberInput } from "@mantine/core";
import type { CostAnswer, CostSettings } from "@ringback/contract/costs.ts";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import styles from "./cost.module.css";

type Typed = CostAnswer["typed"];
type Field = keyof Typed;

/** Hundredths of what is typed: cents of money, hundredths of a percent. */
const inHundredths: readonly Field[] = [
  "conversion",
  "customerValueCents",
  "repeatValueCents",
  "referralValueCents",
  "staffHourCents",
];

interface InputsFormProps {
  readonly cost: CostAnswer;
  readonly onClose: () => void;
}

/** What somebody knows better than the books. An empty box takes it back. */
export function InputsForm({ cost, onClose }: InputsFormProps) {
  const [values, setValues] = useState<Record<Field, number | "">>(() => shown(cost.typed));
  const save = useAct("putCostSettings", {
    changes: ["cost"],
    ownErrors: true,
    onDone: () => {
      sayDone("Saved");
      onClose();
    },
  });
  const refused = refusedFields(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: toSettings(values) });
  };
  const money = `${cost.currency} `;
  const own = (words: string, input: { readonly source: string } | null) =>
    input === null ? words : `${words} Leave it empty for your own figure, ${input.source}.`;
  const box = (
    field: Field,
    label: string,
    description: string,
    more: { prefix?: string; suffix?: string; max: number },
  ) => (
    <NumberInput
      label={label}
      description={description}
      min={0}
      hideControls
      thousandSeparator=","
      value={values[field]}
      error={refused[field]}
      onChange={(value) => setValues({ ...values, [field]: value === "" ? "" : Number(value) })}
      {...more}
    />
  );
  return (
    <form onSubmit={submit}>
      <AskBeforeLeaving when={JSON.stringify(values) !== JSON.stringify(shown(cost.typed)) && !save.isPending} />
      <div className={styles.fields}>
        {box(
          "customerValueCents",
          "What a new customer brings at first",
          own("A booked job, a sale, a first purchase: the average.", cost.own.worth),
          { prefix: money, max: 10_000_000 },
        )}
        {box(
          "conversion",
          "Of those you reach, how many book",
          own(
            cost.own.conversion === null ? "In percent. Empty: 10, 20 and 30 %, a cautious guess." : "In percent.",
            cost.own.conversion,
          ),
          { suffix: " %", max: 100 },
        )}
        {box("repeatValueCents", "Repeat orders, renewals, plans", "What the same customer brings later, on average.", {
          prefix: money,
          max: 10_000_000,
        })}
        {box("referralValueCents", "Word of mouth", "What the customers bring whom they send, on average.", {
          prefix: money,
          max: 10_000_000,
        })}
        {box(
          "missedPerMonth",
          "Missed calls a month",
          "Only without calls in the books: from a phone report, or count a week and multiply by 4.3.",
          { max: 1_000_000 },
        )}
        {box("minutesPerTry", "Minutes a further try takes", "Dialing, waiting, noting: for phone tag.", { max: 120 })}
        {box("staffHourCents", "What an hour of your staff costs", "For phone tag.", { prefix: money, max: 100_000 })}
      </div>
      <div className={styles.formActions}>
        <Button type="submit" tone="primary" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

function shown(typed: Typed): Record<Field, number | ""> {
  const entries = Object.entries(typed).map(([name, value]) => {
    const hundredths = inHundredths.includes(name as Field);
    return [name, value === null ? "" : hundredths ? value / 100 : value];
  });
  return Object.fromEntries(entries) as Record<Field, number | "">;
}

function toSettings(values: Record<Field, number | "">): CostSettings {
  const entries = Object.entries(values).map(([name, value]) => {
    const hundredths = inHundredths.includes(name as Field);
    return [name, value === "" ? null : Math.round(hundredths ? value * 100 : value)];
  });
  return Object.fromEntries(entries) as CostSettings;
}
