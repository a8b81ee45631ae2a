import type { ContactSetupBody } from "@ringback/contract/contacts.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { sayDone } from "#components/undo.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { FieldsCard } from "./fields-card.tsx";
import { tidy, whatIsMissing } from "./setup-words.ts";
import { TiersCard } from "./tiers-card.tsx";

/** What is removed although contacts have it; asked about before it is saved. */
interface Removed {
  readonly label: string;
  readonly contacts: number;
  readonly rules: number;
  readonly isTier: boolean;
}

/** Tiers and own fields, saved together. What is in use is removed only after a question. */
export function SetupForm({ saved, refusal }: { readonly saved: ContactSetupBody; readonly refusal: string | null }) {
  const draft = useDraft<ContactSetupBody>(saved);
  const [asks, setAsks] = useState<readonly Removed[]>([]);
  const { playbook } = usePlaybook();
  const use = useQuery({ ...read("getContactSetupUse"), enabled: refusal === null });
  const put = useAct("putContactSetup", {
    changes: ["getContactSetup", "getContactSetupUse", "listContacts", "getContact"],
    ownErrors: true,
    onDone: () => {
      sayDone("Tiers and fields were saved");
      setAsks([]);
      draft.reset();
    },
  });
  const { value } = draft;
  const rulesOf = (tier: string) => playbook.routing.rules.filter(({ when }) => when.tiers.includes(tier)).length;
  const removed = (): Removed[] => [
    ...saved.tiers
      .filter(({ id }) => !value.tiers.some((tier) => tier.id === id))
      .map(({ id, label }) => ({ label, contacts: use.data?.tiers[id] ?? 0, rules: rulesOf(id), isTier: true })),
    ...saved.fields
      .filter(({ id }) => !value.fields.some((field) => field.id === id))
      .map(({ id, label }) => ({ label, contacts: use.data?.fields[id] ?? 0, rules: 0, isTier: false })),
  ];
  const save = () => put.mutate({ body: tidy(value) });
  return (
    <>
      <TiersCard
        tiers={value.tiers}
        use={use.data?.tiers ?? {}}
        refusal={refusal}
        onChange={(tiers) => draft.set({ ...value, tiers })}
      />
      <FieldsCard
        fields={value.fields}
        savedIds={saved.fields.map(({ id }) => id)}
        use={use.data?.fields ?? {}}
        refusal={refusal}
        onChange={(fields) => draft.set({ ...value, fields })}
      />
      <SaveBar
        changed={draft.changed}
        busy={put.isPending}
        error={put.error}
        refusal={refusal ?? whatIsMissing(value)}
        onSave={() => {
          const inUse = removed().filter(({ contacts, rules }) => contacts + rules > 0);
          if (inUse.length === 0) save();
          else setAsks(inUse);
        }}
        onReset={draft.reset}
      />
      <ConfirmDialog
        opened={asks.length > 0}
        title={`Remove ${asks.map(({ label }) => `“${label}”`).join(", ")}?`}
        confirm="Remove and save"
        danger
        busy={put.isPending}
        onConfirm={save}
        onClose={() => setAsks([])}
      >
        {asks.map((one) => (
          <p key={`${one.isTier} ${one.label}`}>{consequence(one, saved.tiers[0]?.label ?? "the first tier")}</p>
        ))}
      </ConfirmDialog>
    </>
  );
}

function consequence({ label, contacts, rules, isTier }: Removed, first: string): string {
  const who = `${contacts.toLocaleString("en")} ${contacts === 1 ? "contact" : "contacts"}`;
  const inRules =
    rules === 0
      ? ""
      : ` ${rules} ${rules === 1 ? "rule" : "rules"} of who calls back ${rules === 1 ? "asks" : "ask"} for it and will fit nobody.`;
  if (isTier) return `“${label}”: ${who} will be “${first}” again.${inRules}`;
  return `“${label}”: what ${who} ${contacts === 1 ? "holds" : "hold"} is no longer shown. It is there again if you add a field of the same name.`;
}
