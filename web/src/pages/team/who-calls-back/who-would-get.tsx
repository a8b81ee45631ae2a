import { Select, TextInput } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { intentNames, languageWords } from "@ringback/core/ownership/rule-words.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { api, type Request } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { clockTime, localDate } from "#components/time-words.ts";
import { zonedMs } from "#components/zoned-time.ts";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import type { RoutingDraft } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";

interface WhoWouldGetProps {
  readonly draft: RoutingDraft;
  readonly numbers: readonly PhoneNumberBody[];
  readonly people: readonly Member[];
  readonly timeZone: string;
}
type Asked = Omit<NonNullable<Request<"whoWouldGet">["body"]>, "draft" | "at">;

const urgencies = ["unknown", "emergency", "high", "normal", "low"].map((value) => ({
  value,
  label: value === "unknown" ? "Not known yet" : sentenceCase(value),
}));
const lanes = [
  { value: "unknown", label: "Not known" },
  { value: "new-lead", label: "New lead" },
  { value: "existing-customer", label: "Customer" },
  { value: "vendor", label: "Vendor" },
  { value: "complaint", label: "Complaint" },
];

/** Tries the rules as they stand on the screen, saved or not: who would get such a caller at such a time, and why. */
export function WhoWouldGet({ draft, numbers, people, timeZone }: WhoWouldGetProps) {
  const [asked, setAsked] = useState<Asked>({ numberId: numbers[0]?.id ?? null });
  const [date, setDate] = useState(() => localDate(appNowMs(), timeZone));
  const [time, setTime] = useState(() => clockTime(appNowMs(), timeZone));
  const ask = (patch: Partial<Asked>) => setAsked({ ...asked, ...patch });
  const area = asked.areaCode?.trim() ?? "";
  const areaCode = /^(\d{3}|\+\d{2,8})$/.test(area) ? area : null;
  const body = {
    ...asked,
    areaCode,
    postalCode: asked.postalCode?.trim() || null,
    draft,
    ...(date === "" || time === "" ? {} : { at: new Date(zonedMs(date, time, timeZone)).toISOString() }),
  };
  const answer = useQuery({
    queryKey: readKey("whoWouldGet", body),
    queryFn: ({ signal }) => api.whoWouldGet({ body }, signal),
    placeholderData: keepPreviousData,
  });
  const tiers = [...new Set(draft.routing.rules.flatMap(({ when }) => when.tiers))];
  const languages = [...new Set(["en", "es", ...draft.routing.rules.flatMap(({ when }) => when.languages)])];
  return (
    <Card title="Who would get …?">
      <div className={styles.grid}>
        <Select
          label="Number they call"
          data={numbers.map(({ id, label }) => ({ value: id, label }))}
          clearable
          clearButtonProps={{ "aria-label": "No number" }}
          placeholder="Any other"
          value={asked.numberId ?? null}
          onChange={(numberId) => ask({ numberId })}
        />
        <Select
          label="Urgency"
          data={urgencies}
          allowDeselect={false}
          value={asked.urgency ?? "unknown"}
          onChange={(value) => ask({ urgency: urgencyOf(value) })}
        />
        <Select
          label="What they want"
          data={INTENTS.map((value) => ({ value, label: sentenceCase(intentNames[value] ?? value) }))}
          clearable
          clearButtonProps={{ "aria-label": "Not known" }}
          placeholder="Not known"
          value={asked.intent ?? null}
          onChange={(intent) => ask({ intent })}
        />
        <Select
          label="Language"
          data={languages.map((value) => ({ value, label: languageWords(value) }))}
          clearable
          clearButtonProps={{ "aria-label": "Language not known" }}
          placeholder="Not known"
          value={asked.language ?? null}
          onChange={(language) => ask({ language })}
        />
        <TextInput
          label="Postal code"
          placeholder="Not known"
          maxLength={12}
          value={asked.postalCode ?? ""}
          onChange={(event) => ask({ postalCode: event.currentTarget.value })}
        />
        <TextInput
          label="Area code"
          placeholder="312"
          maxLength={9}
          error={area !== "" && areaCode === null ? "Three digits, or +44 and so on." : undefined}
          value={asked.areaCode ?? ""}
          onChange={(event) => ask({ areaCode: event.currentTarget.value })}
        />
        <Select
          label="Kind of caller"
          data={lanes}
          allowDeselect={false}
          value={asked.lane ?? "unknown"}
          onChange={(value) => ask({ lane: laneOf(value) })}
        />
        <Select
          label="Called back before by"
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          clearButtonProps={{ "aria-label": "By nobody" }}
          placeholder="Nobody"
          value={asked.knownOwnerId ?? null}
          onChange={(knownOwnerId) => ask({ knownOwnerId })}
        />
        {tiers.length > 0 && (
          <Select
            label="Tier"
            data={tiers}
            clearable
            clearButtonProps={{ "aria-label": "No tier" }}
            placeholder="None"
            value={asked.tier ?? null}
            onChange={(tier) => ask({ tier })}
          />
        )}
        <TextInput label="Day" type="date" value={date} onChange={(event) => setDate(event.currentTarget.value)} />
        <TextInput label="Time" type="time" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      </div>
      <div className={styles.answer} aria-live="polite">
        {answer.error !== null && <ProblemNote error={answer.error} />}
        {answer.data !== undefined && (
          <>
            <p className={styles.answerName}>
              <strong>{answer.data.owner.name}</strong>
              {answer.data.backup !== null && <span> backup {answer.data.backup.name}</span>}
              {!answer.data.onDuty && <Chip tone="soon">Not on duty then</Chip>}
              {answer.data.needsReview && <Chip tone="late">A person is asked to look</Chip>}
            </p>
            <p>{answer.data.decided}.</p>
            {answer.data.passed.length > 0 && (
              <ul className={styles.findings}>
                {answer.data.passed.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function urgencyOf(value: string | null): NonNullable<Asked["urgency"]> {
  return value === "emergency" || value === "high" || value === "normal" || value === "low" ? value : "unknown";
}

function laneOf(value: string | null): NonNullable<Asked["lane"]> {
  return value === "new-lead" || value === "existing-customer" || value === "vendor" || value === "complaint"
    ? value
    : "unknown";
}
