import { z } from "zod";
import { done, e164, id, idParams, instant, role } from "./common.ts";
import { route } from "./route.ts";

export const member = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  phone: e164.nullable(),
  role,
  /** `signed-up` can sign in, `invited` has an open invitation, `no-sign-in` only has a phone that rings. */
  standing: z.enum(["signed-up", "invited", "no-sign-in"]),
  notifyBySms: z.boolean(),
  notifyByEmail: z.boolean(),
  openCallbacks: z.number().int(),
});
export type Member = z.infer<typeof member>;

const memberBody = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().nullable(),
  phone: z.string().max(40).nullable(),
  role,
  notifyBySms: z.boolean().default(true),
  notifyByEmail: z.boolean().default(true),
});

export const memberRoutes = {
  listMembers: route({
    method: "GET",
    path: "/members",
    access: "viewer",
    summary: "The people of the business",
    ok: z.object({ members: z.array(member) }),
  }),
  addMember: route({
    method: "POST",
    path: "/members",
    access: "owner",
    summary: "Add a person",
    body: memberBody,
    ok: z.object({ id }),
  }),
  changeMember: route({
    method: "PATCH",
    path: "/members/:id",
    access: "owner",
    summary: "Change a person",
    params: idParams,
    body: memberBody.partial(),
    ok: done,
  }),
  removeMember: route({
    method: "DELETE",
    path: "/members/:id",
    access: "owner",
    summary: "Remove a person; the rules give their open callbacks to others",
    params: idParams,
    ok: done,
  }),
  inviteMember: route({
    method: "POST",
    path: "/members/:id/invitation",
    access: "owner",
    summary: "Invite a person to sign in; the link is e-mailed when e-mail is set up and always shown once",
    params: idParams,
    ok: z.object({ link: z.string(), expiresAt: instant, emailed: z.boolean() }),
  }),
  getInvitation: route({
    method: "GET",
    path: "/invitations/:token",
    access: "public",
    summary: "What an invitation is for",
    params: z.object({ token: z.string().max(200) }),
    ok: z.object({ accountName: z.string(), name: z.string(), email: z.string().nullable(), role }),
  }),
  acceptInvitation: route({
    method: "POST",
    path: "/invitations/:token/accept",
    access: "public",
    summary: "Accept an invitation: as the person signed in, or by creating a sign-in with this password",
    params: z.object({ token: z.string().max(200) }),
    body: z.object({
      name: z.string().max(80).optional(),
      email: z.email().optional(),
      password: z.string().max(200).optional(),
    }),
    ok: z.object({ accountId: id }),
  }),
  listApiKeys: route({
    method: "GET",
    path: "/api-keys",
    access: "owner",
    summary: "API keys of this business",
    ok: z.object({
      keys: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          start: z.string(),
          role,
          createdAt: instant,
          lastUsedAt: instant.nullable(),
        }),
      ),
    }),
  }),
  createApiKey: route({
    method: "POST",
    path: "/api-keys",
    access: "owner",
    summary: "Create an API key; it is shown once",
    body: z.object({ name: z.string().trim().min(1).max(60), role }),
    ok: z.object({ id: z.string(), key: z.string() }),
  }),
  deleteApiKey: route({
    method: "DELETE",
    path: "/api-keys/:id",
    access: "owner",
    summary: "Revoke an API key",
    params: z.object({ id: z.string().max(100) }),
    ok: done,
  }),
};
