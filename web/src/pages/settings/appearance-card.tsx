import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "As the device" },
];

/** Light or dark, on this device. */
export function AppearanceCard() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Card title="Appearance">
      <div className={styles.line}>
        <span>Colours on this device</span>
        <SegmentedControl
          aria-label="Colours on this device"
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((scheme) => scheme.value === value)?.value ?? "auto")}
          data={schemes}
        />
      </div>
    </Card>
  );
}
