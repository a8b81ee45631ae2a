import { useEffect } from "react";

const scheme = "data-mantine-color-scheme";

/** Paper is white: while the page is printed it has the light colours, however it is printed. */
export function usePaperColours(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    const toPaper = () => {
      before = root.getAttribute(scheme);
      root.setAttribute(scheme, "light");
    };
    const toScreen = () => {
      if (before !== null) root.setAttribute(scheme, before);
    };
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    return () => {
      removeEventListener("beforeprint", toPaper);
      removeEventListener("afterprint", toScreen);
    };
  }, []);
}
