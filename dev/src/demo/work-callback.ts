import type { AttemptResult } from "@ringback/core/callbacks/record-attempt.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import {
  acknowledgeEscalation,
  claim,
  close,
  reassign,
  recordAttempt,
  snooze,
} from "@ringback/server/use-cases/act-on-callback.ts";
import type { ActionAnswer } from "@ringback/server/use-cases/callback-step.ts";
import type { DemoPerson } from "./demo-business.ts";
import { actorOf, type DemoWorld } from "./demo-world.ts";
import type { Stage } from "./stage.ts";

/** What the person who works a callback sees of it. */
export interface SeenCallback {
  readonly id: string;
  readonly owner: DemoPerson;
  readonly state: "open" | "claimed" | "snoozed" | "closed";
  readonly urgency: string;
  readonly intent: string | null;
  readonly dueAt: Temporal.Instant;
  readonly alarmRunning: boolean;
}

/** People of the team at work on one callback, through the use cases behind the buttons. */
export class CallbackWork {
  readonly #stage: Stage;
  readonly #world: DemoWorld;
  readonly callbackId: string;

  constructor(stage: Stage, world: DemoWorld, callbackId: string) {
    this.#stage = stage;
    this.#world = world;
    this.callbackId = callbackId;
  }

  /** The work on the callback that a call opened or joined. @throws Error when it has none: each miss has one. */
  static async ofCall(stage: Stage, world: DemoWorld, callId: string): Promise<CallbackWork> {
    const [row] = await acrossAccounts<{ id: string }>(stage.context.db, {
      text: `select callback.id from ringback.call join ringback.callback on callback.account_id = call.account_id and callback.episode_id = call.episode_id
        where call.account_id = $1 and call.id = $2`,
      values: [world.accountId, callId],
    });
    if (row === undefined) throw new Error("A missed call of the sample month has no callback.");
    return new CallbackWork(stage, world, row.id);
  }

  async look(): Promise<SeenCallback> {
    const [row] = await acrossAccounts<Omit<SeenCallback, "owner"> & { ownerId: string }>(this.#stage.context.db, {
      text: `select id, owner_id as "ownerId", state, urgency, intent, due_at as "dueAt", exists (select from ringback.escalation
          where account_id = callback.account_id and callback_id = callback.id and acknowledged_at is null and ended_at is null) as "alarmRunning"
        from ringback.callback where account_id = $1 and id = $2`,
      values: [this.#world.accountId, this.callbackId],
    });
    if (row === undefined) throw new Error("A callback of the sample month is gone.");
    const owner = people.find((person) => this.#world.members[person] === row.ownerId) ?? "ray";
    return { ...row, owner };
  }

  async acknowledgeAlarm(by: DemoPerson): Promise<void> {
    done(await acknowledgeEscalation(this.#stage.context, this.#as(by)));
  }

  async claim(by: DemoPerson): Promise<void> {
    done(await claim(this.#stage.context, this.#as(by)));
  }

  async reassign(by: DemoPerson, to: DemoPerson, note: string): Promise<void> {
    const ownerId = this.#world.members[to];
    done(await reassign(this.#stage.context, { ...this.#as(by), ownerId, cause: "wrong-owner", note }));
  }

  async attempt(by: DemoPerson, result: AttemptResult, note?: string): Promise<void> {
    done(await recordAttempt(this.#stage.context, { ...this.#as(by), channel: "call", result, note }));
  }

  async snooze(by: DemoPerson, until: Temporal.Instant, reason: string): Promise<void> {
    done(await snooze(this.#stage.context, { ...this.#as(by), until, reason }));
  }

  async close(by: DemoPerson, disposition: string, note?: string): Promise<void> {
    done(await close(this.#stage.context, { ...this.#as(by), disposition, note }));
  }

  #as(person: DemoPerson) {
    return { accountId: this.#world.accountId, actor: actorOf(this.#world, person), callbackId: this.callbackId };
  }
}

const people: readonly DemoPerson[] = ["ray", "maya", "luis", "sam"];

/** The sample's people only do what they may; a refusal is a mistake of the sample. */
function done(answer: ActionAnswer): void {
  if (!answer.ok) throw new Error(`The sample month was refused: ${answer.refusal}.`);
}
