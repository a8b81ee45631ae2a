// A business with people, a line and a clock of the test's own, for tests that build their state through the use cases.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { sql } from "kysely";
import type { Clock } from "#clock.ts";
import { transaction } from "#db/transaction.ts";
import { changeMember } from "#use-cases/change-member.ts";
import type { Context } from "#use-cases/context.ts";
import { createAccount } from "#use-cases/create-account.ts";
import { telephonySecretPurpose } from "#use-cases/open-connection.ts";
import { type RecordedCallEvent, recordCallEvent } from "#use-cases/record-call-event.ts";

/** A clock that moves only by hand. */
export class HandClock implements Clock {
  offsetMs = 0;
  #now: Temporal.Instant;
  constructor(start: string) {
    this.#now = Temporal.Instant.from(start);
  }
  now(): Temporal.Instant {
    return this.#now;
  }
  pass(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }
}

export interface TestBusiness {
  readonly accountId: string;
  readonly ownerId: string;
  readonly connectionId: string;
  readonly numberId: string;
  readonly line: string;
}

/** A plumber in Chicago, open 8 to 17, with one connected line that may text. The owner's phone rings. */
export async function openBusiness(
  context: Context,
  userId: string,
  line = "+13125550199",
  name = "Northside Plumbing",
): Promise<TestBusiness> {
  const created = await createAccount(context, {
    name,
    timeZone: "America/Chicago",
    trade: "home_services",
    owner: { userId, name: "Maya Chen", email: `${userId}@example.com` },
  });
  if (!created.ok) throw new Error(created.refusal);
  await changeMember(context, created, created.memberId, { phone: line.replace(/^(\+1312)555/, "$1556") });
  return await giveLine(context, created.accountId, created.memberId, line);
}

/** Connects a line to a business that exists. */
export async function giveLine(
  context: Context,
  accountId: string,
  ownerId: string,
  line = "+13125550199",
): Promise<TestBusiness> {
  const [connectionId, numberId] = [context.ids.next(), context.ids.next()];
  await transaction(context.db, accountId, context.clock.now(), async (tx) => {
    const secret = context.secretBox.seal(accountId, telephonySecretPurpose, "token");
    tx.write(sql`insert into ringback.connection (account_id, id, provider, label, external_account_id, secret, api_base_url, simulated, created_at)
      values (${accountId}, ${connectionId}, 'twilio', 'Twilio', ${`AC${connectionId.replaceAll("-", "")}`}, ${secret}, 'http://127.0.0.1:9', true, ${tx.now})`);
    tx.write(sql`insert into ringback.phone_number (account_id, id, number, label, source, mode, registration, connection_id, created_at)
      values (${accountId}, ${numberId}, ${line}, 'Main line', 'Google Ads', 'answers', 'exempt', ${connectionId}, ${tx.now})`);
  });
  return { accountId, ownerId, connectionId, numberId, line };
}

/** One caller's call, told event by event as a provider does. */
export class TestCall {
  readonly providerCallId: string;
  readonly #context: Context;
  readonly #business: TestBusiness;
  #events = 0;
  callId = "";

  constructor(
    context: Context,
    business: TestBusiness,
    providerCallId = `CA${context.ids.next().replaceAll("-", "")}`,
  ) {
    this.#context = context;
    this.#business = business;
    this.providerCallId = providerCallId;
  }

  async tell(event: Omit<CallEvent, "at"> & { at?: Temporal.Instant }): Promise<RecordedCallEvent> {
    const { accountId, connectionId } = this.#business;
    this.#events += 1;
    const recorded = await recordCallEvent(this.#context, {
      accountId,
      connectionId,
      providerCallId: this.providerCallId,
      key: `${this.providerCallId}:${this.#events}`,
      event: { at: this.#context.clock.now(), ...event } as CallEvent, // a part of the union with its time back
      payload: { test: "yes" },
    });
    this.callId = recorded.callId;
    return recorded;
  }

  async arrive(from: string, callerName: string | null = null): Promise<this> {
    await this.tell({
      kind: "arrived",
      from,
      to: this.#business.line,
      forwardedFrom: null,
      callerName,
      callerIdTrust: "none",
    } as Omit<CallEvent, "at">);
    return this;
  }

  /** The caller gives up. */
  async hangUp(): Promise<this> {
    await this.tell({ kind: "ended", status: "completed", durationSeconds: 9 } as Omit<CallEvent, "at">);
    return this;
  }

  /** A person picks up by the key, and they talk for a minute. */
  async talkTo(memberId: string): Promise<this> {
    const legId = `LEG${this.providerCallId.slice(2)}`;
    await this.tell({ kind: "leg-accepted", legId, memberId } as Omit<CallEvent, "at">);
    await this.tell({ kind: "dial-ended", status: "completed", bridged: true, legId, talkSeconds: 60 } as Omit<
      CallEvent,
      "at"
    >);
    return await this.hangUp();
  }

  /** Ringing ends, the caller speaks to the voicemail, the words come. */
  async leaveVoicemail(text: string, recordingId = `RE${this.providerCallId.slice(2)}`): Promise<this> {
    await this.tell({ kind: "dial-ended", status: "no-answer", bridged: false, legId: null, talkSeconds: null } as Omit<
      CallEvent,
      "at"
    >);
    await this.tell({ kind: "voicemail-left", recordingId, durationSeconds: 12 } as Omit<CallEvent, "at">);
    await this.hangUp();
    await this.tell({ kind: "recording-ready", recordingId, durationSeconds: 12, state: "ready" } as Omit<
      CallEvent,
      "at"
    >);
    await this.tell({
      kind: "transcript-ready",
      transcriptId: `TR${this.providerCallId.slice(2)}`,
      recordingId,
      text,
      state: "ready",
    } as Omit<CallEvent, "at">);
    return this;
  }
}
