import { IconCoffee, IconFilterOff } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { nobodyWaiting } from "./empty-words.ts";

interface NothingHereProps {
  readonly isFiltered: boolean;
  readonly timeZone: string;
}

/** Today without a single row: nobody waits, or the filters leave nobody. */
export function NothingHere({ isFiltered, timeZone }: NothingHereProps) {
  const navigate = useNavigate();
  const { data: installation } = useSuspenseQuery(read("installation"));
  if (!isFiltered) {
    return (
      <EmptyState
        title="Nobody is waiting"
        icon={<IconCoffee size={26} />}
        {...(installation.simulator
          ? { actions: <Link to={paths.phone}>Miss a call on the simulated phone</Link> }
          : {})}
      >
        {nobodyWaiting([], timeZone)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing matches these filters"
      icon={<IconFilterOff size={26} />}
      actions={<Button onClick={() => void navigate({ to: paths.today, search: {} })}>Show everything</Button>}
    >
      Callbacks of other people or other urgency may still wait.
    </EmptyState>
  );
}
