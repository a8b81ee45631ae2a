import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { myNotices, teamReach } from "#use-cases/my-notices.ts";
import { saveNoticeSettings } from "#use-cases/save-notice-settings.ts";
import { removeChat, setChat } from "#use-cases/set-chat.ts";
import { endpointMark, subscribePush, unsubscribePush } from "#use-cases/subscribe-push.ts";
import { testNotice } from "#use-cases/test-notice.ts";
import type { ApiParts } from "./api-parts.ts";

/** How people of the business are told things. */
export function noticeHandlers({ context }: ApiParts) {
  return {
    myNotices: async ({ session }) => {
      const found = await myNotices(context, person(session));
      if (found === null) throw new Refused("member-not-found");
      return found;
    },
    putMyNotices: async ({ session, body }) => {
      accepted(await saveNoticeSettings(context, person(session), body));
      return { ok: true };
    },
    testNotice: async ({ session, body }) => {
      const { id, state, problem } = accepted(await testNotice(context, person(session), body.channel));
      return { id, state, problem };
    },
    putMyChat: async ({ session, body }) => {
      accepted(await setChat(context, { ...person(session), ...body, urgencies: [] }));
      return { ok: true };
    },
    removeMyChat: async ({ session }) => {
      const { accountId, memberId } = person(session);
      await removeChat(context, accountId, memberId);
      return { ok: true };
    },
    putBusinessChat: async ({ session, body }) => {
      accepted(await setChat(context, { accountId: session.accountId, memberId: null, ...body }));
      return { ok: true };
    },
    removeBusinessChat: async ({ session }) => {
      await removeChat(context, session.accountId, null);
      return { ok: true };
    },
    teamReach: async ({ session }) => ({ reach: await teamReach(context, session.accountId) }),
    pushKey: () => Promise.resolve({ publicKey: context.push?.publicKey ?? null }),
    putPushSubscription: async ({ session, body }) => {
      const { endpoint, keys, device = "A browser" } = body;
      accepted(await subscribePush(context, person(session), { endpoint, ...keys, device }));
      return { mark: endpointMark(endpoint) };
    },
    removePushSubscription: async ({ session, query }) => {
      await unsubscribePush(context, person(session), query.mark);
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}

/** Choices and devices are a person's; a program has none. @throws Refused */
function person(session: { readonly by: "person" | "key"; readonly accountId: string; readonly memberId: string }) {
  if (session.by === "key") throw new Refused("needs-person");
  return { accountId: session.accountId, memberId: session.memberId };
}
