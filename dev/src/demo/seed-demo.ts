import type { Auth } from "@ringback/server/auth/auth.ts";
import { type Database, openDatabase } from "@ringback/server/db/database.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { createEvents } from "@ringback/server/events.ts";
import { createLog } from "@ringback/server/log.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { finishSetup } from "@ringback/server/use-cases/finish-setup.ts";
import { createBusiness, type SimulatorAccess } from "./create-business.ts";
import { demoPeople, demoSignIn } from "./demo-business.ts";
import { landlines } from "./demo-contacts.ts";
import { LaneClock } from "./lane-clock.ts";
import { momentOf } from "./moment.ts";
import { openStories } from "./open-stories.ts";
import { ownerDrills } from "./owner-drills.ts";
import { playOwnersMonth } from "./owners-month.ts";
import { playCaller } from "./past-story.ts";
import { monthDays, planMonth } from "./sample-plan.ts";
import { createSampleProvider } from "./sample-provider.ts";
import { forgetEndedDrills, forgetSettledCalls, Stage } from "./stage.ts";
import { Turns } from "./turns.ts";

/** E-mail and password of the demo's owner. */
export type DemoSignIn = typeof demoSignIn;

export interface SeedOptions {
  readonly simulator: SimulatorAccess;
  /** The application clock's present; the sample month ends here. */
  readonly now: Temporal.Instant;
}

/** How long before now the business was set up. */
const setUpDaysAgo = monthDays + 2;
/** Two cores: the database on one, this process on the other; a few stories at a time keep both busy. */
const storiesAtOnce = 6;

/**
 * Fills an installation without any account with the demo's business and a month of sample calls, made by the real use
 * cases under a moved clock. Call it before any worker starts: until it returns, the queue holds work of the past.
 * Answers the sign-in; null where the installation is somebody's own, or the demo's owner has changed the password.
 * A second run changes nothing. One that was cut off in the middle is removed and made again.
 */
export async function seedDemo(context: Context, auth: Auth, options: SeedOptions): Promise<DemoSignIn | null> {
  const accounts = await acrossAccounts<{ id: string; demo: boolean; done: boolean }>(context.db, {
    text: "select id, demo, setup_done_at is not null as done from ringback.account",
    values: [],
  });
  const unfinished = accounts.find((account) => account.demo && !account.done);
  if (accounts.length > (unfinished === undefined ? 0 : 1)) return await knownSignIn(auth, accounts);
  if (unfinished !== undefined) await removeAccount(context.db, unfinished.id);
  const userId = await ownersSignIn(auth);
  if (userId === null) return null;
  const db = openDatabase(withoutWaitingForDisk(context.db.connectionString), storiesAtOnce + 2);
  try {
    await playMonth(seedContext(context, db), userId, options);
  } finally {
    await db.close();
  }
  return demoSignIn;
}

async function playMonth(context: Context, userId: string, { simulator, now }: SeedOptions): Promise<void> {
  const begin = now.subtract({ hours: 24 * setUpDaysAgo });
  await acrossAccounts(context.db, {
    text: "select ringback.ensure_month_partitions($1::date, $2::date)",
    values: [begin.toString().slice(0, 10), now.toString().slice(0, 10)],
  });
  const world = await createBusiness({ ...context, clock: new LaneClock(begin, now) }, { userId, simulator, now });
  const moment = momentOf(world.playbook.hours, now);
  const plays = [
    ...planMonth(world.playbook, now).map((caller) => (stage: Stage) => playCaller(stage, world, caller, now)),
    ...openStories.map((story) => (stage: Stage) => story(stage, world, moment)),
    // Last, so that the other stories go as ever: each draws its chances by its place here.
    ...ownerDrills(world, now),
  ];
  const turns = new Turns(storiesAtOnce);
  const parts = { context, turns, begin, now };
  await turns.run(
    plays.map((play, lane) => async () => {
      const stage = new Stage(parts, lane + 1);
      await play(stage);
      await stage.until(now);
    }),
  );
  await forgetSettledCalls(context.db);
  await forgetEndedDrills(context.db);
  await acrossAccounts(context.db, {
    text: "update ringback.call set entered = 'sample' where account_id = $1",
    values: [world.accountId],
  });
  // The simulated network was not there in the past: its log is compared from now on.
  await acrossAccounts(context.db, {
    text: "update ringback.connection set last_event_at = $2, log_read_until = $2 where account_id = $1",
    values: [world.accountId, now],
  });
  await playOwnersMonth(context, world, now);
  // Last, because it is what tells a whole demo from one that was cut off.
  await finishSetup(
    { ...context, clock: new LaneClock(now, now) },
    { accountId: world.accountId, memberId: world.members.ray },
  );
}

/** The same parts, except that nothing leaves the house, nothing is logged or counted, and no commit waits for the disk. */
function seedContext(context: Context, db: Database): Context {
  return {
    ...context,
    db,
    events: createEvents(createLog("silent", false)),
    telephony: { twilio: createSampleProvider(landlines) },
    email: null,
  };
}

/** A power cut loses at most the demo's last moments; `setup_done_at` is then missing too, and it is made again. */
function withoutWaitingForDisk(connectionString: string): string {
  const url = new URL(connectionString);
  url.searchParams.set("options", "-c synchronous_commit=off");
  return url.href;
}

/** The owner's user id: of a new sign-in, or of the one an earlier, cut-off run left. Null when people live here already. */
async function ownersSignIn(auth: Auth): Promise<string | null> {
  if (await auth.hasUsers()) return (await auth.checkPassword(demoSignIn.email, demoSignIn.password))?.userId ?? null;
  const created = await auth.createSignIn({ name: demoPeople.ray.name, ...demoSignIn });
  if (!created.ok) throw new Error(`The demo's sign-in was refused: ${created.refusal}.`);
  return created.userId;
}

async function knownSignIn(auth: Auth, accounts: readonly { demo: boolean }[]): Promise<DemoSignIn | null> {
  if (!accounts.some((account) => account.demo)) return null;
  return (await auth.checkPassword(demoSignIn.email, demoSignIn.password)) === null ? null : demoSignIn;
}

/** Removes all rows of an account, and its jobs. Only for a demo that was cut off while it was made. */
async function removeAccount(db: Database, accountId: string): Promise<void> {
  await acrossAccounts(db, {
    text: "delete from graphile_worker._private_jobs where payload->>'accountId' = $1",
    values: [accountId],
  });
  for (const table of ["provider_event", "call_event", "callback_event"]) {
    await acrossAccounts(db, { text: `delete from ringback.${table} where account_id = $1`, values: [accountId] });
  }
  // Callbacks name their owner, so they go before the people; all else goes with the account.
  for (const table of ["callback", "phone_number"]) {
    await acrossAccounts(db, { text: `delete from ringback.${table} where account_id = $1`, values: [accountId] });
  }
  await acrossAccounts(db, { text: "delete from ringback.account where id = $1", values: [accountId] });
}
