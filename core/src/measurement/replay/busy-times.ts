/** Times in which people talked, asked by person and moment. */
export class BusyTimes {
  readonly #byPerson = new Map<string, { from: number; until: number }[]>();
  #sorted = true;

  /** Somebody talked from one moment until another, in epoch milliseconds. */
  add(memberId: string, from: number, until: number): void {
    const times = this.#byPerson.get(memberId);
    if (times === undefined) this.#byPerson.set(memberId, [{ from, until }]);
    else times.push({ from, until });
    this.#sorted = false;
  }

  /** Whether they talked at a moment, on a call that had begun before it. */
  isBusy(memberId: string, ms: number): boolean {
    this.#sort();
    const times = this.#byPerson.get(memberId);
    if (times === undefined) return false;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[middle]?.from ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    // Talks of one person hardly overlap; the few before tell.
    for (let index = low - 1; index >= Math.max(0, low - 3); index -= 1)
      if ((times[index]?.until ?? 0) > ms) return true;
    return false;
  }

  #sort(): void {
    if (this.#sorted) return;
    for (const times of this.#byPerson.values()) times.sort((a, b) => a.from - b.from);
    this.#sorted = true;
  }
}
