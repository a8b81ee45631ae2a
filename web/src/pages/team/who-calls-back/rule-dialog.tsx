import { Modal, MultiSelect, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { Member } from "@ringback/contract/members.ts";
import type { RoutingBody, RoutingRuleBody } from "@ringback/contract/routing.ts";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { intentNames, languageWords } from "@ringback/core/ownership/rule-words.ts";
import { useState } from "react";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import { newKey } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: RoutingRuleBody | null;
  readonly routing: RoutingBody;
  readonly people: readonly Member[];
  readonly numbers: readonly PhoneNumberBody[];
  readonly onKeep: (rule: RoutingRuleBody) => void;
  readonly onClose: () => void;
}

const urgencies = [
  { value: "emergency", label: "Emergency" },
  { value: "high", label: "High" },
  { value: "normal", label: "Normal" },
  { value: "low", label: "Low" },
  { value: "unknown", label: "Not known yet" },
];
const lanes = [
  { value: "new-lead", label: "New lead" },
  { value: "existing-customer", label: "Customer" },
  { value: "vendor", label: "Vendor" },
  { value: "complaint", label: "Complaint" },
];
const spoken = ["en", "es", "fr", "pt", "de", "it", "zh", "ko", "vi", "tl", "ru", "ar", "hi", "ht", "pl", "uk"];
const targets = [
  { value: "person", label: "One person" },
  { value: "group", label: "One of several people" },
  { value: "on-duty", label: "Who is on duty" },
  { value: "on-call", label: "Who is on call" },
  { value: "knows-them", label: "Who called them back before" },
];
const picks = [
  { value: "round-robin", label: "In turn" },
  { value: "least-loaded", label: "Whoever has the fewest open" },
];

