import { CallReport } from "@ringback/dev/demo/call-report.ts";
import type { DemoPerson } from "@ringback/dev/demo/demo-business.ts";
import { actorOf, type DemoWorld } from "@ringback/dev/demo/demo-world.ts";
import { sampleId } from "@ringback/dev/demo/sample-provider.ts";
import { sendText } from "@ringback/dev/demo/send-text.ts";
import type { Stage } from "@ringback/dev/demo/stage.ts";
import { CallbackWork } from "@ringback/dev/demo/work-callback.ts";
import * as act from "@ringback/server/use-cases/act-on-callback.ts";
import { noteOutboundCall } from "@ringback/server/use-cases/note-outbound-call.ts";
import { textCaller } from "@ringback/server/use-cases/text-caller.ts";
import { undoCallback } from "@ringback/server/use-cases/undo-callback.ts";
import type { YearCall, YearCaller } from "./plan-year.ts";

/** What was done how often; what the rules refused counts as nothing done. */
export type Acts = Map<string, number>;

const staff: readonly DemoPerson[] = ["ray", "maya", "luis", "sam"];
const outcomes = [
  "reached-booked",
  "reached-booked",
  "reached-solved",
  "went-elsewhere",
  "no-answer",
  "spam",
  "duplicate",
];

/** Plays all calls of one caller through the use cases, and between them whatever people and callers do. */
export async function playCaller(stage: Stage, world: DemoWorld, caller: YearCaller, acts: Acts): Promise<void> {
  for (const call of caller.calls) {
    await stage.turn(call.at);
    if (Temporal.Instant.compare(call.at, stage.now) < 0) continue;
    await stage.until(call.at);
    const report = new CallReport(stage, world, { ...call, from: caller.from, networkName: null });
    if (call.how === "answered") {
      await report.isAnswered(stage.random.pick(["maya", "sam"] as const), stage.random.whole(3, 80), 120);
      continue;
    }
    await ring(stage, report, call);
    const work = await CallbackWork.ofCall(stage, world, report.callId);
    await new Matter(stage, world, { work, caller, call, acts }).live();
  }
}

async function ring(stage: Stage, report: CallReport, { how, says }: YearCall): Promise<void> {
  if (how === "hung-up") return await report.hangsUpWhileRinging(stage.random.whole(4, 19));
  if (how === "no-ringing") await report.goesToVoicemail();
  else if (how === "system-failed") await report.meetsAFailure();
  else await report.ringsOut(how === "answered" ? "no-answer" : how, 20);
  await report.leaves(says);
}

interface Told {
  readonly work: CallbackWork;
  readonly caller: YearCaller;
  readonly call: YearCall;
  readonly acts: Acts;
}

/** What becomes of one missed call: a few acts of people and of the caller, some of which the rules refuse. */
class Matter {
  readonly #stage: Stage;
  readonly #world: DemoWorld;
  readonly #told: Told;

  constructor(stage: Stage, world: DemoWorld, told: Told) {
    this.#stage = stage;
    this.#world = world;
    this.#told = told;
  }

