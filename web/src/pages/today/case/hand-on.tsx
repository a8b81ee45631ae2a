import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";

interface HandOnProps {
  readonly callbackId: string;
}

/** Gives an alarm on to somebody, who is told at once; without their answer it climbs on. */
export function HandOn({ callbackId }: HandOnProps) {
  const { data } = useQuery(read("listMembers"));
  const give = useAct("handOnEscalation", {
    changes: caseChanges,
    onDone: () => sayDone("The alarm was given on", "It goes on until somebody has it in hand."),
  });
  const people = (data?.members ?? []).map((member) => ({ value: member.id, label: member.name }));
  return (
    <Select
      aria-label="Give the alarm on to"
      placeholder="Give it on to …"
      size="xs"
      w={170}
      data={people}
      value={null}
      disabled={give.isPending || people.length === 0}
      onChange={(memberId) => {
        if (memberId !== null) give.mutate({ params: { id: callbackId }, body: { memberId } });
      }}
    />
  );
}
