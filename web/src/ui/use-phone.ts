import { useMediaQuery } from "@mantine/hooks";

/** Whether the screen is a phone's, held upright; the style sheets say the same. */
export function usePhone(): boolean {
  return useMediaQuery("(max-width: 640px)", undefined, { getInitialValueInEffect: false });
}
