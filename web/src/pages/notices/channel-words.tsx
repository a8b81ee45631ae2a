import type { MyNotices } from "@ringback/contract/notices.ts";
import { IconBell, IconBrandSlack, IconMail, IconMessage, IconPhoneCall } from "@tabler/icons-react";
import type { ReactNode } from "react";

export type Channel = MyNotices["channels"][number]["channel"];
export type Urgency = keyof MyNotices["settings"]["choices"];

/** Each channel as a heading. */
export const channelTitles: Readonly<Record<Channel, string>> = {
  push: "Push",
  sms: "Text",
  voice: "Call",
  email: "E-mail",
  chat: "Chat",
};

export const channelIcons: Readonly<Record<Channel, ReactNode>> = {
  push: <IconBell size={17} aria-hidden="true" />,
  sms: <IconMessage size={17} aria-hidden="true" />,
  voice: <IconPhoneCall size={17} aria-hidden="true" />,
  email: <IconMail size={17} aria-hidden="true" />,
  chat: <IconBrandSlack size={17} aria-hidden="true" />,
};

/** What each urgency is, for whoever chooses. */
export const urgencyTitles: Readonly<Record<Urgency, { readonly title: string; readonly about: string }>> = {
  emergency: { title: "Emergency", about: "Danger, or an alarm about it" },
  high: { title: "Urgent", about: "Overdue, complaints, alarms" },
  normal: { title: "Ordinary", about: "A new callback is yours" },
  digest: { title: "Summaries", about: "Morning and evening" },
};

/** What became of a notice, in a word, and how it looks. */
export function stateWords(channel: Channel, state: string): { words: string; tone: "ok" | "late" | "soon" | "plain" } {
  if (state === "delivered") return { words: delivered[channel], tone: "ok" };
  if (state === "sent")
    return { words: channel === "voice" ? "Ringing" : "Sent", tone: channel === "email" ? "ok" : "plain" };
  if (state === "queued" || state === "sending") return { words: "On its way", tone: "plain" };
  if (state === "unknown") return { words: "Not known", tone: "soon" };
  if (state === "withdrawn") return { words: "Not needed any more", tone: "plain" };
  return { words: "Failed", tone: "late" };
}

const delivered: Readonly<Record<Channel, string>> = {
  push: "Taken by the push service",
  sms: "Delivered",
  voice: "You pressed 1",
  email: "Delivered",
  chat: "Posted",
};
