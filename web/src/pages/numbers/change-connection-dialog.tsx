import { Checkbox, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Connection, Provider } from "@ringback/contract/connections.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { MadeSecret } from "#components/connections/made-secret.tsx";
import { fieldProblem, SystemField } from "#components/connections/system-field.tsx";
import { isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface ChangeConnectionDialogProps {
  readonly connection: Connection | null;
  readonly onClose: () => void;
}

/** Changes a connection's name, settings and secrets. What is signed with the secret before stays welcome until it is dropped. */
export function ChangeConnectionDialog({ connection, onClose }: ChangeConnectionDialogProps) {
  const { data } = useQuery({ ...read("listProviders"), enabled: connection !== null });
  const provider = data?.providers.find(({ name }) => name === connection?.provider);
  return (
    <Modal
      opened={connection !== null}
      onClose={onClose}
      title={connection === null ? "" : `Change ${connection.label}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {connection !== null && provider !== undefined && (
        <ChangeForm connection={connection} provider={provider} onClose={onClose} />
      )}
    </Modal>
  );
}

interface ChangeFormProps {
  readonly connection: Connection;
  readonly provider: Provider;
  readonly onClose: () => void;
}

function ChangeForm({ connection, provider, onClose }: ChangeFormProps) {
  const [made, setMade] = useState<{ secret: string; example: string | null } | null>(null);
  const change = useAct("changeConnection", { changes: ["listConnections", "doctor"], ownErrors: true });
  const fields = provider.fields.filter(({ name }) => name !== "externalAccountId");
  const held = Object.fromEntries(fields.map(({ name, secret }) => [name, secret ? "" : heldOf(connection, name)]));
  const form = useForm({
    initialValues: { label: connection.label, fields: held, dropPrevious: false },
    validate: {
      label: (value) => (value.trim() === "" ? "Give it a name." : null),
      fields: Object.fromEntries(
        fields.map((field) => [field.name, (value: string) => fieldProblem(field, value, field.secret)]),
      ),
    },
  });
  const params = { id: connection.id };
  const onError = (error: Error) => form.setErrors(refusedFields(error));
  const submit = form.onSubmit((values) => {
    const given = Object.entries(values.fields).filter(([name, value]) => value.trim() !== held[name]);
    const changed = Object.fromEntries(given.map(([name, value]) => [name, value.trim()]));
    const body = {
      label: values.label.trim(),
      dropPrevious: values.dropPrevious,
      newSecret: false,
      ...(given.length === 0 ? {} : { fields: changed }),
    };
    const onSuccess = () => {
      sayDone(`${values.label.trim()} was saved`);
      onClose();
    };
    change.mutate({ params, body }, { onError, onSuccess });
  });
  const renew = () =>
    change.mutate(
      { params, body: { newSecret: true, dropPrevious: false } },
      {
        onError,
        onSuccess: ({ madeSecret, example }) => {
          if (madeSecret !== null) setMade({ secret: madeSecret, example });
        },
      },
    );
  if (made !== null) {
    return (
      <Stack gap="sm">
        <MadeSecret {...made} />
        <p style={{ margin: 0 }}>Events signed with the secret before are taken too, until you drop it here.</p>
        <div>
          <Button onClick={onClose}>Done</Button>
        </div>
      </Stack>
    );
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label="Name for this connection" maxLength={80} {...form.getInputProps("label")} />
        {fields.map((field) => {
          const { value, error, onChange } = form.getInputProps(`fields.${field.name}`);
          return (
            <SystemField
              key={field.name}
              field={field}
              stays={field.secret}
              value={value}
              error={error}
              onChange={onChange}
            />
          );
        })}
        {provider.makesSecret && (
          <div>
            <Button size="small" busy={change.isPending} onClick={renew}>
              Make a new secret
            </Button>
          </div>
        )}
        {(connection.hasPreviousToken || fields.some(({ secret }) => secret)) &&
          provider.abilities.events === "webhooks" && (
            <Checkbox
              label="Drop the secret before it now"
              description="Leave this off until the other side signs with the new one."
              {...form.getInputProps("dropPrevious", { type: "checkbox" })}
            />
          )}
        {!isToldAtField(change.error) && <ProblemNote error={change.error} />}
        <Button type="submit" tone="primary" wide busy={change.isPending}>
          Save
        </Button>
      </Stack>
    </form>
  );
}

function heldOf({ settings, apiBaseUrl }: Connection, name: string): string {
  return name === "apiBaseUrl" ? apiBaseUrl : (settings[name] ?? "");
}
