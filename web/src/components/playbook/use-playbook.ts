import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";

interface Saving {
  /** The rules now in force. */
  readonly playbook: PlaybookBody;
  readonly version: number;
  /** Saves a change, made on the newest version that is known here; others' sections stay as they are. */
  readonly save: (change: (now: PlaybookBody) => PlaybookBody, after?: () => void) => void;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Why this person cannot save, or null. */
  readonly refusal: string | null;
}

/** The rules of the business, and saving a part of them. `done` says it when it is saved. */
export function usePlaybook(done?: string): Saving {
  const { data } = useSuspenseQuery(read("getPlaybook"));
  const refusal = useOwnerRefusal();
  const put = useAct("putPlaybook", { changes: ["getPlaybook", "me", "today"], ownErrors: true });
  const save: Saving["save"] = (change, after) =>
    put.mutate(
      { body: { expectedVersion: data.version, playbook: change(data.playbook) } },
      {
        onSuccess: () => {
          if (done !== undefined) sayDone(done);
          after?.();
        },
      },
    );
  return { playbook: data.playbook, version: data.version, save, busy: put.isPending, error: put.error, refusal };
}

/** Why the person signed in may not do what only owners may, or null for an owner. */
export function useOwnerRefusal(): string | null {
  return useAccount().role === "owner" ? null : "Only an owner of the business can change this.";
}
