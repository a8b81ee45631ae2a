import type { Actor } from "@ringback/core/callbacks/callback.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type DemoLine, type DemoPerson, demoPeople } from "./demo-business.ts";

/** The demo's business as it stands in the database. */
export interface DemoWorld {
  readonly accountId: string;
  readonly connectionId: string;
  readonly members: Readonly<Record<DemoPerson, string>>;
  readonly numberIds: Readonly<Record<DemoLine, string>>;
  readonly playbook: Playbook;
}

/** A person of the team as the one who acts. */
export function actorOf(world: DemoWorld, person: DemoPerson): Actor {
  return { memberId: world.members[person], role: demoPeople[person].role };
}
