import { Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { contactLanes, contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { e164Of } from "#components/connections/e164-of.ts";
import { sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

/** Enters a contact by hand. Whoever has the number already is opened instead: nobody is entered twice. */
export function NewContactDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const [email, setEmail] = useState("");
  const [kind, setKind] = useState<(typeof contactLanes)[number]>("customer");
  const create = useAct("createContact", {
    changes: ["listContacts"],
    ownErrors: true,
    onDone: ({ id, existed }) => {
      if (existed) sayDone("This number is known already: here is whose it is");
      onClose();
      void navigate({ to: paths.contact, params: { contactId: id } });
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({
      body: {
        kind,
        ...(name.trim() === "" ? {} : { name: name.trim() }),
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        numbers: number.trim() === "" ? [] : [{ number: e164Of(number) ?? number }],
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title="New contact" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            value={name}
            maxLength={200}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Phone"
            type="tel"
            value={number}
            maxLength={30}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <TextInput
            label="E-mail"
            type="email"
            value={email}
            maxLength={254}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NativeSelect
            label="Lane"
            value={kind}
            data={contactLanes.map((lane) => ({ value: lane, label: contactLaneWords[lane] }))}
            onChange={(event) => setKind(contactLanes.find((lane) => lane === event.currentTarget.value) ?? "customer")}
          />
          <ProblemNote error={create.error} />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button tone="primary" type="submit" busy={create.isPending}>
              Enter
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
