import { answerDue } from "@ringback/core/business-hours/answer-due.ts";
import { checkTemplate } from "@ringback/core/playbook/check-template.ts";
import { businessName, playbookInForce } from "#db/queries/playbook-in-force.ts";
import { tryClassification } from "#db/queries/try-classification.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { finishSetup } from "#use-cases/finish-setup.ts";
import { savePlaybook } from "#use-cases/save-playbook.ts";
import type { ApiParts } from "./api-parts.ts";

/** The rules of a business. */
export function playbookHandlers({ context }: ApiParts) {
  return {
    getPlaybook: async ({ session, now }) => await playbookInForce(context.db, session.accountId, now),
    putPlaybook: async ({ session, body }) => {
      const { expectedVersion, playbook, note = null } = body;
      const outcome = await savePlaybook(context, session, { expectedVersion, playbook, note });
      if (!outcome.ok && outcome.refusal === "playbook-invalid")
        throw new Refused("playbook-invalid", { errors: outcome.problems.map((problem) => ({ ...problem })) });
      return { version: accepted(outcome).version };
    },
    checkTemplate: async ({ session, body, now }) => {
      const checked = checkTemplate(body.template, await businessName(context.db, session.accountId, now));
      return { ...checked, problems: [...checked.problems] };
    },
    tryClassification: async ({ session, body, now }) =>
      await tryClassification(context.db, session.accountId, now, body),
    finishSetup: async ({ session }) => {
      await finishSetup(context, session);
      return { ok: true };
    },
    due: async ({ body }) => answerDue(body),
  } satisfies Partial<Handlers>;
}
