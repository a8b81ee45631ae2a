import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { NewPasswordField } from "#components/password/password-field.tsx";
import { passwordIsGood } from "#components/password/password-rules.ts";
import { refusedFields } from "#components/refused-fields.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { useAccept } from "./use-accept.ts";

interface AcceptFormProps {
  readonly token: string;
  readonly invited: Answer<"getInvitation">;
}

const fieldsByCode = {
  "email-taken": ["email", "This e-mail has a sign-in already. Sign in with it first, then open the invitation again."],
  "email-required": ["email", "Give an e-mail to sign in with."],
  "invitation-for-another": ["email", "The invitation is for another e-mail."],
  "password-too-short": ["password", "Use at least 12 characters."],
  "password-too-long": ["password", "Use at most 200 characters."],
  "password-common": ["password", "This is one of the passwords everybody tries first. Use another."],
  "password-personal": ["password", "Do not use your name or e-mail as the password."],
} as const;

/** Makes the sign-in of an invited person. */
export function AcceptForm({ token, invited }: AcceptFormProps) {
  const accept = useAccept();
  const form = useForm({
    initialValues: { name: invited.name, email: invited.email ?? "", password: "" },
    validate: {
      name: (value) => (value.trim() === "" ? "Give the name your team knows you by." : null),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Give a whole e-mail address."),
      password: (value, values) =>
        passwordIsGood(value, [values.name, values.email]) ? null : "This password does not meet the rules below yet.",
    },
  });
  const refused = refusedFields(accept.error, fieldsByCode);
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, email, password }) =>
        accept.mutate({ params: { token }, body: { name: name.trim(), email: email.trim(), password } }),
      )}
    >
      <Stack gap="md">
        <TextInput label="Your name" autoComplete="name" required {...form.getInputProps("name")} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          readOnly={invited.email !== null}
          description={invited.email === null ? undefined : "The invitation is for this address."}
          {...form.getInputProps("email")}
          error={form.errors["email"] ?? refused["email"]}
        />
        <NewPasswordField
          label="Choose a password"
          about={[form.values.name, form.values.email]}
          value={form.values.password}
          onChange={(password) => form.setFieldValue("password", password)}
          error={form.errors["password"] ?? refused["password"]}
        />
        {Object.keys(refused).length === 0 && <ProblemNote error={accept.error} />}
        <Button type="submit" tone="primary" size="large" wide busy={accept.isPending}>
          Join
        </Button>
        <p style={{ margin: 0, fontSize: 13, color: "var(--soft)" }}>
          You have a sign-in already?{" "}
          <Link to={paths.signIn} search={{ next: `/invitation/${token}` }}>
            Sign in first
          </Link>
          , then join with it.
        </p>
      </Stack>
    </form>
  );
}
