import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";

/** What automation left to a person, and why. */
export function HoldsCard({ story }: { readonly story: CallbackCase }) {
  if (story.openHolds.length === 0) return null;
  return (
    <Card
      title="Held for a person"
      tone="soon"
      aside={
        <Link to={paths.review} search={{ hold: story.openHolds[0]?.id ?? "" }}>
          Review
        </Link>
      }
    >
      {story.openHolds.map((hold) => (
        <p key={hold.id} style={{ margin: 0 }}>
          {hold.text}
        </p>
      ))}
    </Card>
  );
}
