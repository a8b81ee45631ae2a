import { Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { chooseAccount } from "#api/chosen-account.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { deviceTimeZone, TimeZoneSelect } from "#components/time-zone-select.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./settings.module.css";

/** The businesses one belongs to, and starting another. */
export function BusinessesCard() {
  const { data: me } = useSuspenseQuery(read("me"));
  const current = useAccount();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title="Businesses"
      aside={
        <Button size="small" onClick={() => setAdding(true)}>
          Add a business
        </Button>
      }
    >
      <ul className={styles.list}>
        {me.accounts.map((account) => (
          <li key={account.id}>
            <span className={styles.grow}>
              <strong>{account.name}</strong>
              <span>
                {account.timeZone.replaceAll("_", " ")} · you are {account.role}
              </span>
            </span>
            {account.id === current.id && <Chip tone="accent">On the screen</Chip>}
          </li>
        ))}
      </ul>
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title="Add a business"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <NewBusiness />
      </Modal>
    </Card>
  );
}

function NewBusiness() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useAct("createAccount", { ownErrors: true });
  const form = useForm({
    initialValues: { name: "", timeZone: deviceTimeZone() },
    validate: { name: (value) => (value.trim() === "" ? "Give the name its customers know." : null) },
  });
  const submit = form.onSubmit(({ name, timeZone }) => {
    const onSuccess = async ({ id }: { readonly id: string }) => {
      await client.fetchQuery({ ...read("me"), staleTime: 0 });
      chooseAccount(id);
      await navigate({ to: paths.setup, search: { step: "business" } });
    };
    create.mutate({ body: { name: name.trim(), timeZone, trade: "general" } }, { onSuccess });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label="Name" required data-autofocus maxLength={120} {...form.getInputProps("name")} />
        <TimeZoneSelect
          label="Time zone"
          value={form.values.timeZone}
          onChange={(timeZone) => form.setFieldValue("timeZone", timeZone)}
        />
        <ProblemNote error={create.error} />
        <Button type="submit" tone="primary" wide busy={create.isPending}>
          Create, then set it up
        </Button>
      </Stack>
    </form>
  );
}
