import { Collapse, PasswordInput, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { Answer } from "#api/client.ts";
import { useAct } from "#api/use-act.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./connections.module.css";

interface ConnectTwilioFormProps {
  readonly onConnected: (answer: Answer<"connectTwilio">) => void;
}

const fieldsByCode = {
  "invalid-account-sid": [
    "accountSid",
    "This is not an account SID. Copy it from the first page of the Twilio console.",
  ],
  "credentials-refused": ["authToken", "Twilio refuses this account SID with this token. Copy both again."],
  "invalid-phone": ["number", "Give it like (312) 555-0199 or +13125550199."],
  "number-not-at-provider": ["number", "This Twilio account has no such number."],
  "number-taken": ["number", "The business has this number already."],
  "invalid-api-base-url": ["apiBaseUrl", "Use https; plain http only for this machine or a private network."],
  "provider-unreachable": [
    "apiBaseUrl",
    "Nothing answers there. Nothing was changed; check the address and the network.",
  ],
} as const;

/** Connects a Twilio account with one of its numbers. The token is encrypted at rest and never shown again. */
export function ConnectTwilioForm({ onConnected }: ConnectTwilioFormProps) {
  const [more, setMore] = useState(false);
  const refusal = useOwnerRefusal();
  const form = useForm({
    initialValues: { accountSid: "", authToken: "", number: "", apiBaseUrl: "", label: "" },
    validate: {
      accountSid: (value) =>
        value.trim().startsWith("AC") ? null : "It starts with AC. Twilio shows it on the first page of its console.",
      authToken: (value) => (value.trim() === "" ? "Twilio shows it beside the account SID." : null),
      number: (value) =>
        value.trim() === "" || e164Of(value) !== null ? null : "Give it like (312) 555-0199 or +13125550199.",
      apiBaseUrl: (value) =>
        value.trim() === "" || URL.canParse(value.trim()) ? null : "Give a whole address, with https://.",
    },
  });
  const connect = useAct("connectTwilio", {
    changes: ["listConnections", "simulator"],
    ownErrors: true,
    onDone: onConnected,
  });
  const submit = form.onSubmit((values) => {
    const number = e164Of(values.number);
    const onError = (error: Error) => {
      form.setErrors(refusedFields(error, fieldsByCode));
    };
    const body = {
      accountSid: values.accountSid.trim(),
      authToken: values.authToken.trim(),
      ...(number === null ? {} : { number }),
      ...(values.apiBaseUrl.trim() === "" ? {} : { apiBaseUrl: values.apiBaseUrl.trim() }),
      ...(values.label.trim() === "" ? {} : { label: values.label.trim() }),
    };
    connect.mutate({ body }, { onError });
  });
  const atField = isToldAtField(connect.error, fieldsByCode);
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Account SID"
          placeholder="AC…"
          required
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("accountSid")}
        />
        <PasswordInput
          label="Auth token"
          required
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the token", tabIndex: 0 }}
          {...form.getInputProps("authToken")}
        />
        <TextInput
          label="Number"
          type="tel"
          placeholder="+1 312 555 0199"
          description="One of this account's numbers. More can be added later."
          {...form.getInputProps("number")}
        />
        <UnstyledButton className={styles.more} aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? "Fewer fields" : "Another name, or another address of the API"}
        </UnstyledButton>
        <Collapse expanded={more || form.errors["apiBaseUrl"] !== undefined}>
          <Stack gap="sm">
            <TextInput label="Name for this connection" placeholder="Twilio" {...form.getInputProps("label")} />
            <TextInput
              label="API base URL"
              placeholder="https://api.twilio.com"
              description="Only for a server that speaks like Twilio, e.g. a test network."
              {...form.getInputProps("apiBaseUrl")}
            />
          </Stack>
        </Collapse>
        {!atField && <ProblemNote error={connect.error} />}
        <div>
          <Button type="submit" tone="primary" busy={connect.isPending} refusal={refusal}>
            Connect
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** A number in E.164 when it can be read as one: with its country code, or as ten digits of North America. */
export function e164Of(written: string): string | null {
  const digits = written.replace(/[\s().-]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : null;
}
