import type { Member } from "@ringback/contract/members.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface RemoveDialogProps {
  readonly member: Member | null;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

/** Asks before a person is removed, and says who takes over what is theirs. */
export function RemoveDialog({ member, members, onClose }: RemoveDialogProps) {
  const { data } = useSuspenseQuery(read("getPlaybook"));
  const remove = useAct("removeMember", { changes: ["listMembers", "getPlaybook", "today"], ownErrors: true });
  const fallback = members.find((each) => each.id === data.playbook.ownership.fallbackId);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (member === null) return;
    const onSuccess = () => {
      sayDone(`${member.name} was removed`);
      close();
    };
    remove.mutate({ params: { id: member.id } }, { onSuccess });
  };
  return (
    <ConfirmDialog
      opened={member !== null}
      title={member === null ? "" : `Remove ${member.name}?`}
      confirm="Remove"
      danger
      busy={remove.isPending}
      onConfirm={confirm}
      onClose={close}
    >
      {member !== null && (
        <>
          <p style={{ marginTop: 0 }}>
            {member.openCallbacks === 0
              ? "They own no open callbacks."
              : `${member.openCallbacks === 1 ? "Their open callback goes" : `Their ${member.openCallbacks} open callbacks go`} to ${fallback === undefined || fallback.id === member.id ? "the fallback owner" : fallback.name}, with their clocks running on.`}{" "}
            Their phone no longer rings and their sign-in ends here. What they did stays in the history.
          </p>
          <ProblemNote error={remove.error} />
        </>
      )}
    </ConfirmDialog>
  );
}
