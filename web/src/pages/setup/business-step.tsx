import { Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Trade } from "@ringback/contract/installation.ts";
import { useQueryClient } from "@tanstack/react-query";
import { chooseAccount } from "#api/chosen-account.ts";
import { api } from "#api/client.ts";
import { Problem } from "#api/problem.ts";
import { read, refresh } from "#api/queries.ts";
import type { Account } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { deviceTimeZone, TimeZoneSelect } from "#components/time-zone-select.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { StepFoot } from "./step-foot.tsx";

const trades: readonly { readonly value: Trade; readonly label: string }[] = [
  { value: "home_services", label: "Plumbing, heating, electrical and other home services" },
  { value: "healthcare", label: "Dental, medical, veterinary" },
  { value: "legal", label: "Law office" },
  { value: "property", label: "Property management" },
  { value: "insurance", label: "Insurance agency" },
  { value: "financial", label: "Accounting and finance" },
  { value: "salon", label: "Salon, spa, fitness" },
  { value: "general", label: "Something else" },
];

interface BusinessStepProps {
  readonly account: Account | null;
  readonly onNext: () => void;
}

/** Name, trade and zone: creates the business, or changes them later. */
export function BusinessStep({ account, onNext }: BusinessStepProps) {
  const client = useQueryClient();
  const form = useForm<{ name: string; trade: Trade | null; timeZone: string }>({
    initialValues: {
      name: account?.name ?? "",
      trade: account?.trade ?? null,
      timeZone: account?.timeZone ?? deviceTimeZone(),
    },
    validate: {
      name: (value) => (value.trim() === "" ? "Give the name your customers know." : null),
      trade: (value) => (value === null ? "Choose what comes closest; it picks the words Ringback listens for." : null),
    },
  });
  const onError = (error: Error) => {
    if (error instanceof Problem) form.setErrors(error.fields);
  };
  const create = useAct("createAccount", { ownErrors: true });
  const put = useAct("putPlaybook", { changes: ["getPlaybook", "today"], ownErrors: true });
  const submit = form.onSubmit(async ({ name, trade, timeZone }) => {
    if (trade === null) return;
    if (account === null) {
      const onSuccess = async ({ id }: { readonly id: string }) => {
        chooseAccount(id);
        await client.fetchQuery({ ...read("me"), staleTime: 0 });
        onNext();
      };
      create.mutate({ body: { name: name.trim(), trade, timeZone } }, { onError, onSuccess });
      return;
    }
    if (name.trim() === account.name && trade === account.trade && timeZone === account.timeZone) return onNext();
    const { version, playbook } = await api.getPlaybook();
    const changed = { ...playbook, businessName: name.trim(), trade, hours: { ...playbook.hours, timeZone } };
    const onSuccess = async () => {
      await refresh(client, ["me"]);
      onNext();
    };
    put.mutate({ body: { expectedVersion: version, playbook: changed } }, { onError, onSuccess });
  });
  const error = create.error ?? put.error;
  return (
    <form noValidate onSubmit={submit}>
      <Card title="About the business">
        <Stack gap="md">
          <TextInput
            label="Name"
            placeholder="Northside Heating & Plumbing"
            required
            maxLength={120}
            autoComplete="organization"
            {...form.getInputProps("name")}
          />
          <Select
            label="Trade"
            placeholder="Choose one"
            required
            data={trades}
            allowDeselect={false}
            {...form.getInputProps("trade")}
          />
          <TimeZoneSelect
            label="Time zone"
            description="Found from this device."
            value={form.values.timeZone}
            onChange={(timeZone) => form.setFieldValue("timeZone", timeZone)}
            error={form.errors["timeZone"]}
          />
          <ProblemNote error={error} />
        </Stack>
      </Card>
      <StepFoot busy={create.isPending || put.isPending} onNext={() => submit()} />
    </form>
  );
}
