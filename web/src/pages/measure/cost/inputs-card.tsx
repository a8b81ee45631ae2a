import type { CostAnswer, CostInputBody } from "@ringback/contract/costs.ts";
import { moneyWords } from "@ringback/core/measurement/cost/money.ts";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import styles from "./cost.module.css";
import { readingsWords, shareOf, sureness } from "./cost-words.ts";
import { InputsForm } from "./inputs-form.tsx";
import { useMayType } from "./use-may-type.ts";

/** Every input with its value, where it comes from and how sure it is. */
export function InputsCard({ cost }: { readonly cost: CostAnswer }) {
  const mayType = useMayType();
  // Without a worth there is no sum yet: the question stands open by itself.
  const [asked, setAsked] = useState<boolean | null>(null);
  const editing = mayType && (asked ?? cost.inputs.worth === null);
  const { inputs, own, currency } = cost;
  const cents = (value: number) => moneyWords(value, currency);
  return (
    <Card
      title="What goes in"
      aside={
        mayType &&
        !editing && (
          <Button size="small" onClick={() => setAsked(true)}>
            Change
          </Button>
        )
      }
    >
      {editing ? (
        <InputsForm cost={cost} onClose={() => setAsked(false)} />
      ) : (
        <ul className={styles.inputs}>
          <Input title="Callers lost" input={inputs.lost} words={String} />
          <Input title="Of those reached, book" input={inputs.conversion} words={shareOf} own={own.conversion} />
          <Input title="First purchase" input={inputs.worth} words={cents} own={own.worth} />
          <Input title="Repeat orders, renewals, plans" input={inputs.repeat} words={cents} />
          <Input title="Word of mouth" input={inputs.referral} words={cents} />
        </ul>
      )}
    </Card>
  );
}

interface InputProps {
  readonly title: string;
  readonly input: CostInputBody | null;
  readonly words: (value: number) => string;
  /** What the business's own records say, where something else was typed in. */
  readonly own?: CostInputBody | null;
}

function Input({ title, input, words, own = null }: InputProps) {
  if (input === null)
    return (
      <li>
        <div className={styles.inputHead}>
          <span>{title}</span>
          <span className={styles.soft}>not said</span>
        </div>
      </li>
    );
  const tone = input.confidence === "high" ? "ok" : input.confidence === "medium" ? "plain" : "soon";
  return (
    <li>
      <div className={styles.inputHead}>
        <span>
          {title} <Chip tone={tone}>{sureness[input.confidence]}</Chip>
        </span>
        <span className={styles.inputValue}>{readingsWords(input.value, words)}</span>
      </div>
      <p className={styles.inputSource}>{input.source}</p>
      {input.kind === "typed" && own !== null && (
        <p className={styles.inputSource}>
          Your own records say {words(own.value.middle)} ({own.source.replace(/^yours, /, "")}).
        </p>
      )}
    </li>
  );
}
