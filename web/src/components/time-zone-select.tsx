import { Select } from "@mantine/core";
import type { ReactNode } from "react";

interface TimeZoneSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
}

const common = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Toronto",
  "Europe/London",
];

/** The zone this device stands in. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An IANA zone, found by typing a part of it; the usual ones come first. */
export function TimeZoneSelect({ label, value, onChange, description, error }: TimeZoneSelectProps) {
  const all = Intl.supportedValuesOf("timeZone");
  const first = [...new Set([deviceTimeZone(), value, ...common])].filter((zone) => zone !== "");
  const words = (zone: string) => ({ value: zone, label: zone.replaceAll("_", " ") });
  return (
    <Select
      label={label}
      description={description}
      error={error}
      searchable
      required
      allowDeselect={false}
      limit={60}
      maxDropdownHeight={280}
      nothingFoundMessage="No zone has this in its name. Try the nearest big city."
      data={[
        { group: "Usual", items: first.map(words) },
        { group: "All", items: all.filter((zone) => !first.includes(zone)).map(words) },
      ]}
      value={value}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
    />
  );
}
