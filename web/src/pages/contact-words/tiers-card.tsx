import { TextInput } from "@mantine/core";
import type { ContactSetupBody } from "@ringback/contract/contacts.ts";
import { IconPlus } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./contact-words.module.css";
import { RowActions } from "./row-actions.tsx";
import { idOf, moved } from "./setup-words.ts";

type Tiers = ContactSetupBody["tiers"];

interface TiersCardProps {
  readonly tiers: Tiers;
  readonly use: Readonly<Record<string, number>>;
  readonly refusal: string | null;
  readonly onChange: (tiers: Tiers) => void;
}

const mostTiers = 12;

/** From the lowest to the highest; the first is what a new contact has, and stays. */
export function TiersCard({ tiers, use, refusal, onChange }: TiersCardProps) {
  return (
    <Card title="Tiers">
      <p className={styles.quiet}>
        From the lowest to the highest. New contacts have the first. Rules of who calls back can ask for a tier.
      </p>
      <ol className={styles.rows} aria-label="Tiers">
        {tiers.map((tier, index) => (
          <li key={tier.id}>
            <TextInput
              className={styles.grow}
              aria-label={`Tier ${index + 1}`}
              maxLength={40}
              value={tier.label}
              readOnly={refusal !== null}
              placeholder="Name of the tier"
              description={tier.label.trim() === "" ? undefined : usedBy(use[tier.id])}
              inputWrapperOrder={["input", "description", "error"]}
              onChange={({ currentTarget }) =>
                onChange(tiers.map((one, at) => (at === index ? { ...one, label: currentTarget.value } : one)))
              }
            />
            {refusal === null && (
              <RowActions
                label={tier.label.trim() === "" ? `tier ${index + 1}` : tier.label}
                up={index > 1 ? () => onChange(moved(tiers, index, -1, 1)) : null}
                down={index > 0 && index < tiers.length - 1 ? () => onChange(moved(tiers, index, 1, 1)) : null}
                remove={index === 0 ? null : () => onChange(tiers.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<IconPlus size={16} />}
        refusal={refusal ?? (tiers.length >= mostTiers ? "That is as many as fit." : null)}
        onClick={() =>
          onChange([
            ...tiers,
            {
              id: idOf(
                "tier",
                tiers.map(({ id }) => id),
              ),
              label: "",
            },
          ])
        }
      >
        Add a tier
      </Button>
    </Card>
  );
}

/** How many contacts have it. */
export function usedBy(count: number | undefined): string {
  if (count === undefined || count === 0) return "Not in use";
  return `${count.toLocaleString("en")} ${count === 1 ? "contact" : "contacts"}`;
}
