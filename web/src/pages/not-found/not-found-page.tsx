import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { EmptyState } from "#ui/empty-state.tsx";

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      title="There is nothing at this address"
      icon={<IconMapOff size={26} />}
      actions={<Link to={paths.today}>Go to Today</Link>}
    >
      The link may be old, or belong to another business.
    </EmptyState>
  );
}
