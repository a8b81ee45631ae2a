import { Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Role } from "@ringback/contract/common.ts";
import { useAct } from "#api/use-act.ts";
import { roleChoices } from "#components/people/role-words.ts";
import { Button } from "#ui/button.tsx";
import { CopyField } from "#ui/copy-field.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface NewKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes an API key and shows it this once. */
export function NewKeyDialog({ opened, onClose }: NewKeyDialogProps) {
  const create = useAct("createApiKey", { changes: ["listApiKeys"], ownErrors: true });
  const form = useForm<{ name: string; role: Role }>({
    initialValues: { name: "", role: "viewer" },
    validate: { name: (value) => (value.trim() === "" ? "Say what will use it, like “Reporting”." : null) },
  });
  const close = () => {
    create.reset();
    form.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="API key" closeButtonProps={{ "aria-label": "Close" }}>
      {create.data === undefined ? (
        <form
          noValidate
          onSubmit={form.onSubmit(({ name, role }) => create.mutate({ body: { name: name.trim(), role } }))}
        >
          <Stack gap="sm">
            <TextInput label="Name" required data-autofocus maxLength={60} {...form.getInputProps("name")} />
            <Select
              label="May do what a person with this role may"
              allowDeselect={false}
              description={roleChoices.find((each) => each.value === form.values.role)?.may}
              data={roleChoices.map(({ value, label }) => ({ value, label }))}
              {...form.getInputProps("role")}
            />
            <ProblemNote error={create.error} />
            <Button type="submit" tone="primary" wide busy={create.isPending}>
              Create
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack gap="sm">
          <CopyField label="Your new key" value={create.data.key} />
          <p style={{ margin: 0, color: "var(--soft)" }}>
            Copy it now: it is not shown again. Send it as <code>Authorization: Bearer …</code>
          </p>
          <Button tone="primary" wide onClick={close}>
            I have copied it
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
