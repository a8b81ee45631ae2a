import type { StaffNotice } from "#effect.ts";
import type { AlarmReason } from "#escalation/alarm-reason.ts";
import type { NoticeUrgency } from "./quiet-hours.ts";

/** How much a notice about a callback presses: what it is about, and how urgent the matter itself is. */
export function urgencyOfNotice(
  about: StaffNotice,
  matter: { readonly urgency: string; readonly alarmReason: AlarmReason | null },
): NoticeUrgency {
  const emergency = matter.urgency === "emergency";
  switch (about) {
    case "emergency":
      return "emergency";
    case "escalation":
      return emergency || matter.alarmReason === "emergency" ? "emergency" : "high";
    case "complaint":
    case "breached":
      return emergency ? "emergency" : "high";
    case "new-callback":
    case "assigned":
    case "texted-us":
    case "caller-answered":
    case "about-to-breach":
      return emergency ? "emergency" : matter.urgency === "high" || about === "about-to-breach" ? "high" : "normal";
    case "review-overdue":
      return "normal";
  }
}
