import { Modal, Stack } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import { appNowMs } from "#api/app-clock.ts";
import { useAct } from "#api/use-act.ts";
import { durationWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import { CopyField } from "#ui/copy-field.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";

interface InviteDialogProps {
  readonly member: Member | null;
  readonly onClose: () => void;
}

/** Makes an invitation link. It is shown this once; another one can always be made. */
export function InviteDialog({ member, onClose }: InviteDialogProps) {
  const invite = useAct("inviteMember", { changes: ["listMembers"], ownErrors: true });
  const close = () => {
    invite.reset();
    onClose();
  };
  return (
    <Modal
      opened={member !== null}
      onClose={close}
      title={member === null ? "" : `Invite ${member.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {member !== null && (
        <Stack gap="sm">
          {invite.data === undefined ? (
            <>
              <p style={{ margin: 0 }}>
                {member.name} gets a link to choose a password for {member.email}. A link made before stops working.
              </p>
              <ProblemNote error={invite.error} />
              <Button
                tone="primary"
                wide
                busy={invite.isPending}
                onClick={() => invite.mutate({ params: { id: member.id } })}
              >
                Make the link
              </Button>
            </>
          ) : (
            <>
              <CopyField label="Invitation link" value={invite.data.link} />
              <p style={{ margin: 0, color: "var(--soft)" }}>
                {invite.data.emailed
                  ? `It was e-mailed to ${member.email}.`
                  : "E-mail is not set up here, so send it to them yourself."}{" "}
                It is shown only now and works for {durationWords(Date.parse(invite.data.expiresAt) - appNowMs())}.
              </p>
              <Button tone="primary" wide onClick={close}>
                Done
              </Button>
            </>
          )}
        </Stack>
      )}
    </Modal>
  );
}
