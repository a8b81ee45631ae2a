import { Checkbox, Collapse, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Provider } from "@ringback/contract/connections.ts";
import { useState } from "react";
import type { Answer } from "#api/client.ts";
import { Problem } from "#api/problem.ts";
import { useAct } from "#api/use-act.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { type FieldsByCode, isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { deviceTimeZone } from "#components/time-zone-select.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./connections.module.css";
import { e164Of } from "./e164-of.ts";
import { fieldProblem, SystemField } from "./system-field.tsx";

interface ConnectSystemFormProps {
  readonly provider: Provider;
  readonly onConnected: (answer: Answer<"connectProvider">) => void;
}

const numberWords = "Give it like (312) 555-0199 or +13125550199.";

/** Connects a phone system: asks what its own form asks. Secrets are encrypted at rest and never shown again. */
export function ConnectSystemForm({ provider, onConnected }: ConnectSystemFormProps) {
  const [more, setMore] = useState(false);
  const refusal = useOwnerRefusal();
  const fieldsByCode = codesOf(provider);
  const form = useForm({
    initialValues: {
      number: "",
      label: "",
      evenIfUnreachable: false,
      fields: Object.fromEntries(
        provider.fields.map((field) => [field.name, field.kind === "time-zone" ? deviceTimeZone() : ""]),
      ),
    },
    validate: {
      number: (value) => (value.trim() === "" || e164Of(value) !== null ? null : numberWords),
      fields: Object.fromEntries(
        provider.fields.map((field) => [field.name, (value: string) => fieldProblem(field, value)]),
      ),
    },
  });
  const connect = useAct("connectProvider", {
    changes: ["listConnections", "listNumbers", "simulator", "doctor"],
    ownErrors: true,
    onDone: onConnected,
  });
  const submit = form.onSubmit((values) => {
    const number = e164Of(values.number);
    const given = Object.entries(values.fields).filter(([, value]) => value.trim() !== "");
    const body = {
      provider: provider.name,
      fields: Object.fromEntries(given.map(([name, value]) => [name, value.trim()])),
      evenIfUnreachable: values.evenIfUnreachable,
      ...(number === null ? {} : { number }),
      ...(values.label.trim() === "" ? {} : { label: values.label.trim() }),
    };
    const onError = (error: Error) => form.setErrors(refusedFields(error, fieldsByCode));
    connect.mutate({ body }, { onError });
  });
  const isMain = ({ fallback, secret }: Provider["fields"][number]) =>
    fallback === null && !(secret && provider.makesSecret);
  const extras = provider.fields.filter((field) => !isMain(field));
  const extraIsWrong = extras.some(({ name }) => form.errors[`fields.${name}`] !== undefined);
  const unreachable = connect.error instanceof Problem && connect.error.code === "provider-unreachable";
  const inputOf = (field: Provider["fields"][number]) => {
    const { value, error, onChange } = form.getInputProps(`fields.${field.name}`);
    return <SystemField key={field.name} field={field} value={value} error={error} onChange={onChange} />;
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        {provider.fields.filter(isMain).map(inputOf)}
        <TextInput
          label="Number"
          type="tel"
          placeholder="+1 312 555 0199"
          description="The number your customers dial. More can be added later."
          {...form.getInputProps("number")}
        />
        <UnstyledButton className={styles.more} aria-expanded={more || extraIsWrong} onClick={() => setMore(!more)}>
          {more ? "Fewer fields" : "More fields, rarely needed"}
        </UnstyledButton>
        <Collapse expanded={more || extraIsWrong}>
          <Stack gap="sm">
            {extras.map(inputOf)}
            <TextInput
              label="Name for this connection"
              placeholder={provider.makesSecret ? "" : provider.title}
              maxLength={80}
              {...form.getInputProps("label")}
            />
          </Stack>
        </Collapse>
        {!isToldAtField(connect.error, fieldsByCode) && <ProblemNote error={connect.error} />}
        {unreachable && (
          <Checkbox
            label="Connect it all the same; it is checked later"
            {...form.getInputProps("evenIfUnreachable", { type: "checkbox" })}
          />
        )}
        <div>
          <Button type="submit" tone="primary" busy={connect.isPending} refusal={refusal}>
            Connect
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Refusals that are about one field of this form. */
function codesOf({ title, fields }: Provider): FieldsByCode {
  const secret = fields.find((field) => field.secret)?.name;
  return {
    ...(secret === undefined
      ? {}
      : { "credentials-refused": [`fields.${secret}`, `${title} refuses this. Copy it again.`] as const }),
    "invalid-phone": ["number", numberWords],
    "number-not-at-provider": ["number", `This ${title} account has no such number.`],
    "number-taken": ["number", "The business has this number already, with another phone system."],
  };
}
