import { Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Answer } from "#api/client.ts";
import { signOut } from "#api/session.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { useAccept } from "./use-accept.ts";

interface JoinAsMeProps {
  readonly token: string;
  readonly user: Answer<"me">["user"];
}

/** Joins with the sign-in one has. */
export function JoinAsMe({ token, user }: JoinAsMeProps) {
  const accept = useAccept();
  const client = useQueryClient();
  const asSomebodyElse = async () => {
    await signOut();
    client.clear();
  };
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        You are signed in as <strong>{user.name}</strong> ({user.email}).
      </p>
      <ProblemNote error={accept.error} />
      <Button
        tone="primary"
        size="large"
        wide
        busy={accept.isPending}
        onClick={() => accept.mutate({ params: { token }, body: {} })}
      >
        {`Join as ${user.name}`}
      </Button>
      <Button tone="quiet" onClick={() => void asSomebodyElse()}>
        I am somebody else
      </Button>
    </Stack>
  );
}
