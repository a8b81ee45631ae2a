import { useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun, IconSunMoon } from "@tabler/icons-react";
import { IconButton } from "#ui/icon-button.tsx";

const next = { auto: "light", light: "dark", dark: "auto" } as const;
const words = { auto: "as the device", light: "light", dark: "dark" } as const;
const icons = { auto: IconSunMoon, light: IconSun, dark: IconMoon } as const;

/** Light, dark, or as the device has it. */
export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  return (
    <IconButton
      label={`Colours: ${words[colorScheme]}. Switch to ${words[next[colorScheme]]}`}
      icon={<Icon size={18} />}
      size="small"
      onClick={() => setColorScheme(next[colorScheme])}
    />
  );
}
