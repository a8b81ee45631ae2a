import { Group, Modal, Textarea } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { useState } from "react";
import { RuleProblems } from "#components/playbook/save-bar.tsx";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import styles from "./conversing.module.css";

type OwnScript = PlaybookBody["scripts"][number];

interface ScriptDialogProps {
  readonly title: string;
  readonly script: OwnScript;
  /** Whether the business has its own already. */
  readonly isOwn: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSave: (script: OwnScript) => void;
  readonly onDropOwn: () => void;
  readonly onClose: () => void;
}

/** A script: the first sentence, what to ask, what not to say. Lists are one a line. */
export function ScriptDialog(props: ScriptDialogProps) {
  const { title, script, isOwn, busy, error, onSave, onDropOwn, onClose } = props;
  const [opening, setOpening] = useState(script.opening);
  const [questions, setQuestions] = useState(script.questions.join("\n"));
  const [avoid, setAvoid] = useState(script.avoid.join("\n"));
  const isSame =
    opening === script.opening && questions === script.questions.join("\n") && avoid === script.avoid.join("\n");
  return (
    <Modal opened onClose={onClose} size="lg" title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ intent: script.intent, opening: opening.trim(), questions: lines(questions), avoid: lines(avoid) });
        }}
      >
        <AskBeforeLeaving when={!isSame && !busy} />
        <Textarea
          label="First sentence"
          description="{business} is your name, {me} whoever calls, {caller?} the caller's name where it is known."
          autosize
          minRows={2}
          maxLength={600}
          required
          data-autofocus
          value={opening}
          onChange={({ currentTarget }) => setOpening(currentTarget.value)}
        />
        <Textarea
          label="What to ask"
          description="One question a line."
          autosize
          minRows={3}
          value={questions}
          onChange={({ currentTarget }) => setQuestions(currentTarget.value)}
        />
        <Textarea
          label="What not to say"
          description="One thing a line. What your trade must never say is shown with it anyway."
          autosize
          minRows={2}
          value={avoid}
          onChange={({ currentTarget }) => setAvoid(currentTarget.value)}
        />
        <RuleProblems error={error} />
        <Group justify="space-between">
          {isOwn ? (
            <Button tone="quiet" onClick={onDropOwn}>
              Back to the suggested one
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              tone="primary"
              type="submit"
              busy={busy}
              refusal={opening.trim() === "" ? "Say how the call begins." : null}
            >
              Save
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
