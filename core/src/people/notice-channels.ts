// The ways in which a person of the team can be told something, and which of them they chose.
import type { NoticeUrgency } from "./quiet-hours.ts";

/** `voice` rings a phone and waits for a key. `chat` posts to a channel of a chat. */
export type NoticeChannel = "push" | "sms" | "email" | "voice" | "chat";

/** In the order in which they are shown. */
export const noticeChannels: readonly NoticeChannel[] = ["push", "sms", "voice", "email", "chat"];

/** What a person chose, urgency by urgency. */
export type ChannelChoices = Readonly<Record<NoticeUrgency, readonly NoticeChannel[]>>;

/** Until somebody chooses: as before there was a choice, by text and e-mail, and by push where a device asked for it. */
export const defaultChoices: ChannelChoices = {
  emergency: ["push", "sms", "email"],
  high: ["push", "sms", "email"],
  normal: ["push", "sms", "email"],
  digest: ["email"],
};

/** Channels that make a noise beside a bed. An e-mail and a chat wait until somebody looks. */
export const loudChannels: readonly NoticeChannel[] = ["push", "sms", "voice"];

/** Each channel in a word, as it stands inside a sentence. */
export const channelWords: Readonly<Record<NoticeChannel, string>> = {
  push: "push",
  sms: "text",
  voice: "phone call",
  email: "e-mail",
  chat: "chat",
};

/** Whether a channel may be chosen for this urgency: a phone rings for emergencies only. */
export function suits(channel: NoticeChannel, urgency: NoticeUrgency): boolean {
  return channel !== "voice" || urgency === "emergency";
}
