import type { Leg, LegInput } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";

export interface BridgeLimits {
  readonly timeLimitMs: number;
  readonly hangupOnStar: boolean;
}

/** How a bridge ended, seen from the leg that dialed. */
export type BridgeEnd = "other-ended" | "other-redirected" | "time-limit" | "star";

/**
 * Connects two legs until one of them goes. Throws LegInterrupted when the dialing leg ends or is redirected; the
 * caller of this function decides what becomes of the other.
 */
export async function bridge(core: NetworkCore, leg: Leg, other: Leg, limits: BridgeLimits): Promise<BridgeEnd> {
  let star = () => {};
  const across = (to: Leg) => (input: LegInput) => {
    to.hear(input.kind === "speech" ? "speech" : "keys", input.kind === "speech" ? input.text : input.digits);
    if (input.kind === "keys" && limits.hangupOnStar && to === other && input.digits.includes("*")) star();
  };
  leg.hear("bridged", other.facts.to);
  other.hear("bridged", leg.facts.from);
  core.emit("bridged", { callSid: leg.sid, otherCallSid: other.sid });
  leg.listen({ for: "bridge", hear: across(other) });
  other.listen({ for: "bridge", hear: across(leg) });
  try {
    return await leg.wait<BridgeEnd>((done) => {
      star = () => done("star");
      const cancel = core.clock.at(core.clock.now().add({ milliseconds: limits.timeLimitMs }), () =>
        done("time-limit"),
      );
      const apart = other.onInterrupted((redirected) => done(redirected ? "other-redirected" : "other-ended"));
      return () => {
        cancel();
        apart();
      };
    });
  } finally {
    leg.listen(undefined);
    other.listen(undefined);
  }
}
