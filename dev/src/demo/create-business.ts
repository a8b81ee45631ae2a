import { transaction } from "@ringback/server/db/transaction.ts";
import { addMember } from "@ringback/server/use-cases/add-member.ts";
import { addNumber } from "@ringback/server/use-cases/add-number.ts";
import { changeMember } from "@ringback/server/use-cases/change-member.ts";
import { changeNumber } from "@ringback/server/use-cases/change-number.ts";
import { connectTwilio } from "@ringback/server/use-cases/connect-twilio.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { savePlaybook } from "@ringback/server/use-cases/save-playbook.ts";
import { type DemoLine, type DemoPerson, demoBusiness, demoNumbers, demoPeople } from "./demo-business.ts";
import { knownContacts } from "./demo-contacts.ts";
import { demoPlaybook } from "./demo-playbook.ts";
import type { DemoWorld } from "./demo-world.ts";

/** How the server finds the simulated phone network. */
export interface SimulatorAccess {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** Creates the business as it stood before the sample month, in the time of `context`: people, numbers, rules, contacts. */
export async function createBusiness(
  context: Context,
  { userId, simulator, now }: { userId: string; simulator: SimulatorAccess; now: Temporal.Instant },
): Promise<DemoWorld> {
  const { ray } = demoPeople;
  const owner = { userId, name: ray.name, email: ray.email };
  const { accountId, memberId } = accepted(await createAccount(context, { ...demoBusiness, owner, demo: true }));
  const actor = { accountId, memberId };
  // Their addresses are made up, so nobody is told by e-mail.
  accepted(await changeMember(context, actor, memberId, { phone: ray.phone, notifyByEmail: false }));
  const addPerson = async (person: DemoPerson) =>
    accepted(await addMember(context, actor, { ...demoPeople[person], notifyBySms: true, notifyByEmail: false }))
      .memberId;
  const members = {
    ray: memberId,
    maya: await addPerson("maya"),
    luis: await addPerson("luis"),
    sam: await addPerson("sam"),
  };
  const connection = {
    accountId,
    by: memberId,
    label: "Simulated phone network",
    apiBaseUrl: simulator.url,
    simulated: true,
  };
  const { connectionId } = accepted(
    await connectTwilio(context, { ...connection, accountSid: simulator.accountSid, authToken: simulator.authToken }),
  );
  const addLine = async (line: DemoLine) => {
    const { numberId } = accepted(
      await addNumber(context, { ...demoNumbers[line], accountId, by: memberId, connectionId }),
    );
    // No carrier sees a text of the simulated network, so there is nothing to register.
    const change = { registration: "exempt", role: demoNumbers[line].role } as const;
    accepted(await changeNumber(context, { accountId, by: memberId, numberId, change }));
    return numberId;
  };
  const numberIds = { main: await addLine("main"), ads: await addLine("ads"), yardSign: await addLine("yardSign") };
  const playbook = demoPlaybook(members, numberIds, now);
  accepted(
    await savePlaybook(context, actor, { expectedVersion: 1, playbook, note: "Hours, people and clocks of the demo" }),
  );
  await addContacts(context, accountId);
  return { accountId, connectionId, members, numberIds, playbook };
}

/** The customers and suppliers they already had. There is no import yet, so the rows are written as one would write them. */
async function addContacts(context: Context, accountId: string): Promise<void> {
  await transaction(context.db, accountId, context.clock.now(), async (tx) => {
    for (const { name, number, kind, since, note, openIssue, openLead } of knownContacts) {
      const contactId = context.ids.next();
      tx.write({
        text: `insert into ringback.contact (account_id, id, name, kind, since, note, open_issue, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [accountId, contactId, name, kind, since ?? null, note ?? null, openIssue ?? null, tx.now],
      });
      tx.write({
        text: "insert into ringback.contact_phone (account_id, number, contact_id, added_at) values ($1, $2, $3, $4)",
        values: [accountId, number, contactId, tx.now],
      });
      if (openLead === undefined) continue;
      tx.write({
        text: "insert into ringback.lead (account_id, id, contact_id, title, opened_at) values ($1, $2, $3, $4, $5)",
        values: [accountId, context.ids.next(), contactId, openLead, tx.now],
      });
    }
  });
}

/** The demo asks for nothing a use case may refuse; a refusal is a mistake of the demo. */
function accepted<Answer extends { readonly ok: boolean }>(answer: Answer): Extract<Answer, { ok: true }> {
  if (isAccepted(answer)) return answer;
  throw new Error(`The demo's business was refused: ${JSON.stringify(answer)}.`);
}

function isAccepted<Answer extends { readonly ok: boolean }>(answer: Answer): answer is Extract<Answer, { ok: true }> {
  return answer.ok;
}
