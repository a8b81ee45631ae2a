import { Textarea } from "@mantine/core";
import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import {
  IconCheck,
  IconDeviceMobile,
  IconFileText,
  IconHandGrab,
  IconMessage,
  IconNote,
  IconZzz,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { offerUndo, sayDone } from "#components/undo.tsx";
import { useDial } from "#components/use-dial.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import type { CaseDialog } from "#pages/today/today-search.ts";
import { paths } from "#paths.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { Button } from "#ui/button.tsx";
import { SheetItem, SheetLink, SheetList } from "#ui/sheet-list.tsx";
import styles from "./row-sheet.module.css";

interface RowSheetProps {
  readonly row: CallbackRow;
  readonly onClose: () => void;
}

/** What a thumb can do with a row without opening it: from its button, or by pressing it for long. */
export function RowSheet({ row, onClose }: RowSheetProps) {
  const { memberId, role } = useAccount();
  const navigate = useNavigate();
  const dial = useDial(row);
  const [isWriting, setWriting] = useState(false);
  const request = { params: { id: row.id }, body: {} };
  const options = { changes: caseChanges, onHeld: onClose };
  const release = useAct("release", { ...options, onDone: () => sayDone("Released") });
  const claim = useAct("claim", {
    ...options,
    onDone: () => offerUndo("You are on it", () => release.mutate(request)),
  });
  const open = (dialog?: CaseDialog) => {
    onClose();
    void navigate({
      to: paths.callback,
      params: { callbackId: row.id },
      search: ({ do: _, ...rest }) => (dialog === undefined ? rest : { ...rest, do: dialog }),
    });
  };
  const act = (run: () => void) => () => {
    run();
    onClose();
  };
  const mayAct = role !== "viewer" && row.state !== "closed";
  const isMine = row.claimedBy?.id === memberId;
  if (isWriting) return <NoteSheet row={row} onClose={onClose} />;
  return (
    <BottomSheet title={callerWords(row)} onClose={onClose}>
      <SheetList>
        {mayAct && (
          <>
            <SheetItem
              icon={<IconHandGrab size={22} />}
              words={isMine ? "Release" : "Claim: I take it"}
              onClick={act(() => (isMine ? release : claim).mutate(request))}
            />
            <SheetItem icon={<IconZzz size={22} />} words="Snooze" onClick={() => open("snooze")} />
            {row.callerNumber !== null && (
              <SheetItem icon={<IconMessage size={22} />} words="Text" onClick={() => open("text")} />
            )}
            <SheetItem icon={<IconNote size={22} />} words="Note" onClick={() => setWriting(true)} />
            <SheetItem icon={<IconCheck size={22} />} words="Close with outcome" onClick={() => open("close")} />
          </>
        )}
        {dial !== null && role !== "viewer" && (
          <SheetLink
            icon={<IconDeviceMobile size={22} />}
            words="Dial with this phone"
            href={dial.href}
            onClick={act(dial.onClick)}
          />
        )}
        <SheetItem icon={<IconFileText size={22} />} words="Open the case" onClick={() => open()} />
      </SheetList>
    </BottomSheet>
  );
}

function NoteSheet({ row, onClose }: RowSheetProps) {
  const [body, setBody] = useState("");
  const add = useAct("addNote", {
    changes: caseChanges,
    onHeld: onClose,
    onDone: () => {
      sayDone("Note kept");
      onClose();
    },
  });
  return (
    <BottomSheet title={`A note on ${callerWords(row)}`} onClose={onClose}>
      <Textarea
        label="Note"
        data-autofocus
        autosize
        minRows={4}
        maxLength={4000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <Button
          size="large"
          tone="primary"
          wide
          busy={add.isPending}
          refusal={body.trim() === "" ? "Write something first." : null}
          onClick={() => add.mutate({ params: { id: row.id }, body: { body: body.trim() } })}
        >
          Keep it
        </Button>
      </div>
    </BottomSheet>
  );
}
