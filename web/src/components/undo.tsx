import { notifications } from "@mantine/notifications";
import { Button } from "#ui/button.tsx";

// What can be taken back is done at once and offered back, instead of being asked about before.
interface Undoable {
  readonly notificationId: string;
  readonly undo: () => void;
}
let latest: Undoable | null = null;
// One saying at a time: what one did last is what counts, and it must not queue behind older ones.
let shownId: string | null = null;
const offeredForMs = 12_000;

/** Says what was done and offers to take it back, by the button or by {@link undoLatest}. */
export function offerUndo(done: string, undo: () => void, more = ""): void {
  const notificationId = replaceShown({
    autoClose: offeredForMs,
    color: "accent",
    title: done,
    message: (
      <div style={{ marginTop: 6 }}>
        {more !== "" && <p style={{ margin: "0 0 6px" }}>{more}</p>}
        <Button size="small" hotkey="u" onClick={undoLatest}>
          Undo
        </Button>
      </div>
    ),
    onClose: () => {
      if (latest?.notificationId === notificationId) latest = null;
    },
  });
  latest = { notificationId, undo };
}

/** Takes back what was done last, if it is still offered. Returns whether there was anything. */
export function undoLatest(): boolean {
  if (latest === null) return false;
  const { notificationId, undo } = latest;
  latest = null;
  notifications.hide(notificationId);
  undo();
  return true;
}

/** Says that something was done. */
export function sayDone(title: string, message = ""): void {
  replaceShown({ color: "accent", title, message, autoClose: 6000 });
}

function replaceShown(saying: Parameters<typeof notifications.show>[0]): string {
  if (shownId !== null) notifications.hide(shownId);
  shownId = notifications.show(saying);
  return shownId;
}