/** One rule: whom it is for, and who gets them. */
export function RuleDialog({ rule, routing, people, numbers, onKeep, onClose }: RuleDialogProps) {
  const [begun] = useState<RoutingRuleBody>(() => rule ?? newRule(people));
  const [draft, setDraft] = useState(begun);
  const { when, to } = draft;
  const ask = (patch: Partial<RoutingRuleBody["when"]>) => setDraft({ ...draft, when: { ...when, ...patch } });
  const give = (next: RoutingRuleBody["to"]) => setDraft({ ...draft, to: next });
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  const skills = [...new Set(routing.skills.flatMap((one) => one.skills))];
  const lines = unique([...numbers.map((one) => one.lineOfService), ...when.linesOfService]);
  const sources = unique([...numbers.map((one) => one.source), ...when.sources]);
  const missing = whatIsMissing(to);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={rule === null ? "A new rule" : "Change the rule"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <AskBeforeLeaving when={JSON.stringify(draft) !== JSON.stringify(begun)} />
      <Stack gap="md">
        <TextInput
          label="Name"
          placeholder="Emergencies at night"
          description="How it is called in explanations and counts."
          maxLength={60}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <fieldset className={styles.fields}>
          <legend>For callers</legend>
          <p>Empty fields ask nothing. All that are filled have to fit, by one of their choices.</p>
          <div className={styles.grid}>
            <Many
              label="Urgency"
              data={urgencies}
              value={when.urgencies}
              onChange={(urgencies) => ask({ urgencies })}
            />
            <Many
              label="What they want"
              data={INTENTS.map((value) => ({ value, label: sentenceCase(intentNames[value] ?? value) }))}
              value={when.intents}
              onChange={(intents) => ask({ intents })}
            />
            <Many
              label="Line of service"
              data={lines}
              value={when.linesOfService}
              onChange={(linesOfService) => ask({ linesOfService })}
            />
            <Many
              label="Number they called"
              data={numbers.map(({ id, label }) => ({ value: id, label }))}
              value={when.numberIds}
              onChange={(numberIds) => ask({ numberIds })}
            />
            <Many label="Campaign" data={sources} value={when.sources} onChange={(sources) => ask({ sources })} />
            <Many label="Kind of caller" data={lanes} value={when.lanes} onChange={(lanes) => ask({ lanes })} />
            <Many
              label="Area"
              data={routing.territories.map(({ id, name }) => ({ value: id, label: name }))}
              value={when.territoryIds}
              onChange={(territoryIds) => ask({ territoryIds })}
            />
            <Many
              label="Language"
              data={unique([...spoken, ...when.languages]).map((value) => ({ value, label: languageWords(value) }))}
              value={when.languages}
              onChange={(languages) => ask({ languages })}
            />
            <TagsInput
              label="Tier"
              placeholder={when.tiers.length === 0 ? "Any" : ""}
              value={when.tiers}
              onChange={(tiers) => ask({ tiers })}
            />
          </div>
        </fieldset>
        <fieldset className={styles.fields}>
          <legend>Goes to</legend>
          <div className={styles.grid}>
            <Select
              label="Who"
              data={targets}
              allowDeselect={false}
              value={to.kind}
              onChange={(kind) => kind !== null && give(targetOf(kind, people, routing))}
            />
            {to.kind === "person" && (
              <Select
                label="Person"
                data={choices}
                allowDeselect={false}
                value={to.memberId}
                onChange={(memberId) => memberId !== null && give({ kind: "person", memberId })}
              />
            )}
            {to.kind === "group" && (
              <Many
                label="People"
                data={choices}
                value={to.memberIds}
                onChange={(memberIds) => give({ ...to, memberIds })}
              />
            )}
            {to.kind === "on-call" && (
              <Select
                label="Rotation"
                data={routing.rotations.map(({ id, name }) => ({ value: id, label: name }))}
                placeholder="Add one under “On call” first"
                allowDeselect={false}
                value={to.rotationId}
                onChange={(rotationId) => rotationId !== null && give({ kind: "on-call", rotationId })}
              />
            )}
            {(to.kind === "group" || to.kind === "on-duty") && (
              <>
                <Select
                  label="Picked"
                  data={picks}
                  allowDeselect={false}
                  value={to.pick}
                  onChange={(pick) => give({ ...to, pick: pick === "least-loaded" ? "least-loaded" : "round-robin" })}
                />
                <Many
                  label="With these skills"
                  data={unique([...skills, ...to.skills])}
                  value={to.skills}
                  onChange={(needed) => give({ ...to, skills: needed })}
                />
              </>
            )}
            <Select
              label="Backup"
              placeholder="The usual backup"
              clearable
              clearButtonProps={{ "aria-label": "The usual backup" }}
              data={choices.filter(({ value }) => to.kind !== "person" || value !== to.memberId)}
              value={draft.backupId}
              onChange={(backupId) => setDraft({ ...draft, backupId })}
            />
          </div>
        </fieldset>
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" refusal={missing} onClick={() => onKeep({ ...draft, name: draft.name.trim() })}>
            {rule === null ? "Add the rule" : "Change it"}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}

interface ManyProps {
  readonly label: string;
  readonly data: readonly (string | { readonly value: string; readonly label: string })[];
  readonly value: string[];
  readonly onChange: (value: string[]) => void;
}

function Many({ label, data, value, onChange }: ManyProps) {
  return (
    <MultiSelect
      label={label}
      data={[...data]}
      placeholder={value.length === 0 ? "Any" : ""}
      searchable={data.length > 8}
      clearable
      clearButtonProps={{ "aria-label": `${label}: any` }}
      value={value}
      onChange={onChange}
    />
  );
}

function newRule(people: readonly Member[]): RoutingRuleBody {
  return {
    id: newKey(),
    name: "",
    when: {
      linesOfService: [],
      numberIds: [],
      sources: [],
      intents: [],
      urgencies: [],
      languages: [],
      territoryIds: [],
      tiers: [],
      lanes: [],
    },
    to: { kind: "person", memberId: people[0]?.id ?? "" },
    backupId: null,
  };
}

function targetOf(kind: string, people: readonly Member[], { rotations }: RoutingBody): RoutingRuleBody["to"] {
  if (kind === "group") return { kind, memberIds: [], pick: "round-robin", skills: [] };
  if (kind === "on-duty") return { kind, pick: "round-robin", skills: [] };
  if (kind === "on-call") return { kind, rotationId: rotations[0]?.id ?? "" };
  if (kind === "knows-them") return { kind };
  return { kind: "person", memberId: people[0]?.id ?? "" };
}

function whatIsMissing(to: RoutingRuleBody["to"]): string | null {
  if (to.kind === "group" && to.memberIds.length === 0) return "Choose who belongs to the group.";
  if (to.kind === "on-call" && to.rotationId === "") return "Add a rotation under “On call” first.";
  return null;
}

function unique(words: readonly (string | null)[]): string[] {
  return [...new Set(words.filter((word) => word !== null && word !== ""))] as string[];
}
