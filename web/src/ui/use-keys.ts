import { useEffect, useEffectEvent } from "react";

/** What keys do, by `KeyboardEvent.key`: `{ j: next, "?": help, ArrowDown: next }`. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Single-key shortcuts for as long as the component is mounted; silent while somebody types or a dialog is open. */
export function useKeys(keys: KeyMap, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || isSomethingOpen()) return;
    const act = keys[event.key];
    if (act === undefined) return;
    // Enter and Space on a focused button or link mean that button or link.
    if ((event.key === "Enter" || event.key === " ") && isControl(event.target)) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** Mantine keeps the list of a closed Select in the page, hidden; only what is seen takes the keys. */
function isSomethingOpen(): boolean {
  const open = document.querySelectorAll('[role="dialog"],[role="menu"],[role="listbox"]');
  return [...open].some((element) => element.checkVisibility());
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]),textarea,select"))
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a,button,summary,input,[role=slider]") !== null;
}
