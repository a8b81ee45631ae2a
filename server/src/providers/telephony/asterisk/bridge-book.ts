/** Who is in which bridge, and which channels are answered by a machine. */
export interface BridgeBook {
  enter(bridge: string, channel: string): void;
  /** Somebody else in the bridge, when this channel is in it; null when it is alone or not there. */
  partner(bridge: string, channel: string): string | null;
  leave(bridge: string, channel: string): [];
  destroy(bridge: string): [];
  noteMachine(channel: string): void;
  forgetMachine(channel: string): void;
  isMachine(channel: string): boolean;
}

/** An end that we never heard must not be kept for ever. */
const keptMax = 20_000;

export function createBridgeBook(): BridgeBook {
  const bridges = new Map<string, Set<string>>();
  const machines = new Set<string>();
  return {
    enter(bridge, channel) {
      if (bridge === "" || channel === "") return;
      const inside = bridges.get(bridge) ?? new Set<string>();
      inside.add(channel);
      bridges.set(bridge, inside);
      if (bridges.size > keptMax) for (const oldest of bridges.keys()) if (bridges.delete(oldest)) break;
    },
    partner(bridge, channel) {
      const inside = bridges.get(bridge);
      if (!inside?.has(channel)) return null;
      for (const other of inside) if (other !== channel) return other;
      return null;
    },
    leave(bridge, channel) {
      const inside = bridges.get(bridge);
      inside?.delete(channel);
      if (inside?.size === 0) bridges.delete(bridge);
      return [];
    },
    destroy(bridge) {
      bridges.delete(bridge);
      return [];
    },
    noteMachine(channel) {
      machines.add(channel);
      if (machines.size > keptMax) for (const oldest of machines) if (machines.delete(oldest)) break;
    },
    forgetMachine: (channel) => void machines.delete(channel),
    isMachine: (channel) => machines.has(channel),
  };
}
