import { NativeSelect } from "@mantine/core";
import type { ImportMappingBody, ImportPreviewBody } from "@ringback/contract/imports.ts";
import { TimeZoneSelect } from "#components/time-zone-select.tsx";
import { Card } from "#ui/card.tsx";
import { counted } from "./import-words.ts";
import styles from "./imports.module.css";

interface FormProps {
  readonly mapping: ImportMappingBody;
  readonly preview: ImportPreviewBody;
  readonly onChange: (mapping: ImportMappingBody) => void;
}

type OddTime = ImportMappingBody["ambiguousTimes"];

/** In which zone the log's times stand, and what to do on the days when clocks are changed. */
export function TimesForm({ mapping, preview, onChange }: FormProps) {
  return (
    <Card title="Times">
      <div className={styles.fields}>
        <TimeZoneSelect
          label="Zone of the log's times"
          description="Of times that do not say their own zone."
          value={mapping.timeZone}
          onChange={(timeZone) => onChange({ ...mapping, timeZone })}
        />
        <NativeSelect
          label="3/4/2026 is"
          value={mapping.dateOrder}
          onChange={(event) =>
            onChange({ ...mapping, dateOrder: event.currentTarget.value === "day-first" ? "day-first" : "month-first" })
          }
          data={[
            { value: "month-first", label: "March 4" },
            { value: "day-first", label: "April 3" },
          ]}
        />
        <NativeSelect
          label="Times that happened twice"
          description={`When the clock is put back. ${counted(preview.ambiguousTimes, "such time")} in the preview.`}
          value={mapping.ambiguousTimes}
          onChange={(event) => onChange({ ...mapping, ambiguousTimes: oddTimeOf(event.currentTarget.value) })}
          data={[
            { value: "earlier", label: "Take the first" },
            { value: "later", label: "Take the second" },
            { value: "reject", label: "Leave the row out" },
          ]}
        />
        <NativeSelect
          label="Times that never were"
          description={`When the clock is put forward. ${counted(preview.missingTimes, "such time")} in the preview; many mean that the zone is the wrong one.`}
          value={mapping.missingTimes}
          onChange={(event) => onChange({ ...mapping, missingTimes: oddTimeOf(event.currentTarget.value) })}
          data={[
            { value: "reject", label: "Leave the row out" },
            { value: "earlier", label: "An hour earlier" },
            { value: "later", label: "An hour later" },
          ]}
        />
      </div>
    </Card>
  );
}

function oddTimeOf(value: string): OddTime {
  return value === "earlier" || value === "later" ? value : "reject";
}
