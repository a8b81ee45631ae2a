import type { ThirdCall, ThirdMatter } from "./third-count.ts";

/** What is asked of the figures: days, both counted, and what they are narrowed to. */
export interface Narrowed {
  readonly from: string;
  readonly to: string;
  /** null in the list: none of the business's numbers. */
  readonly numbers: readonly (string | null)[] | null;
  readonly reason: string | null;
  readonly lane: string | null;
  readonly returning: boolean | null;
  readonly open: boolean | null;
}

export interface ThirdValue {
  readonly value: number | null;
  readonly part: number | null;
  readonly whole: number | null;
}

interface Counted {
  readonly calls: readonly ThirdCall[];
  readonly matters: readonly ThirdMatter[];
}

/** Every figure, by its id, from the calls and matters one by one. */
export function thirdFigures(all: Counted, asked: Narrowed): Map<string, ThirdValue> {
  const calls = all.calls.filter((call) => fits(call, asked));
  const matters = all.matters.filter((matter) => fits(matter, asked));
  const live = matters.filter((matter) => matter.live);
  const answered = calls.filter(({ reason }) => reason === null);
  const left = matters.filter(({ voicemail }) => voicemail);
  const told = matters.filter((matter) => matter.told);
  const tried = ({ tries, recovered }: ThirdMatter) => tries > 0 || recovered;
  const inTime = matters.filter((matter) => matter.inTime).reduce((sum, matter) => sum + matter.calls, 0);
  const of = <One>(list: readonly One[], is: (one: One) => boolean) => share(list.filter(is).length, list.length);
  const unreturned = left.filter((matter) => !tried(matter)).length;
  return new Map<string, ThirdValue>([
    ["calls.inbound", plain(calls.length)],
    ["calls.answered", plain(answered.length)],
    ["calls.answered-late", of(answered, ({ late }) => late)],
    ["calls.missed", plain(calls.length - answered.length)],
    ["calls.missed-rate", of(calls, ({ reason }) => reason !== null)],
    ["calls.coverage", share(answered.length + inTime, calls.length)],
    ["callers.missed", plain(matters.length)],
    ["callers.owned", of(live, ({ owned }) => owned)],
    ["callers.told", of(live, (matter) => matter.told)],
    ["callers.attempted", of(matters, tried)],
    ["callers.attempted-in-time", of(matters, (matter) => matter.inTime)],
    ["callers.recovered", of(matters, ({ recovered }) => recovered)],
    ["callers.booked", of(live, ({ booked }) => booked)],
    ["callers.completed", of(live, ({ closed }) => closed)],
    ["callers.open", of(live, ({ closed }) => !closed)],
    ["callers.stale", of(matters, ({ stale }) => stale)],
    ["callers.repeated", of(matters, (matter) => matter.calls > 1)],
    ["callers.phone-tag", of(matters, ({ tries }) => tries >= 2)],
    ["callers.wrong-owner", of(live, ({ wrongOwner }) => wrongOwner)],
    ["callers.duplicate", of(live, ({ duplicate }) => duplicate)],
    [
      "callers.conversion",
      share(live.filter(({ booked }) => booked).length, live.filter(({ recovered }) => recovered).length),
    ],
    ["callers.carried-over", of(matters, ({ sameDay }) => !sameDay)],
    ["voicemails.unreturned", { value: unreturned, part: unreturned, whole: left.length }],
    ["told.delivered", of(told, ({ delivered }) => delivered)],
    ...ranks("told.latency", matters, "told"),
    ...(["wall", "open"] as const).flatMap((clock) => [
      ...ranks(`missed_call_callback_time.assigned.${clock}`, matters, `owner-${clock}`),
      ...ranks(`callers.time-to-attempt.${clock}`, matters, `attempt-${clock}`),
      ...ranks(`callers.time-to-conversation.${clock}`, matters, `conversation-${clock}`),
      ...ranks(`missed_call_callback_time.completed.${clock}`, matters, `completed-${clock}`),
    ]),
  ]);
}

/** Calls and missed calls by weekday (1 is Monday) and hour, as `weekday-hour`. */
export function thirdGrid(all: Counted, asked: Narrowed): Map<string, { calls: number; missed: number }> {
  const grid = new Map<string, { calls: number; missed: number }>();
  for (const call of all.calls) {
    if (!fits(call, asked)) continue;
    const key = `${call.weekday}-${call.hour}`;
    const cell = grid.get(key) ?? { calls: 0, missed: 0 };
    grid.set(key, { calls: cell.calls + 1, missed: cell.missed + (call.reason === null ? 0 : 1) });
  }
  return grid;
}

/** A reason narrows the missed calls; answered ones stay. */
function fits(
  one: Pick<ThirdCall, "day" | "number" | "reason" | "lane" | "returning" | "open">,
  asked: Narrowed,
): boolean {
  if (one.day < asked.from || one.day > asked.to) return false;
  if (asked.numbers !== null && !asked.numbers.includes(one.number)) return false;
  if (asked.reason !== null && one.reason !== null && one.reason !== asked.reason) return false;
  if (asked.lane !== null && one.lane !== asked.lane) return false;
  if (asked.returning !== null && one.returning !== asked.returning) return false;
  return asked.open === null || one.open === asked.open;
}

function plain(count: number): ThirdValue {
  return { value: count, part: count, whole: null };
}

function share(part: number, whole: number): ThirdValue {
  return { value: whole === 0 ? null : part / whole, part, whole };
}

/** The value below or at which half, and nine of ten, of all lie: by sorting them. */
function ranks(id: string, matters: readonly ThirdMatter[], time: string): [string, ThirdValue][] {
  const all = matters.flatMap(({ times }) => times[time] ?? []).sort((a, b) => a - b);
  // Nine tenths in whole numbers: 0.9 has no exact binary form.
  const at = (tenths: number) => all[Math.max(0, Math.ceil((all.length * tenths) / 10) - 1)] ?? null;
  return [
    [`${id}.median`, { value: at(5), part: null, whole: all.length }],
    [`${id}.p90`, { value: at(9), part: null, whole: all.length }],
  ];
}
