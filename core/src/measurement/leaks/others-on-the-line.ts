import type { PastCall } from "#measurement/replay/past-call.ts";

/**
 * For each call (in the order of their arrival) how many other calls of the business rang or were talked on when it came. A caller
 * who speaks to the voicemail takes nobody's time.
 */
export function othersOnTheLine(calls: readonly Pick<PastCall, "arrivedMs" | "busySeconds">[]): number[] {
  /** The ends of the calls under way, as a heap with the soonest first. */
  const ends: number[] = [];
  return calls.map(({ arrivedMs, busySeconds }) => {
    while ((ends[0] ?? Number.POSITIVE_INFINITY) <= arrivedMs) pop(ends);
    const others = ends.length;
    if (busySeconds > 0) push(ends, arrivedMs + busySeconds * 1000);
    return others;
  });
}

function push(heap: number[], value: number): void {
  let index = heap.push(value) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if ((heap[parent] ?? 0) <= value) break;
    heap[index] = heap[parent] ?? value;
    index = parent;
  }
  heap[index] = value;
}

function pop(heap: number[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    if (left >= heap.length) break;
    const least = left + 1 < heap.length && (heap[left + 1] ?? 0) < (heap[left] ?? 0) ? left + 1 : left;
    if ((heap[least] ?? 0) >= last) break;
    heap[index] = heap[least] ?? last;
    index = least;
  }
  heap[index] = last;
}
