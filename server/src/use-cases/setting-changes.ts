import type { NumberSettings } from "#providers/telephony/provider.ts";

/** One setting of a number, before and after; null: not set. */
export interface SettingChange {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The settings that differ. */
export function settingChanges(before: NumberSettings, after: NumberSettings): SettingChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((setting) => ({ setting, before: before[setting] || null, after: after[setting] || null }))
    .filter((change) => change.before !== change.after);
}
