import type { EmptyTown } from "./town.ts";

/** At night a person is asked whether a text cannot wait; a story with texts is told by day. */
export async function makeItNoon({ advance }: Pick<EmptyTown, "advance">): Promise<void> {
  const local = Temporal.Now.zonedDateTimeISO("America/Chicago");
  const noon = local.startOfDay().add({ days: local.hour >= 12 ? 1 : 0, hours: 12 });
  await advance(Math.ceil(local.until(noon).total("minutes")));
}