  async live(): Promise<void> {
    const { random } = this.#stage;
    for (let acts = random.whole(0, 6); acts > 0; acts -= 1) {
      if (!(await this.#wait())) return;
      const kind = random.weighted(kinds);
      await this.#do(kind);
    }
  }

  /** Lets time go by; false when the year is over. */
  async #wait(): Promise<boolean> {
    const { random, now } = this.#stage;
    const minutes = random.weighted([
      [random.between(0.5, 12), 50],
      [random.between(12, 120), 30],
      [random.between(120, 1_600), 15],
      [random.between(1_600, 9_000), 5],
    ]);
    const at = now.add({ seconds: Math.round(minutes * 60) });
    if (isPast(this.#stage, at)) return false;
    await this.#stage.turn(at);
    await this.#stage.until(at);
    return true;
  }

  async #do(kind: (typeof kinds)[number][0]): Promise<void> {
    const { random } = this.#stage;
    const ctx = this.#stage.context;
    const by = random.pick(staff);
    const as = {
      accountId: this.#world.accountId,
      actor: actorOf(this.#world, by),
      callbackId: this.#told.work.callbackId,
    };
    const count = (answer: { ok: boolean }) => {
      if (answer.ok) this.#told.acts.set(kind, (this.#told.acts.get(kind) ?? 0) + 1);
    };
    switch (kind) {
      case "attempt":
        return count(
          await act.recordAttempt(ctx, {
            ...as,
            channel: random.pick(["call", "call", "text", "email"] as const),
            result: random.pick(["no-answer", "left-voicemail", "busy", "wrong-number", "reached"] as const),
          }),
        );
      case "undo":
        return count(await undoCallback(ctx, await this.#asLastActor(as)));
      case "give away":
        return count(
          await act.reassign(ctx, {
            ...as,
            ownerId: this.#world.members[random.pick(staff)],
            cause: random.pick(["wrong-owner", "wrong-owner", "workload", "off-duty"]),
          }),
        );
      case "claim":
        return count(await act.claim(ctx, as));
      case "close": {
        const how = random.chance(0.8) ? ("called" as const) : undefined;
        return count(await act.close(ctx, { ...as, disposition: random.pick(outcomes), how }));
      }
      case "reopen":
        return count(await act.reopen(ctx, as));
      case "text":
        return count(
          await textCaller(ctx, { ...as, body: "Is now a good time to talk about the visit?", confirmedPromise: true }),
        );
      case "ring again":
        return await this.#ringAgain(count);
      case "get through":
        return await this.#getThrough(count);
      case "call from any phone":
        return await this.#callFromOutside(count);
      case "caller texts":
        return await this.#callerTexts(count);
    }
  }

  /** The undo of whoever acted last: nobody else's can be taken back. */
  async #asLastActor<As extends { actor: unknown }>(as: As): Promise<As> {
    const { rows } = await this.#stage.context.db.pool.query<{ member: string }>(
      "select member_id as member from ringback.undo_step where account_id = $1 and callback_id = $2 order by at desc limit 1",
      [this.#world.accountId, this.#told.work.callbackId],
    );
    const person = staff.find((one) => this.#world.members[one] === rows[0]?.member);
    return person === undefined ? as : { ...as, actor: actorOf(this.#world, person) };
  }

  async #ringAgain(count: Count): Promise<void> {
    const { caller, call } = this.#told;
    const at = this.#stage.now.add({ seconds: 5 });
    if (caller.from === "anonymous" || isPast(this.#stage, at)) return;
    const report = new CallReport(this.#stage, this.#world, {
      line: call.line,
      from: caller.from,
      networkName: null,
      at,
    });
    await ring(this.#stage, report, { ...call, how: this.#stage.random.pick(["hung-up", "no-ringing"] as const) });
    count({ ok: true });
  }

  async #getThrough(count: Count): Promise<void> {
    const { caller } = this.#told;
    const at = this.#stage.now.add({ seconds: 5 });
    if (caller.from === "anonymous" || isPast(this.#stage, at)) return;
    const report = new CallReport(this.#stage, this.#world, { line: "main", from: caller.from, networkName: null, at });
    await report.isAnswered("sam", 9, 90);
    count({ ok: true });
  }

  async #callFromOutside(count: Count): Promise<void> {
    const { caller } = this.#told;
    const { random, context, now } = this.#stage;
    if (caller.from === "anonymous") return;
    const outcome = random.pick(["connected", "connected", "no-answer", "machine"] as const);
    const talkSeconds = outcome === "connected" ? random.whole(10, 300) : outcome === "machine" ? 20 : null;
    const endedAt = now.add({ seconds: 20 + (talkSeconds ?? 0) });
    if (isPast(this.#stage, endedAt)) return;
    await this.#stage.until(endedAt);
    const callId = sampleId("CA");
    await noteOutboundCall(context, {
      accountId: this.#world.accountId,
      connectionId: this.#world.connectionId,
      key: `sample:${callId}`,
      call: { callId, from: "+13125550100", to: caller.from, startedAt: now, endedAt, outcome, talkSeconds },
      payload: { source: "sample" },
    });
    count({ ok: true });
  }

  async #callerTexts(count: Count): Promise<void> {
    const { caller, call } = this.#told;
    if (caller.from === "anonymous") return;
    const body = this.#stage.random.pick([
      "yes please call me",
      "STOP",
      "It is leaking badly now, please hurry",
      "START",
    ]);
    await sendText(this.#stage, this.#world, { from: caller.from, line: call.line, body, at: this.#stage.now });
    count({ ok: true });
  }
}

type Count = (answer: { ok: boolean }) => void;

/** The year ends; what would happen after is left out. */
function isPast({ now }: Stage, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at.add({ minutes: 10 }), yearEnd) > 0 || Temporal.Instant.compare(at, now) < 0;
}
const yearEnd = Temporal.Instant.from("2027-01-02T06:00:00Z");

const kinds = [
  ["attempt", 28],
  ["undo", 8],
  ["give away", 9],
  ["claim", 4],
  ["close", 22],
  ["reopen", 5],
  ["text", 5],
  ["ring again", 7],
  ["get through", 4],
  ["call from any phone", 6],
  ["caller texts", 5],
] as const satisfies readonly (readonly [string, number])[];
