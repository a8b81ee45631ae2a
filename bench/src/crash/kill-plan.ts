import { seededRandom } from "@ringback/dev/fake-phone-network/id-source.ts";

/** What is killed next, and when. */
export interface Kill {
  readonly victim: "server" | "database" | "both";
  /** After the server could be reached again; for `early`, after its start. */
  readonly afterMs: number;
  /** Strikes while the server is still starting. */
  readonly early: boolean;
}

/** Kills at instants that repeat with the same seed. Every victim comes up: the first ones take turns, then chance decides. */
export function killPlan(count: number, seed: number): Kill[] {
  const random = seededRandom(seed);
  const victims = ["server", "database", "both"] as const;
  return Array.from({ length: count }, (_, index) => {
    const chance = random();
    const drawn = chance < 0.55 ? "server" : chance < 0.85 ? "database" : "both";
    const victim = index < victims.length ? (victims[index] ?? drawn) : drawn;
    const early = victim !== "database" && random() < 0.15;
    return { victim, early, afterMs: Math.round(early ? random() * 900 : 300 + random() * 2_200) };
  });
}
