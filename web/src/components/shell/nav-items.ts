import {
  IconAddressBook,
  IconBook2,
  IconChartDots,
  IconChecklist,
  IconClockHour4,
  IconDeviceMobile,
  IconMessages,
  IconPhoneCall,
  IconPlugConnected,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import { paths } from "#paths.ts";

/** The screens in the order of the navigation; the first four are a coordinator's day, the others are set up now and then. */
export const dailyItems = [
  { to: paths.today, label: "Today", icon: IconClockHour4, count: "open" },
  { to: paths.inbox, label: "Conversations", icon: IconMessages, count: "unread" },
  { to: paths.review, label: "Review", icon: IconChecklist, count: "review" },
  { to: paths.calls, label: "Calls", icon: IconPhoneCall, count: null },
  { to: paths.contacts, label: "Contacts", icon: IconUsers, count: null },
] as const;

/** What an owner looks at: not every hour, but above what is set up once. */
export const bookItems = [
  { to: paths.leaks, under: "/measure/", label: "Measure", icon: IconChartDots },
  { to: paths.ledger, under: paths.ledger, label: "Ledger", icon: IconBook2 },
] as const;

export const setUpItems = [
  { to: paths.team, label: "Team and hours", icon: IconAddressBook },
  { to: paths.numbers, label: "Numbers", icon: IconPlugConnected },
  { to: paths.settings, label: "Settings", icon: IconSettings },
] as const;

export const phoneItem = { to: paths.phone, label: "Simulated phone", icon: IconDeviceMobile } as const;
