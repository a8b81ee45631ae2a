/** What is known of how a connection to a phone system does. */
export interface ConnectionSigns {
  readonly lastEventAt: Temporal.Instant | null;
  /** What went wrong when the provider was last asked something. */
  readonly lastError: string | null;
  readonly lastErrorAt: Temporal.Instant | null;
  /** Why its call log could not be read when that was last tried. */
  readonly logError: string | null;
  /** Since when the connection for events stands open, where Ringback holds one. */
  readonly liveSince: Temporal.Instant | null;
  /** How events come: the provider calls us, or we hold a connection open. */
  readonly events: "webhooks" | "stream";
}

export interface ConnectionHealth {
  readonly health: "healthy" | "waiting" | "failing";
  /** One sentence for the person: what is the case, and what to do where they can do something. */
  readonly note: string;
}

/** How a connection does: failing until something good comes after the last error. */
export function connectionHealth(signs: ConnectionSigns): ConnectionHealth {
  const { lastEventAt, lastError, lastErrorAt, logError, liveSince, events } = signs;
  const lastGoodAt = later(lastEventAt, liveSince);
  const errorIsLast =
    lastErrorAt !== null && (lastGoodAt === null || Temporal.Instant.compare(lastErrorAt, lastGoodAt) > 0);
  if (errorIsLast) return { health: "failing", note: lastError ?? "The provider does not answer." };
  if (events === "stream" && liveSince === null) {
    if (lastEventAt === null) return { health: "waiting", note: "Ringback is connecting to it." };
    return {
      health: "failing",
      note: "The connection for events is down. Ringback tries again by itself and reads the log for what it missed.",
    };
  }
  if (logError !== null) return { health: "failing", note: `Its call log cannot be read: ${logError}` };
  if (events === "stream") return { health: "healthy", note: "Connected; its events arrive as they happen." };
  if (lastEventAt === null)
    return { health: "waiting", note: "Nothing has come from the provider yet. Call the number once." };
  return { health: "healthy", note: "The provider's events arrive." };
}

function later(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
