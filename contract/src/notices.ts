import { z } from "zod";
import { done, id, instant } from "./common.ts";
import { route } from "./route.ts";

export const noticeChannel = z.enum(["push", "sms", "voice", "email", "chat"]);
export const noticeUrgency = z.enum(["emergency", "high", "normal", "digest"]);
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time as HH:MM.");
const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const channels = z.array(noticeChannel).max(5);

/** What a person chose. Quiet hours are local spans by weekday; an end at or before its start is on the next day. */
export const noticeSettings = z.object({
  choices: z.object({ emergency: channels, high: channels, normal: channels, digest: channels }),
  quiet: z.object({
    weekly: z.partialRecord(weekday, z.array(z.tuple([time, time])).max(6)),
    emergenciesComeThrough: z.boolean(),
  }),
  /** null: the business's. */
  timeZone: z.string().max(60).nullable(),
  /** null: when the business opens. */
  morningAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time as HH:MM.")
    .nullable(),
  morningDigest: z.boolean(),
  eveningDigest: z.boolean(),
  emptyDigests: z.boolean(),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

const chat = z.object({
  host: z.string(),
  lastPostedAt: instant.nullable(),
  lastError: z.string().nullable(),
});

export const myNotices = z.object({
  settings: noticeSettings,
  businessTimeZone: z.string(),
  /** Every channel: whether it leads to this person, and if not, why, in words. */
  channels: z.array(z.object({ channel: noticeChannel, leads: z.boolean(), why: z.string().nullable() })),
  devices: z.array(
    z.object({
      id,
      /** SHA-256 of the endpoint, base64url: by this a browser knows itself. */
      mark: z.string(),
      device: z.string(),
      createdAt: instant,
      lastAcceptedAt: instant.nullable(),
      lastError: z.string().nullable(),
    }),
  ),
  chat: chat.nullable(),
  businessChat: chat.extend({ urgencies: z.array(noticeUrgency) }).nullable(),
  /** Whether this person may shut out emergencies in their quiet hours. */
  mayShutOut: z.boolean(),
  /** The last notices to this person, newest first, with what became of each. */
  recent: z.array(
    z.object({
      id,
      at: instant,
      channel: noticeChannel,
      headline: z.string(),
      state: z.string(),
      problem: z.string().nullable(),
      isTest: z.boolean(),
    }),
  ),
});
export type MyNotices = z.infer<typeof myNotices>;

export const memberReach = z.object({
  memberId: id,
  /** By which channels an emergency reaches them. */
  channels: z.array(noticeChannel),
  /** Whether it makes a noise beside them at any hour. */
  atNight: z.boolean(),
});
export type MemberReach = z.infer<typeof memberReach>;

/** As the browser's `PushSubscription.toJSON()`; what else stands in it is left out. */
const pushSubscription = z.object({
  endpoint: z.url().max(2_000),
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
  /** How the person will recognise it, e.g. "Chrome on Android". */
  device: z.string().max(80).optional(),
});

export const noticeRoutes = {
  myNotices: route({
    method: "GET",
    path: "/notices/mine",
    access: "viewer",
    summary: "How the person signed in is told: channels, quiet hours, devices, and the last notices",
    ok: myNotices,
  }),
  putMyNotices: route({
    method: "PUT",
    path: "/notices/mine",
    access: "viewer",
    summary: "Change how the person signed in is told",
    body: noticeSettings,
    ok: done,
  }),
  testNotice: route({
    method: "POST",
    path: "/notices/mine/test",
    access: "viewer",
    summary: "Send a test by one channel; `recent` of my notices says what became of it",
    body: z.object({ channel: noticeChannel }),
    ok: z.object({ id, state: z.string(), problem: z.string().nullable() }),
  }),
  putMyChat: route({
    method: "PUT",
    path: "/notices/mine/chat",
    access: "viewer",
    summary: "Be told by an incoming webhook of one's own chat",
    body: z.object({ url: z.url().max(2_000) }),
    ok: done,
  }),
  removeMyChat: route({
    method: "DELETE",
    path: "/notices/mine/chat",
    access: "viewer",
    summary: "No longer by chat",
    ok: done,
  }),
  putBusinessChat: route({
    method: "PUT",
    path: "/notices/business-chat",
    access: "owner",
    summary: "The channel of the business that is told; without an address only what it is told changes",
    body: z.object({ url: z.url().max(2_000).optional(), urgencies: z.array(noticeUrgency).max(4) }),
    ok: done,
  }),
  removeBusinessChat: route({
    method: "DELETE",
    path: "/notices/business-chat",
    access: "owner",
    summary: "The business's channel is told nothing any more",
    ok: done,
  }),
  teamReach: route({
    method: "GET",
    path: "/team/reach",
    access: "viewer",
    summary: "How an emergency reaches each person of the business",
    ok: z.object({ reach: z.array(memberReach) }),
  }),
  pushKey: route({
    method: "GET",
    path: "/push/public-key",
    access: "viewer",
    summary: "The key that browsers subscribe with (VAPID, base64url)",
    ok: z.object({ publicKey: z.string().nullable() }),
  }),
  putPushSubscription: route({
    method: "PUT",
    path: "/push/subscriptions",
    access: "viewer",
    summary: "Push to this browser; who signed in there last is told there",
    body: pushSubscription,
    ok: z.object({ mark: z.string() }),
  }),
  removePushSubscription: route({
    method: "DELETE",
    path: "/push/subscriptions",
    access: "viewer",
    summary: "Push no longer to the browser with this mark",
    query: z.object({ mark: z.string().regex(/^[\w-]{43}$/) }),
    ok: done,
  }),
};
