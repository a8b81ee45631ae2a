/** What to do with a local time that happened twice, or never, when clocks were changed. */
export type OddTimeChoice = "earlier" | "later" | "reject";

export type ZonedReading = number | "time-does-not-exist" | "time-happened-twice";

const hourMs = 3_600_000;
const quarterMs = 900_000;
/** Hours remembered at most: a century of them. */
const rememberedMax = 900_000;

/**
 * Turns local times of one zone into instants and back, remembering each hour: a log has a million rows and a few thousand
 * hours. Local times are given as the milliseconds they would be in UTC.
 */
export class ZoneClock {
  readonly timeZone: string;
  readonly #ambiguous: OddTimeChoice;
  readonly #missing: OddTimeChoice;
  /** Offset in milliseconds by local hour; null where the hour is not like the others. */
  readonly #byLocalHour = new Map<number, number | null>();
  readonly #byQuarter = new Map<number, number>();
  /** How many times that happened twice or never were asked for. */
  ambiguousTimes = 0;
  missingTimes = 0;

  /** @throws RangeError when there is no such zone. */
  constructor(timeZone: string, ambiguous: OddTimeChoice, missing: OddTimeChoice) {
    // Asked once, so that a wrong name is told here and not at the first row.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    this.timeZone = timeZone;
    this.#ambiguous = ambiguous;
    this.#missing = missing;
  }

  /** The instant of a local time, in milliseconds since the epoch, or why there is none. */
  toEpochMs(localMs: number): ZonedReading {
    const hour = Math.floor(localMs / hourMs);
    let offset = this.#byLocalHour.get(hour);
    if (offset === undefined) {
      offset = this.#offsetOfHour(hour);
      if (this.#byLocalHour.size > rememberedMax) this.#byLocalHour.clear();
      this.#byLocalHour.set(hour, offset);
    }
    return offset === null ? this.#oddTime(localMs) : localMs - offset;
  }

  /** The days since 1970-01-01 of the local calendar day on which this instant lies. */
  localDay(epochMs: number): number {
    return Math.floor(this.toLocalMs(epochMs) / 86_400_000);
  }

  /** The local time of an instant, as the milliseconds it would be in UTC. */
  toLocalMs(epochMs: number): number {
    // No zone has changed its offset inside a quarter of an hour since 1972.
    const quarter = Math.floor(epochMs / quarterMs);
    let offset = this.#byQuarter.get(quarter);
    if (offset === undefined) {
      offset =
        Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs).toZonedDateTimeISO(this.timeZone)
          .offsetNanoseconds / 1_000_000;
      if (this.#byQuarter.size > rememberedMax) this.#byQuarter.clear();
      this.#byQuarter.set(quarter, offset);
    }
    return epochMs + offset;
  }

  #offsetOfHour(hour: number): number | null {
    const offsets = [hour * hourMs, hour * hourMs + hourMs - 1].flatMap((localMs) => {
      const local = plain(localMs);
      return (["earlier", "later"] as const).map(
        (disambiguation) => local.toZonedDateTime(this.timeZone, { disambiguation }).offsetNanoseconds,
      );
    });
    const [first = 0] = offsets;
    return offsets.every((offset) => offset === first) ? first / 1_000_000 : null;
  }

  #oddTime(localMs: number): ZonedReading {
    const local = plain(localMs);
    const earlier = local.toZonedDateTime(this.timeZone, { disambiguation: "earlier" });
    const later = local.toZonedDateTime(this.timeZone, { disambiguation: "later" });
    if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
    const happenedTwice = earlier.toPlainDateTime().equals(local);
    if (happenedTwice) this.ambiguousTimes += 1;
    else this.missingTimes += 1;
    const choice = happenedTwice ? this.#ambiguous : this.#missing;
    if (choice === "reject") return happenedTwice ? "time-happened-twice" : "time-does-not-exist";
    return (choice === "earlier" ? earlier : later).epochMilliseconds;
  }
}

function plain(localMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO("UTC").toPlainDateTime();
}
