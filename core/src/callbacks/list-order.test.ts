// The promise: a fair order. Emergencies first, then by due time; whoever was tried in vain sinks until the next try; and nobody
// starves, however many others call, are tried and come back.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareCallbacks, type ListPlace, waitsForNextTry } from "./list-order.ts";

const start = Temporal.Instant.from("2026-11-18T14:00:00Z");
const minute = (minutes: number) => start.add({ minutes });
const place: fc.Arbitrary<ListPlace> = fc
  .record({
    id: fc.uuid(),
    priority: fc.constantFrom(0, 1, 2, 3, 4),
    due: fc.integer({ min: 0, max: 30 }),
    next: fc.option(fc.integer({ min: 0, max: 30 })),
  })
  .map(({ id, priority, due, next }) => ({
    id,
    priority,
    dueAt: minute(due),
    nextTryAt: next === null ? null : minute(next),
  }));

test("it is a total order at every moment", () => {
  fc.assert(
    fc.property(place, place, place, fc.integer({ min: 0, max: 30 }), (a, b, c, at) => {
      const now = minute(at);
      const [ab, ba] = [compareCallbacks(a, b, now), compareCallbacks(b, a, now)];
      expect(Math.sign(ab)).toBe(-Math.sign(ba) + 0);
      if (ab === 0) expect(a.id).toBe(b.id);
      if (ab <= 0 && compareCallbacks(b, c, now) <= 0) expect(compareCallbacks(a, c, now)).toBeLessThanOrEqual(0);
    }),
  );
});

test("whoever waits for the next try is below everybody who is to be called now, and among themselves by that try", () => {
  fc.assert(
    fc.property(place, place, fc.integer({ min: 0, max: 30 }), (a, b, at) => {
      const now = minute(at);
      if (waitsForNextTry(a, now) && !waitsForNextTry(b, now)) expect(compareCallbacks(a, b, now)).toBeGreaterThan(0);
      if (!waitsForNextTry(a, now) && !waitsForNextTry(b, now) && a.priority === 0 && b.priority !== 0)
        expect(compareCallbacks(a, b, now)).toBeLessThan(0);
    }),
  );
});

interface Waiting extends ListPlace {
  tries: number;
  worked: number[];
}

test("nobody starves: a caller is passed only by emergencies and by callers due before them, each as often as it has tries", () => {
  const arrivals = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      priority: fc.constantFrom(0, 1, 2, 3, 3, 3, 4),
      target: fc.constantFrom(5, 10, 15),
    }),
    { minLength: 2, maxLength: 25 },
  );
  const triesMax = 4;
  fc.assert(
    fc.property(
      arrivals,
      fc.array(fc.integer({ min: 1, max: 25 }), { minLength: triesMax, maxLength: triesMax }),
      (calls, waits) => {
        const all: Waiting[] = calls.map(({ at, priority, target }, index) => ({
          id: String(index).padStart(3, "0"),
          priority,
          dueAt: minute(at + target),
          nextTryAt: null,
          tries: 0,
          worked: [],
        }));
        const arrivedAt = (one: Waiting) => calls[Number(one.id)]?.at ?? 0;
        const passedBy = new Map<Waiting, Waiting[]>(all.map((one) => [one, []]));
        // Each minute one person calls the first of the list in vain; after four tries a person gives up.
        for (let at = 0; at < 500; at += 1) {
          const now = minute(at);
          const ready = all.filter((one) => arrivedAt(one) <= at && one.tries < triesMax && !waitsForNextTry(one, now));
          const [first] = ready.sort((a, b) => compareCallbacks(a, b, now));
          if (first === undefined) continue;
          for (const other of ready) if (other !== first) passedBy.get(other)?.push(first);
          first.worked.push(at);
          const index = all.indexOf(first);
          all[index] = first;
          Object.assign(first, { tries: first.tries + 1, nextTryAt: now.add({ minutes: waits[first.tries] ?? 10 }) });
        }
        for (const [one, passers] of passedBy) {
          expect(one.tries).toBe(triesMax);
          for (const passer of passers)
            expect(passer.priority === 0 || Temporal.Instant.compare(passer.dueAt, one.dueAt) <= 0).toBe(true);
          for (const passer of new Set(passers))
            expect(passers.filter((other) => other === passer).length).toBeLessThanOrEqual(triesMax);
          // Nobody who called after the due time, but for emergencies, was before them.
          for (const passer of passers)
            if (passer.priority !== 0)
              expect(arrivedAt(passer)).toBeLessThanOrEqual(one.dueAt.since(start).total("minutes"));
        }
      },
    ),
    { numRuns: 60 },
  );
});
