import type { CallImportBody } from "@ringback/contract/imports.ts";
import type { ChipTone } from "#ui/chip.tsx";

/** Whether an import is being worked on, so that what the screen shows will change. */
export function isMoving({ state }: Pick<CallImportBody, "state">): boolean {
  return state === "waiting" || state === "running" || state === "removing";
}

/** The state of an import in words. */
export const stateWords: Readonly<
  Record<CallImportBody["state"], { readonly words: string; readonly tone: ChipTone }>
> = {
  uploading: { words: "Not started", tone: "soon" },
  waiting: { words: "Waiting its turn", tone: "accent" },
  running: { words: "Being read", tone: "accent" },
  removing: { words: "Being taken back", tone: "soon" },
  done: { words: "Done", tone: "ok" },
  failed: { words: "Stopped by a failure", tone: "late" },
  canceled: { words: "Canceled", tone: "plain" },
  undone: { words: "Taken back", tone: "plain" },
};

/** `1,998 calls added, 12 already known, 23 rows left out`. */
export function resultWords({ inbound, outbound, repeated, rejected }: CallImportBody): string {
  return [
    `${counted(inbound + outbound, "call")} added`,
    `${repeated.toLocaleString("en")} already known`,
    `${counted(rejected, "row")} left out`,
  ].join(", ");
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
