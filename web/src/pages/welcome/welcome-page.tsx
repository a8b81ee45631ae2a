import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { signUp } from "#api/session.ts";
import { Doorway } from "#components/doorway/doorway.tsx";
import { NewPasswordField } from "#components/password/password-field.tsx";
import { passwordIsGood } from "#components/password/password-rules.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface FirstOwner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** The first owner of a new installation signs up; the set-up of the business follows. */
export function WelcomePage() {
  const { data: installation } = useSuspenseQuery(read("installation"));
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<FirstOwner>({
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: (value) => (value.trim() === "" ? "Give the name your team knows you by." : null),
      email: (value) =>
        /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Give a whole e-mail address, like maya@example.com.",
      password: (value, values) =>
        passwordIsGood(value, [values.name, values.email]) ? null : "This password does not meet the rules below yet.",
    },
  });
  const join = useMutation({
    mutationFn: (owner: FirstOwner) => signUp(owner.name.trim(), owner.email.trim(), owner.password),
    meta: { ownErrors: true },
    onSuccess: async () => {
      client.clear();
      await navigate({ to: paths.setup });
    },
    onError: (error) => {
      if (error instanceof Problem && error.code.startsWith("password")) form.setFieldError("password", error.message);
    },
  });
  if (!installation.needsFirstOwner && !join.isPending && !join.isSuccess)
    return <Navigate to={paths.signIn} replace />;
  const about = [form.values.name, form.values.email];
  return (
    <Doorway
      title="Welcome to Ringback"
      lead="Create the owner's sign-in. Setting up the business takes about five minutes after that."
    >
      <form noValidate onSubmit={form.onSubmit((owner) => join.mutate(owner))}>
        <Stack gap="md">
          <TextInput label="Your name" autoComplete="name" required {...form.getInputProps("name")} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            {...form.getInputProps("email")}
          />
          <NewPasswordField
            label="Password"
            about={about}
            value={form.values.password}
            onChange={(password) => form.setFieldValue("password", password)}
            error={form.errors["password"]}
          />
          {form.errors["password"] === undefined && <ProblemNote error={join.error} />}
          <Button type="submit" tone="primary" size="large" wide busy={join.isPending}>
            Create the sign-in
          </Button>
        </Stack>
      </form>
    </Doorway>
  );
}
