import { PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "#api/problem.ts";
import { signIn } from "#api/session.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./sign-in.module.css";

interface Credentials {
  readonly email: string;
  readonly password: string;
}
interface SignInFormProps {
  readonly demo: Credentials | null;
  readonly onSignedIn: () => void;
}

/** E-mail and password. What is wrong is said at the field, with what to do about it. */
export function SignInForm({ demo, onSignedIn }: SignInFormProps) {
  const form = useForm<Credentials>({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.includes("@") ? null : "Give your whole e-mail address, like maya@example.com."),
      password: (value) => (value === "" ? "Give your password." : null),
    },
  });
  const enter = useMutation({
    mutationFn: (credentials: Credentials) => signIn(credentials.email.trim(), credentials.password),
    meta: { ownErrors: true },
    onSuccess: () => onSignedIn(),
    onError: (error) => {
      if (isRefusal(error)) {
        form.setFieldError("password", "E-mail and password do not fit together. Check both and try again.");
      }
    },
  });
  const enterDemo = (credentials: Credentials) => {
    form.setValues(credentials);
    enter.mutate(credentials);
  };
  return (
    <>
      {demo !== null && (
        <section className={styles.demo} aria-label="Demo sign-in">
          <div>
            <strong>This is a demo</strong>
            <span>
              {demo.email} <code>{demo.password}</code>
            </span>
          </div>
          <div className={styles.use}>
            <Button size="small" busy={enter.isPending} onClick={() => enterDemo(demo)}>
              Use it
            </Button>
          </div>
        </section>
      )}
      <form noValidate onSubmit={form.onSubmit((credentials) => enter.mutate(credentials))}>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password", tabIndex: 0 }}
            {...form.getInputProps("password")}
          />
          {!isRefusal(enter.error) && <ProblemNote error={enter.error} />}
          <Button type="submit" tone="primary" size="large" wide busy={enter.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </>
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && (error.status === 401 || error.status === 403);
}
