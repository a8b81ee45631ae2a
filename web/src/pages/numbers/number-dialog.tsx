import { Modal, Radio, Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Connection } from "@ringback/contract/connections.ts";
import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { useAct } from "#api/use-act.ts";
import { modes, registrations } from "#components/connections/webhook-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { recordingWords, roleWords } from "./number-words.ts";

/** What the dialog is opened with: a number to change, or what is known of a new one. */
export interface NumberDraft {
  readonly number?: InventoryNumberBody;
  readonly prefill?: { readonly number: string; readonly connectionId?: string };
}

interface NumberDialogProps {
  /** null for no dialog. */
  readonly draft: NumberDraft | null;
  readonly connections: readonly Connection[];
  readonly onClose: () => void;
}

const fieldsByCode = {
  "invalid-phone": ["number", "This is not a phone number. Give it like (312) 555-0199."],
  "number-taken": ["number", "The business has this number already."],
  "number-not-at-provider": ["connectionId", "This provider's account has no such number."],
  "webhooks-installed": ["connectionId", "Put the number's webhooks back first, then change its provider."],
} as const;

/** Adds a number, or changes what is known about one. */
export function NumberDialog({ draft, connections, onClose }: NumberDialogProps) {
  return (
    <Modal
      opened={draft !== null}
      onClose={onClose}
      title={draft?.number === undefined ? "Add a number" : phoneWords(draft.number.number)}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {draft !== null && <NumberForm draft={draft} connections={connections} onClose={onClose} />}
    </Modal>
  );
}

interface NumberFormProps {
  readonly draft: NumberDraft;
  readonly connections: readonly Connection[];
  readonly onClose: () => void;
}

function NumberForm({ draft, connections, onClose }: NumberFormProps) {
  const number = draft.number ?? null;
  const options = { changes: ["listNumbers", "listConnections", "simulator"], ownErrors: true } as const;
  const add = useAct("addNumber", options);
  const change = useAct("changeNumber", options);
  const form = useForm({
    initialValues: {
      number: number?.number ?? (draft.prefill === undefined ? "" : phoneWords(draft.prefill.number)),
      label: number?.label ?? "",
      source: number?.source ?? "",
      lineOfService: number?.lineOfService ?? "",
      mode: number?.mode ?? ("answers" as const),
      registration: number?.registration ?? ("none" as const),
      connectionId: number === null ? (draft.prefill?.connectionId ?? connections[0]?.id ?? null) : number.connectionId,
      role: number?.role ?? ("main" as const),
      team: number?.team ?? "",
      recordingPolicy: number?.recordingPolicy ?? ("voicemail" as const),
      note: number?.note ?? "",
      retired: number?.retiredAt != null,
    },
    validate: {
      number: (value) => (value.replace(/\D/g, "").length < 7 ? "Give the whole number, like (312) 555-0199." : null),
      label: (value) => (value.trim() === "" ? "Give it a name your team knows, like “Main line”." : null),
    },
  });
  const submit = form.onSubmit((values) => {
    const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
    const shared = {
      label: values.label.trim(),
      source: orNull(values.source),
      lineOfService: orNull(values.lineOfService),
      mode: values.mode,
      connectionId: values.connectionId,
    };
    const done = {
      onError: (error: Error) => {
        form.setErrors(refusedFields(error, fieldsByCode));
      },
      onSuccess: () => {
        sayDone(`${shared.label} was saved`);
        onClose();
      },
    };
    if (number === null) add.mutate({ body: { ...shared, number: values.number.trim() } }, done);
    else {
      const { registration, role, recordingPolicy, retired } = values;
      const described = {
        registration,
        role,
        recordingPolicy,
        retired,
        team: orNull(values.team),
        note: orNull(values.note),
      };
      change.mutate({ params: { id: number.id }, body: { ...shared, ...described } }, done);
    }
  });
  const error = add.error ?? change.error;
  const atField = isToldAtField(error, fieldsByCode);
  return (
    <form noValidate onSubmit={submit}>
      <AskBeforeLeaving when={form.isDirty() && !add.isPending && !change.isPending} />
      <Stack gap="sm">
        {number === null && (
          <TextInput label="Number" type="tel" required data-autofocus {...form.getInputProps("number")} />
        )}
        <TextInput label="Name" placeholder="Main line" required maxLength={80} {...form.getInputProps("label")} />
        <Radio.Group label="How Ringback stands beside it" {...form.getInputProps("mode")}>
          <Stack gap={8} mt={6}>
            <Radio value="answers" label={modes.answers.label} description={modes.answers.means} />
            <Radio value="forwarded" label={modes.forwarded.label} description={modes.forwarded.means} />
          </Stack>
        </Radio.Group>
        {number !== null && (
          <Select
            label="Role"
            allowDeselect={false}
            data={Object.entries(roleWords).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps("role")}
          />
        )}
        <TextInput
          label="Source or campaign"
          placeholder="Google Ads"
          description="Where callers find this number."
          {...form.getInputProps("source")}
        />
        <SimpleGrid cols={{ base: 1, xs: number === null ? 1 : 2 }} spacing="sm">
          <TextInput label="Line of service" placeholder="Heating" {...form.getInputProps("lineOfService")} />
          {number !== null && <TextInput label="Team" placeholder="North" {...form.getInputProps("team")} />}
        </SimpleGrid>
        <Select
          label="Phone system"
          placeholder="None"
          clearable
          clearButtonProps={{ "aria-label": "No phone system" }}
          data={connections.map((connection) => ({ value: connection.id, label: connection.label }))}
          {...form.getInputProps("connectionId")}
        />
        {number !== null && (
          <Select
            label="Registration for texts (A2P 10DLC)"
            description={registrations[form.values.registration].means}
            allowDeselect={false}
            data={[
              { value: "none", label: "Not registered" },
              { value: "pending", label: "Pending" },
              { value: "approved", label: "Approved" },
              { value: "exempt", label: "Exempt" },
            ]}
            {...form.getInputProps("registration")}
          />
        )}
        {number !== null && (
          <>
            <Select
              label="Recording"
              allowDeselect={false}
              data={Object.entries(recordingWords).map(([value, label]) => ({ value, label }))}
              {...form.getInputProps("recordingPolicy")}
            />
            <Textarea label="Note" autosize minRows={1} maxLength={500} {...form.getInputProps("note")} />
            <Switch
              label="Out of service"
              description="Its calls are still watched; one that comes is told as a problem."
              {...form.getInputProps("retired", { type: "checkbox" })}
            />
          </>
        )}
        {!atField && <ProblemNote error={error} />}
        <Button type="submit" tone="primary" wide busy={add.isPending || change.isPending}>
          {number === null ? "Add" : "Save"}
        </Button>
      </Stack>
    </form>
  );
}
