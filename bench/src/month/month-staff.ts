import { today } from "@ringback/server/db/queries/today.ts";
import {
  acknowledgeEscalation,
  claim,
  close,
  reassign,
  recordAttempt,
  release,
  reopen,
  snooze,
} from "@ringback/server/use-cases/act-on-callback.ts";
import type { ActionAnswer } from "@ringback/server/use-cases/callback-step.ts";
import { startCallBack } from "@ringback/server/use-cases/start-call-back.ts";
import { textCaller } from "@ringback/server/use-cases/text-caller.ts";
import type { FaultTown } from "#faults/fault-town.ts";
import type { Worker } from "./month-team.ts";

interface Command {
  readonly accountId: string;
  readonly actor: Worker;
  readonly callbackId: string;
}

const outcomes = ["reached-booked", "reached-solved", "reached-not-needed", "no-answer", "went-elsewhere", "spam"];
const reasons = ["caller asked to be called later", "waiting for a part", "in a meeting"];

/** People at work: each looks at Today now and then and does one thing, the sensible one mostly. */
export class MonthStaff {
  readonly #town: FaultTown;
  readonly #acts = new Map<string, number>();
  /** Who closed what last, to take it back now and then. */
  readonly #closed: { callbackId: string; by: Worker }[] = [];

  constructor(town: FaultTown) {
    this.#town = town;
  }

  /** How often each act was done, and how often it was refused. */
  get acts(): ReadonlyMap<string, number> {
    return this.#acts;
  }

  /** One person does one thing. In a hurry two people do it at the same moment. */
  async work(team: readonly Worker[]): Promise<void> {
    const worker = this.#pick(team);
    const { context, business } = this.#town;
    const list = await today(context.db, business.accountId, context.clock.now(), {
      limit: 20,
      ...(this.#chance(0.5) ? { owner: worker.memberId } : {}),
    });
    const rows = list.groups.filter(({ key }) => key !== "closed-today").flatMap((group) => group.rows);
    const row = this.#chance(0.8) ? rows[0] : this.#pick(rows);
    if (row === undefined) return;
    const command = { accountId: business.accountId, actor: worker, callbackId: row.id };
    if (row.escalation !== null && row.escalation.acknowledgedBy === null && this.#chance(0.6))
      await this.#note("acknowledge", acknowledgeEscalation(context, command));
    if (row.attemptCount > 0 && this.#chance(0.5)) return await this.#close(command);
    await this.#act(command);
    if (this.#chance(0.1)) await this.#act({ ...command, actor: this.#pick(team) });
    if (this.#chance(0.05)) await this.#takeBack();
  }

  async #act(command: Command): Promise<void> {
    const { context, random, clock } = this.#town;
    const luck = random();
    if (luck < 0.4) return await this.#note("call", startCallBack(context, command));
    if (luck < 0.5) return await this.#note("claim", claim(context, command));
    if (luck < 0.55) return await this.#note("release", release(context, command));
    if (luck < 0.65)
      return await this.#note(
        "text",
        textCaller(context, {
          ...command,
          body: "Hello, we are looking into it.",
          confirmedPromise: this.#chance(0.5),
        }),
      );
    if (luck < 0.75) {
      const until = clock.now().add({ minutes: 10 + Math.floor(random() * 1_200) });
      return await this.#note("snooze", snooze(context, { ...command, until, reason: this.#pick(reasons) }));
    }
    if (luck < 0.82) {
      const { rows } = await context.db.pool.query<{ id: string }>(
        "select id from ringback.member where account_id = $1 and removed_at is null order by random() limit 1",
        [command.accountId],
      );
      const ownerId = rows[0]?.id ?? command.actor.memberId;
      return await this.#note("reassign", reassign(context, { ...command, ownerId, cause: "workload" }));
    }
    if (luck < 0.9)
      return await this.#note(
        "attempt",
        recordAttempt(context, { ...command, channel: "call", result: this.#pick(["no-answer", "left-voicemail"]) }),
      );
    await this.#close(command);
  }

  async #close(command: Command): Promise<void> {
    const closing = close(this.#town.context, { ...command, disposition: this.#pick(outcomes), how: "called" });
    await this.#note("close", closing);
    if ((await closing).ok) this.#closed.push({ callbackId: command.callbackId, by: command.actor });
  }

  async #takeBack(): Promise<void> {
    const last = this.#closed.pop();
    if (last === undefined) return;
    const { accountId } = this.#town.business;
    const command = { accountId, actor: last.by, callbackId: last.callbackId };
    await this.#note("reopen", reopen(this.#town.context, command));
  }

  async #note(what: string, doing: Promise<Pick<ActionAnswer, "ok">>): Promise<void> {
    const answer = await doing;
    const name = answer.ok ? what : `${what}, refused`;
    this.#acts.set(name, (this.#acts.get(name) ?? 0) + 1);
  }

  #chance(share: number): boolean {
    return this.#town.random() < share;
  }

  #pick<One>(list: readonly One[]): One {
    return list[Math.floor(this.#town.random() * list.length)] as One;
  }
}
