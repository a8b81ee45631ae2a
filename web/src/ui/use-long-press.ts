import { type PointerEvent, useRef } from "react";

const longMs = 500;
/** A finger that moves further than this scrolls. */
const slackPixels = 10;
/** Browsers make a click of a lifted finger this much later at most. */
const clickWithinMs = 400;

/** Handlers for an element that a finger presses for long. */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const stop = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      if (pointerType !== "touch") return;
      const timer = setTimeout(() => {
        swallowNextClick();
        onLongPress();
      }, longMs);
      press.current = { timer, x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = press.current;
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > slackPixels) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    // The system's own menu of links would open at the same moment.
    onContextMenu: (event: { preventDefault: () => void }) => {
      if (press.current !== null) event.preventDefault();
    },
  };
}

/** What opens under the finger must not take the lifting of the finger for a tap. */
function swallowNextClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    removeEventListener("click", swallow, true);
  };
  const lifted = () => {
    removeEventListener("pointerup", lifted, true);
    removeEventListener("pointercancel", lifted, true);
    setTimeout(() => removeEventListener("click", swallow, true), clickWithinMs);
  };
  addEventListener("click", swallow, true);
  addEventListener("pointerup", lifted, true);
  addEventListener("pointercancel", lifted, true);
}
