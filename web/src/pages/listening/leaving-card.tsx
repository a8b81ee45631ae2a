import { Switch } from "@mantine/core";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

/** The switch above all services. */
export function LeavingCard({ sendsContent }: { readonly sendsContent: boolean }) {
  const act = useAct("setSendsContent", {
    changes: ["listAiServices", "getCallback", "listHolds"],
    ownErrors: true,
    onDone: (_, { body }) =>
      body.sendsContent
        ? sayDone("Services may be asked again")
        : sayDone("Nothing leaves any more", "The rules go on reading every message here."),
  });
  return (
    <Card title="What may leave" tone={sendsContent ? "plain" : "soon"}>
      <Switch
        label="Nothing may leave this installation"
        description="Stands above every service: no recording and no word of a caller is sent anywhere, also not to your own network. What the rules read stays as good as it is."
        checked={!sendsContent}
        disabled={act.isPending}
        onChange={({ currentTarget }) => act.mutate({ body: { sendsContent: !currentTarget.checked } })}
      />
      <ProblemNote error={act.error} />
    </Card>
  );
}
