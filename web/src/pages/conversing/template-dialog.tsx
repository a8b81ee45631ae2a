import { Modal, Select, Textarea, TextInput } from "@mantine/core";
import type { ReplyTemplate } from "@ringback/contract/conversations.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { INTENTS, type Intent } from "@ringback/core/classification/assessment.ts";
import { type FormEvent, useRef, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { sayDone } from "#components/undo.tsx";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./conversing.module.css";
import { intentChoices } from "./intent-choices.ts";
import { TextPreview } from "./text-preview.tsx";

/** Reads that a kept answer changes. */
export const templateChanges = ["listReplyTemplates"] as const;

interface TemplateDialogProps {
  /** Null: a new one. */
  readonly template: ReplyTemplate | null;
  readonly onClose: () => void;
}

const placeholders = [
  ["{caller_name?}", "their name where we know it; left out where we do not"],
  ["{business}", "the name of your business"],
] as const;
/** A name to try it with. */
const someName = "Ann";

/** One kept answer: its words, what it is for, and how it will read. */
export function TemplateDialog({ template, onClose }: TemplateDialogProps) {
  const { businessName: business } = usePlaybook().playbook;
  const [title, setTitle] = useState(template?.title ?? "");
  const [body, setBody] = useState(template?.body ?? "");
  const [intent, setIntent] = useState<Intent | null>(INTENTS.find((one) => one === template?.intent) ?? null);
  const box = useRef<HTMLTextAreaElement>(null);
  const options = {
    changes: templateChanges,
    ownErrors: true,
    onDone: () => {
      sayDone("Template kept");
      onClose();
    },
  };
  const add = useAct("addReplyTemplate", options);
  const change = useAct("changeReplyTemplate", options);
  const isSame =
    title === (template?.title ?? "") && body === (template?.body ?? "") && intent === (template?.intent ?? null);
  const named = renderTemplate(body, { business, callerName: someName });
  const nameless = renderTemplate(body, { business, callerName: null });
  const wrong = placeholderProblem(named, nameless);
  const promises = nameless.ok ? findPromises(nameless.text, [business]) : [];
  const refusal = title.trim() === "" ? "Give it a title." : body.trim() === "" ? "Write the answer." : wrong;
  const insert = (words: string) => {
    const { selectionStart: from, selectionEnd: to } = box.current ?? { selectionStart: 0, selectionEnd: 0 };
    setBody(body.slice(0, from) + words + body.slice(to));
    box.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal !== null) return;
    const kept = { title: title.trim(), body: body.trim(), intent };
    if (template === null) add.mutate({ body: kept });
    else change.mutate({ params: { id: template.id }, body: kept });
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={template === null ? "A new template" : "Change the template"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit} className={styles.form}>
        <AskBeforeLeaving when={!isSame && !add.isPending && !change.isPending} />
        <TextInput
          label="Title"
          description="How it is called in the list."
          placeholder="Ask for the model"
          maxLength={60}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          ref={box}
          label="Words"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={1000}
          placeholder="Hi {caller_name?}, which model is it, and since when?"
          value={body}
          error={body === "" ? undefined : wrong}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <ul className={styles.placeholders}>
          {placeholders.map(([words, meaning]) => (
            <li key={words}>
              <button type="button" onClick={() => insert(words)} aria-label={`Put in ${words}`}>
                {words}
              </button>{" "}
              {meaning}
            </li>
          ))}
        </ul>
        <Select
          label="For callers who want"
          description="It stands first in the list for them."
          placeholder="Anything"
          clearable
          clearButtonProps={{ "aria-label": "Anything" }}
          data={intentChoices}
          value={intent}
          onChange={(value) => setIntent(INTENTS.find((one) => one === value) ?? null)}
        />
        {body.trim() !== "" && named.ok && nameless.ok && (
          <>
            <TextPreview
              caption={named.text === nameless.text ? "As they read it" : `To ${someName}`}
              text={named.text}
              business={business}
            />
            {named.text !== nameless.text && (
              <TextPreview caption="To somebody whose name we do not know" text={nameless.text} business={business} />
            )}
          </>
        )}
        {promises.length > 0 && (
          <p className={styles.warning} role="status">
            {promises.map(({ quote }) => `"${quote}"`).join(" and ")} {promises.length === 1 ? "reads" : "read"} like a
            promise. You may keep it: whoever sends it is asked each time whether it is meant.
          </p>
        )}
        <ProblemNote error={add.error ?? change.error} />
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={add.isPending || change.isPending} refusal={refusal}>
            Keep it
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type Rendered = ReturnType<typeof renderTemplate>;

function placeholderProblem(named: Rendered, nameless: Rendered): string | null {
  if (!named.ok)
    return named.refusal === "brace-without-pair"
      ? "A brace has no partner. Placeholders look like {business}."
      : `There is no placeholder {${named.placeholder}}. Use {business} or {caller_name?}.`;
  return nameless.ok ? null : "Their name is not always known. Write {caller_name?} with the question mark.";
}
