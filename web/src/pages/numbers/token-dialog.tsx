import { Checkbox, Modal, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Connection } from "@ringback/contract/connections.ts";
import { useAct } from "#api/use-act.ts";
import { refusedFields } from "#components/refused-fields.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface TokenDialogProps {
  readonly connection: Connection | null;
  readonly onClose: () => void;
}

const fieldsByCode = {
  "credentials-refused": ["authToken", "Twilio refuses this token for the account. Copy it again."],
} as const;

/** Replaces a connection's auth token. Webhooks signed with the one before stay welcome until it is dropped. */
export function TokenDialog({ connection, onClose }: TokenDialogProps) {
  return (
    <Modal
      opened={connection !== null}
      onClose={onClose}
      title="New auth token"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {connection !== null && <TokenForm connection={connection} onClose={onClose} />}
    </Modal>
  );
}

function TokenForm({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const rotate = useAct("rotateToken", { changes: ["listConnections"], ownErrors: true });
  const form = useForm({
    initialValues: { authToken: "", dropPrevious: false },
    validate: { authToken: (value) => (value.trim() === "" ? "Paste the new token from the Twilio console." : null) },
  });
  const submit = form.onSubmit(({ authToken, dropPrevious }) => {
    const onError = (error: Error) => {
      form.setErrors(refusedFields(error, fieldsByCode));
    };
    const onSuccess = () => {
      sayDone("The token was replaced");
      onClose();
    };
    rotate.mutate(
      { params: { id: connection.id }, body: { authToken: authToken.trim(), dropPrevious } },
      { onError, onSuccess },
    );
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          label="Auth token"
          required
          autoComplete="off"
          data-autofocus
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the token", tabIndex: 0 }}
          {...form.getInputProps("authToken")}
        />
        <Checkbox
          label="Refuse the token before at once"
          description="Otherwise webhooks signed with either are welcome, so nothing is lost while Twilio changes over."
          {...form.getInputProps("dropPrevious", { type: "checkbox" })}
        />
        {form.errors["authToken"] === undefined && <ProblemNote error={rotate.error} />}
        <Button type="submit" tone="primary" wide busy={rotate.isPending}>
          Replace
        </Button>
      </Stack>
    </form>
  );
}
