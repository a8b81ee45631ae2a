import { Modal, NativeSelect, NumberInput, PasswordInput, Switch, TextInput } from "@mantine/core";
import type { AiServiceBody } from "@ringback/contract/ai-services.ts";
import { type FormEvent, useState } from "react";
import type { Answer } from "#api/client.ts";
import { useAct } from "#api/use-act.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./listening.module.css";
import { bodyOf, draftOf, missingIn, type ServiceDraft } from "./service-draft.ts";

interface ServiceDialogProps {
  readonly kind: AiServiceBody["kind"];
  readonly service: AiServiceBody | undefined;
  readonly vendors: Answer<"listAiServices">["vendors"];
  readonly onClose: () => void;
}

/** Address, model, key, and what it may cost. The key is sealed and never shown again. */
export function ServiceDialog({ kind, service, vendors, onClose }: ServiceDialogProps) {
  const { playbook } = usePlaybook();
  const mine = vendors.filter((vendor) => vendor.kind === kind);
  const [begun] = useState<ServiceDraft>(() => draftOf(service, mine[0]?.name ?? "openai-compatible"));
  const [draft, setDraft] = useState(begun);
  const set = (part: Partial<ServiceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const put = useAct("putAiService", {
    changes: ["listAiServices"],
    ownErrors: true,
    onDone: () => {
      sayDone("Saved", "Check it to see that it answers.");
      onClose();
    },
  });
  const refused = refusedFields(put.error);
  const missing = missingIn(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === null) put.mutate({ params: { kind }, body: bodyOf(draft, kind) });
  };
  const text = (name: "baseUrl" | "model" | "path" | "agreementProduct" | "agreementDate") => ({
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      set({ [name]: event.currentTarget.value }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === "speech" ? "Speech service" : "Language model"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit} className={styles.form}>
        <AskBeforeLeaving when={JSON.stringify(draft) !== JSON.stringify(begun) && !put.isPending} />
        {mine.length > 1 && (
          <NativeSelect
            label="Kind of service"
            value={draft.vendor}
            data={mine.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ currentTarget }) => set({ vendor: currentTarget.value })}
          />
        )}
        <TextInput
          label="Address"
          description="Usually ends with /v1. Plain http only on this machine or in a private network."
          placeholder={kind === "speech" ? "http://127.0.0.1:8000/v1" : "http://127.0.0.1:11434/v1"}
          error={refused["baseUrl"]}
          data-autofocus
          {...text("baseUrl")}
        />
        <TextInput label="Model" error={refused["model"]} {...text("model")} />
        <PasswordInput
          label="Key"
          autoComplete="off"
          description={
            service?.hasKey === true
              ? `One is kept${service.keyEnd === null ? "" : `, ending in ${service.keyEnd}`}. Leave this empty to keep it.`
              : "Leave it empty where none is needed."
          }
          error={refused["key"]}
          value={draft.key}
          onChange={({ currentTarget }) => set({ key: currentTarget.value })}
        />
        <NumberInput
          label="At most a day"
          prefix="$"
          min={0}
          max={100_000}
          decimalScale={4}
          description="When it is used up, the rules read alone until midnight UTC."
          error={refused["dailyBudgetDollars"]}
          value={draft.budget}
          onChange={(value) => set({ budget: String(value) })}
        />
        <div className={styles.pair}>
          {(kind === "speech"
            ? ([["perMinute", "Price a minute"]] as const)
            : ([
                ["perMillionInputTokens", "Price a million tokens read"],
                ["perMillionOutputTokens", "… and written"],
              ] as const)
          ).map(([name, label]) => (
            <NumberInput
              key={name}
              label={label}
              prefix="$"
              min={0}
              decimalScale={6}
              placeholder="free"
              value={draft[name]}
              onChange={(value) => set({ [name]: String(value) })}
            />
          ))}
        </div>
        <details className={styles.more} open={playbook.trade === "healthcare" || draft.agreementDate !== ""}>
          <summary>Agreement for healthcare</summary>
          <p className={styles.quiet}>
            A healthcare business needs a business associate agreement with the vendor before anything is sent; a
            service in your own network needs none.
          </p>
          <div className={styles.pair}>
            <TextInput type="date" label="Signed on" error={refused["agreement"]} {...text("agreementDate")} />
            <TextInput label="For which product" {...text("agreementProduct")} />
          </div>
        </details>
        <details className={styles.more} open={draft.path !== ""}>
          <summary>Another path</summary>
          <TextInput
            label="Path after the address"
            placeholder={mine.find(({ name }) => name === draft.vendor)?.usualPath ?? ""}
            error={refused["path"]}
            {...text("path")}
          />
        </details>
        <Switch
          label="Switched on"
          checked={draft.enabled}
          onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
        />
        {!isToldAtField(put.error) && <ProblemNote error={put.error} />}
        <div className={styles.actions}>
          <Button type="submit" tone="primary" busy={put.isPending} refusal={missing}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
