import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { addNumber } from "#use-cases/add-number.ts";
import { changeConnection } from "#use-cases/change-connection.ts";
import { changeNumber } from "#use-cases/change-number.ts";
import { checkConnection } from "#use-cases/check-connection.ts";
import { connectProvider } from "#use-cases/connect-provider.ts";
import { connectTwilio } from "#use-cases/connect-twilio.ts";
import { installWebhooks } from "#use-cases/install-webhooks.ts";
import { listConnections } from "#use-cases/list-connections.ts";
import { listProviders } from "#use-cases/list-providers.ts";
import type { InvalidField } from "#use-cases/read-connect-fields.ts";
import { removeConnection } from "#use-cases/remove-connection.ts";
import { rotateToken } from "#use-cases/rotate-token.ts";
import { undoWebhooks } from "#use-cases/undo-webhooks.ts";
import type { ApiParts } from "./api-parts.ts";

/** Phone providers and numbers. */
export function connectionHandlers({ context }: ApiParts) {
  return {
    listConnections: async ({ session }) => await listConnections(context, session.accountId),
    listProviders: async () => ({ providers: listProviders(context) }),
    connectProvider: async ({ session, body }) => {
      const who = { accountId: session.accountId, by: session.memberId };
      const {
        ok: _,
        warnings,
        ...connected
      } = accepted(withField(await connectProvider(context, { ...who, ...body })));
      return { ...connected, warnings: [...warnings] };
    },
    changeConnection: async ({ session, params, body }) => {
      const whose = { accountId: session.accountId, by: session.memberId, connectionId: params.id };
      const { madeSecret, example } = accepted(withField(await changeConnection(context, { ...whose, ...body })));
      return { madeSecret, example };
    },
    connectTwilio: async ({ session, body }) => {
      const who = { accountId: session.accountId, by: session.memberId };
      const { connectionId, numberId, webhookUrls } = accepted(await connectTwilio(context, { ...who, ...body }));
      return { connectionId, numberId, webhookUrls };
    },
    rotateToken: async ({ session, params, body }) => {
      const whose = { accountId: session.accountId, by: session.memberId, connectionId: params.id };
      accepted(await rotateToken(context, { ...whose, ...body }));
      return { ok: true };
    },
    checkConnection: async ({ session, params }) => {
      const checked = await checkConnection(context, { accountId: session.accountId, connectionId: params.id });
      const { healthy, findings } = accepted(checked);
      return { ok: healthy, findings: [...findings] };
    },
    removeConnection: async ({ session, params }) => {
      const whose = { accountId: session.accountId, by: session.memberId, connectionId: params.id };
      accepted(await removeConnection(context, whose));
      return { ok: true };
    },
    addNumber: async ({ session, body }) => {
      const who = { accountId: session.accountId, by: session.memberId };
      return { id: accepted(await addNumber(context, { ...who, ...body })).numberId };
    },
    changeNumber: async ({ session, params, body }) => {
      const whose = { accountId: session.accountId, by: session.memberId, numberId: params.id };
      accepted(await changeNumber(context, { ...whose, change: body }));
      return { ok: true };
    },
    installWebhooks: async ({ session, params }) => {
      const whose = { accountId: session.accountId, by: session.memberId, numberId: params.id };
      const { changes, warnings } = accepted(await installWebhooks(context, whose));
      return { changes: [...changes], warnings: [...warnings] };
    },
    undoWebhooks: async ({ session, params }) => {
      const whose = { accountId: session.accountId, by: session.memberId, numberId: params.id };
      return { changes: [...accepted(await undoWebhooks(context, whose)).changes] };
    },
  } satisfies Partial<Handlers>;
}

/** A refusal of one field is told at that field. @throws Refused */
function withField<Outcome extends { readonly ok: boolean }>(outcome: Outcome | InvalidField): Outcome {
  if (!("refusal" in outcome) || outcome.refusal !== "invalid-field") return outcome as Outcome; // the one kind it is not
  const { field, detail } = outcome as InvalidField;
  throw new Refused("invalid-field", { detail, errors: [{ field: `fields.${field}`, message: detail }] });
}
