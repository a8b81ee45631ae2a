import { Modal, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Member } from "@ringback/contract/members.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { isToldAtField, refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { roleChoices } from "./role-words.ts";

interface PersonDialogProps {
  /** The person to change, or `new`, or null for no dialog. */
  readonly person: Member | "new" | null;
  readonly onClose: () => void;
  readonly onAdded?: (memberId: string) => void;
}

const fieldsByCode = {
  "invalid-phone": ["phone", "This is not a phone number. Give it like (312) 555-0101."],
  "phone-taken": ["phone", "Somebody in this business has this number."],
  "email-taken": ["email", "Somebody has this e-mail already."],
  "already-member": ["email", "Somebody in this business has this e-mail."],
  "last-owner": ["role", "The business needs at least one owner. Make somebody else owner first."],
} as const;

/** Adding a person, or changing one. */
export function PersonDialog({ person, onClose, onAdded }: PersonDialogProps) {
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={person === "new" ? "Add a person" : person === null ? "" : `Change ${person.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {person !== null && (
        <PersonForm
          key={person === "new" ? "new" : person.id}
          member={person === "new" ? null : person}
          onClose={onClose}
          {...(onAdded === undefined ? {} : { onAdded })}
        />
      )}
    </Modal>
  );
}

interface PersonFormProps {
  readonly member: Member | null;
  readonly onClose: () => void;
  readonly onAdded?: (memberId: string) => void;
}

function PersonForm({ member, onClose, onAdded }: PersonFormProps) {
  const form = useForm({
    initialValues: {
      name: member?.name ?? "",
      phone: member?.phone == null ? "" : phoneWords(member.phone),
      email: member?.email ?? "",
      role: member?.role ?? ("agent" as const),
      notifyBySms: member?.notifyBySms ?? true,
      notifyByEmail: member?.notifyByEmail ?? true,
    },
    validate: {
      name: (value) => (value.trim() === "" ? "Give a name." : null),
      email: (value) => (value === "" || /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Give a whole e-mail address."),
      phone: (value) =>
        value === "" || /\d{7}/.test(value.replace(/\D/g, "")) ? null : "This is too short for a number.",
    },
  });
  const changes = ["listMembers", "getPlaybook"] as const;
  const onError = (error: Error) => {
    form.setErrors(refusedFields(error, fieldsByCode));
  };
  const add = useAct("addMember", { changes, ownErrors: true });
  const change = useAct("changeMember", { changes, ownErrors: true });
  const submit = form.onSubmit((values) => {
    const body = {
      ...values,
      name: values.name.trim(),
      phone: values.phone.trim() === "" ? null : values.phone.trim(),
      email: values.email.trim() === "" ? null : values.email.trim(),
    };
    if (member === null) {
      add.mutate(
        { body },
        {
          onError,
          onSuccess: ({ id }) => {
            sayDone(`${body.name} was added`);
            onAdded?.(id);
            onClose();
          },
        },
      );
    } else {
      const onSuccess = () => {
        sayDone(`${body.name} was saved`);
        onClose();
      };
      change.mutate({ params: { id: member.id }, body }, { onError, onSuccess });
    }
  });
  const error = add.error ?? change.error;
  const saidAtField = isToldAtField(error, fieldsByCode);
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label="Name" required data-autofocus {...form.getInputProps("name")} />
        <TextInput
          label="Phone"
          type="tel"
          placeholder="(312) 555-0101"
          description="Rings for calls, and gets the alarms by text."
          {...form.getInputProps("phone")}
        />
        <TextInput
          label="E-mail"
          type="email"
          description="Needed for signing in. Without it the phone still rings."
          {...form.getInputProps("email")}
        />
        <Select
          label="Role"
          description={roleChoices.find((each) => each.value === form.values.role)?.may}
          data={roleChoices.map(({ value, label }) => ({ value, label }))}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          {...form.getInputProps("role")}
        />
        <Switch
          label="Tell by text about callbacks and alarms"
          disabled={form.values.phone === ""}
          {...form.getInputProps("notifyBySms", { type: "checkbox" })}
        />
        <Switch
          label="Tell by e-mail"
          disabled={form.values.email === ""}
          {...form.getInputProps("notifyByEmail", { type: "checkbox" })}
        />
        {!saidAtField && <ProblemNote error={error} />}
        <Button type="submit" tone="primary" wide busy={add.isPending || change.isPending}>
          {member === null ? "Add" : "Save"}
        </Button>
      </Stack>
    </form>
  );
}
