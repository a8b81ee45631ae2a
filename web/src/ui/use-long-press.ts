import { type PointerEvent, useRef } from "react";

const longMs = 500;
/** A finger that moves further than this scrolls. */
const slackPixels = 10;

/** Handlers for an element that a finger presses for long; the tap that would follow is swallowed. */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const wasLong = useRef(false);
  const stop = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      wasLong.current = false;
      if (pointerType !== "touch") return;
      const timer = setTimeout(() => {
        wasLong.current = true;
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
      if (wasLong.current || press.current !== null) event.preventDefault();
    },
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!wasLong.current) return;
      wasLong.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
