import { lazy, Suspense, useEffect, useState } from "react";
import { useKeys } from "#ui/use-keys.ts";

const QuickFinder = lazy(() => import("./quick-finder.tsx").then((module) => ({ default: module.QuickFinder })));

/** Opens the quick finder by Ctrl+K anywhere and by "/" where nobody is typing; loaded when first asked for. */
export function FinderKeys() {
  const [isOpen, setOpen] = useState(false);
  useKeys({ "/": () => setOpen(true) });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <QuickFinder onClose={() => setOpen(false)} />
    </Suspense>
  );
}
