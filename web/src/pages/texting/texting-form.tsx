import { NumberInput, Switch, Textarea, TextInput } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { textingLimits } from "@ringback/core/playbook/texting-rules.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { refusedFields } from "#components/refused-fields.ts";
import { Card } from "#ui/card.tsx";
import { HourPair } from "./hour-pair.tsx";
import { linesOf } from "./lines.ts";
import styles from "./texting.module.css";

type Texting = PlaybookBody["texting"];

/** What the owner chooses about texts. Saved together, as one change of the rules. */
export function TextingForm() {
  const { playbook, save, busy, error, refusal } = usePlaybook("Your rules for texts were saved");
  const draft = useDraft<Texting>(playbook.texting);
  const texting = draft.value;
  const refused = refusedFields(error);
  const set = (part: Partial<Texting>) => draft.set({ ...texting, ...part });
  const number = (field: NumberField, label: string, description: string) => (
    <NumberInput
      label={label}
      description={description}
      min={field === "linePerMinute" || field === "linePerDay" ? 1 : 0}
      max={textingLimits[field]}
      clampBehavior="strict"
      allowDecimal={false}
      value={texting[field]}
      error={refused[`texting.${field}`]}
      onChange={(value) => set({ [field]: Number(value) })}
    />
  );
  return (
    <>
      <Card title="Hours">
        <div className={styles.fields}>
          <HourPair
            label="Texts that inform go between"
            hint="Reminders and the like, in the reader's own time. The law allows 8 AM to 8 PM."
            value={texting.serviceHours}
            widest={textingLimits.serviceHours}
            error={refused["texting.serviceHours"]}
            onChange={(serviceHours) => set({ serviceHours })}
          />
          <Switch
            label="Keep quiet hours for automatic answers, too"
            description="Answers to somebody's own call may go at any hour. If you prefer not to write at night, the callback is due sooner instead."
            checked={texting.quietHours !== null}
            onChange={({ currentTarget }) =>
              set({ quietHours: currentTarget.checked ? { fromHour: 22, toHour: 7 } : null })
            }
          />
          {texting.quietHours !== null && (
            <HourPair
              label="Quiet between"
              hint="No automatic answer in these hours."
              value={texting.quietHours}
              widest={{ fromHour: 0, toHour: 24 }}
              error={refused["texting.quietHours"]}
              onChange={(quietHours) => set({ quietHours })}
            />
          )}
        </div>
      </Card>
      <Card title="How many, and what they cost">
        <div className={styles.pair}>
          {number(
            "automatedPerDay",
            "Automatic texts to one person a day",
            "At most 3; answers in a conversation do not count.",
          )}
          {number("repliesPerThread", "Automatic answers in a conversation", "At most 20; then it is a person's turn.")}
          {number("linePerMinute", "From one number a minute", "At most 10.")}
          {number("linePerDay", "From one number a day", "At most 200.")}
          <NumberInput
            label="Budget for texts in 24 hours, in dollars"
            description="When it is spent, automatic texts stop and owners are told by e-mail. Alarms and what people type go on."
            min={0}
            max={textingLimits.dailyBudgetCents / 100}
            decimalScale={2}
            value={texting.dailyBudgetCents / 100}
            error={refused["texting.dailyBudgetCents"]}
            onChange={(value) => set({ dailyBudgetCents: Math.round(Number(value) * 100) })}
          />
          <NumberInput
            label="Price of one part of a text, in cents"
            description="A part holds 160 characters, or 70 with accents or emoji. Your phone company's bill says what it costs."
            min={0}
            max={100}
            decimalScale={3}
            value={texting.centsPerSegment}
            onChange={(value) => set({ centsPerSegment: Number(value) })}
          />
        </div>
      </Card>
      <Card title="To whom, and with what words">
        <div className={styles.fields}>
          <TextInput
            label="Other countries and territories you may text"
            description="Two letters each, like CA for Canada or PR for Puerto Rico. Your own country is always allowed."
            value={texting.countries.join(" ")}
            error={firstOf(refused, "texting.countries")}
            onChange={({ currentTarget }) =>
              set({
                countries: currentTarget.value
                  .toUpperCase()
                  .split(/[\s,]+/)
                  .filter((code, at, all) => code !== "" || at === all.length - 1)
                  .slice(0, 100),
              })
            }
          />
          <Textarea
            label="Your own websites"
            description="One a line, like northside.com. An automatic text may link to these and to no other."
            autosize
            minRows={2}
            value={texting.linkDomains.join("\n")}
            error={firstOf(refused, "texting.linkDomains")}
            onChange={({ currentTarget }) => set({ linkDomains: linesOf(currentTarget.value) })}
          />
          <Textarea
            label="Words that make a text an advertisement here"
            description="One a line, besides those that Ringback knows: the name of your plan, of your seasonal check."
            autosize
            minRows={2}
            value={texting.advertisingWords.join("\n")}
            error={firstOf(refused, "texting.advertisingWords")}
            onChange={({ currentTarget }) => set({ advertisingWords: linesOf(currentTarget.value) })}
          />
          <Switch
            label="YES opts in again"
            description="Only for somebody who had opted out, and where nobody has asked them a question since."
            checked={texting.yesOptsIn}
            onChange={({ currentTarget }) => set({ yesOptsIn: currentTarget.checked })}
          />
        </div>
      </Card>
      <Card title="Advertising">
        <div className={styles.fields}>
          <Switch
            label="Advertising texts may go"
            description="Only to people with written consent, and only where the numbers were compared with the Do-Not-Call list in the last 31 days."
            checked={texting.marketing.enabled}
            onChange={({ currentTarget }) =>
              set({ marketing: { ...texting.marketing, enabled: currentTarget.checked } })
            }
          />
          {texting.marketing.enabled && (
            <TextInput
              type="date"
              label="Numbers were compared on"
              value={texting.marketing.comparedOn ?? ""}
              error={refused["texting.marketing.comparedOn"]}
              onChange={({ currentTarget }) =>
                set({
                  marketing: {
                    ...texting.marketing,
                    comparedOn: currentTarget.value === "" ? null : currentTarget.value,
                  },
                })
              }
            />
          )}
        </div>
      </Card>
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        saidAtField={Object.keys(refused)}
        refusal={refusal}
        onSave={() => save((now) => ({ ...now, texting: tidy(texting) }), draft.reset)}
        onReset={draft.reset}
      />
    </>
  );
}

type NumberField = "automatedPerDay" | "repliesPerThread" | "linePerMinute" | "linePerDay";

/** Without the empty lines that stand in a field while somebody writes. */
function tidy(texting: Texting): Texting {
  const filled = (lines: readonly string[]) => lines.map((line) => line.trim()).filter((line) => line !== "");
  return {
    ...texting,
    countries: filled(texting.countries),
    linkDomains: filled(texting.linkDomains),
    advertisingWords: filled(texting.advertisingWords),
  };
}

/** What was said against any entry of a list. */
function firstOf(refused: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.entries(refused).find(([name]) => name === field || name.startsWith(`${field}.`))?.[1];
}
