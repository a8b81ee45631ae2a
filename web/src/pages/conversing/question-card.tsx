import { Select, Switch, TagsInput, TextInput } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { conversationLimits, withQuestion } from "@ringback/core/conversations/conversation-rules.ts";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./conversing.module.css";
import { intentChoices } from "./intent-choices.ts";
import { TextPreview } from "./text-preview.tsx";

type Question = PlaybookBody["conversation"]["question"];
type Choice = Question["choices"][number];

const raises = [
  { value: "none", label: "nothing" },
  { value: "high", label: "high urgency" },
  { value: "emergency", label: "an emergency" },
];

/** The question at the end of the automatic text: whether it is asked, what can be answered, and how the whole text reads. */
export function QuestionCard() {
  const { playbook, save, busy, error, refusal } = usePlaybook("The question was saved");
  const draft = useDraft<Question>(playbook.conversation.question);
  const question = draft.value;
  const { choicesMin, choicesMax, labelLengthMax, wordsMax } = conversationLimits;
  const set = (choices: Choice[]) => draft.set({ ...question, choices });
  const change = (at: number, part: Partial<Choice>) =>
    set(question.choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const texts = previewsOf(playbook, question);
  const promises = texts.flatMap(({ text }) => findPromises(text, [playbook.businessName]).map(({ quote }) => quote));
  return (
    <Card title="The question in the automatic text">
      <div className={styles.form}>
        <Switch
          label="Ask what they need"
          description="One sentence at the end of the automatic text, which grows longer by it: the previews say what it costs. Whoever answers in their own words is understood, too."
          checked={question.enabled}
          onChange={({ currentTarget }) => draft.set({ ...question, enabled: currentTarget.checked })}
        />
        {question.enabled && (
          <>
            {!playbook.acknowledgement.enabled && (
              <p className={styles.warning}>Automatic texts are off, so nobody is asked.</p>
            )}
            <ol className={styles.choices} aria-label="Answers">
              {question.choices.map((choice, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is called by
                <li key={index}>
                  <span className={styles.digit} aria-hidden="true">
                    {index + 1}
                  </span>
                  <div className={styles.choice}>
                    <TextInput
                      label={`Answer ${index + 1}`}
                      placeholder="for a repair"
                      maxLength={labelLengthMax}
                      value={choice.label}
                      onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
                    />
                    <Select
                      label="They want"
                      data={intentChoices}
                      allowDeselect={false}
                      value={choice.intent}
                      onChange={(value) =>
                        change(index, { intent: INTENTS.find((one) => one === value) ?? choice.intent })
                      }
                    />
                    <Select
                      label="It makes it"
                      data={raises}
                      allowDeselect={false}
                      value={choice.raises ?? "none"}
                      onChange={(value) =>
                        change(index, { raises: value === "emergency" || value === "high" ? value : null })
                      }
                    />
                    <TagsInput
                      label="Words that mean it, besides the digit"
                      placeholder={choice.words.length === 0 ? "repair, broken" : ""}
                      maxTags={wordsMax}
                      maxLength={40}
                      value={[...choice.words]}
                      onChange={(words) => change(index, { words })}
                    />
                  </div>
                  <IconButton
                    label={`Remove answer ${index + 1}`}
                    icon={<IconTrash size={16} />}
                    onClick={() => set(question.choices.filter((_, at) => at !== index))}
                  />
                </li>
              ))}
            </ol>
            <div>
              <Button
                size="small"
                icon={<IconPlus size={16} />}
                refusal={question.choices.length >= choicesMax ? `${choicesMax} answers are as many as fit.` : null}
                onClick={() => set([...question.choices, { label: "", intent: "question", raises: null, words: [] }])}
              >
                Add an answer
              </Button>
            </div>
            {texts.map(({ caption, text }) => (
              <TextPreview key={caption} caption={caption} text={text} business={playbook.businessName} />
            ))}
            {promises.length > 0 && (
              <p className={styles.wrong} role="status">
                {[...new Set(promises)].map((quote) => `"${quote}"`).join(" and ")} could be read as a promise or an
                offer. An automatic text must not contain it.
              </p>
            )}
            <p className={styles.quiet}>
              An answer may raise a callback's urgency and never lowers it. The first one counts; it starts nothing anew
              that a person has taken.
            </p>
          </>
        )}
      </div>
      <div className={styles.save}>
        <SaveBar
          changed={draft.changed}
          busy={busy}
          error={error}
          refusal={refusal ?? whatIsMissing(question, promises, choicesMin)}
          onSave={() =>
            save((now) => ({ ...now, conversation: { ...now.conversation, question: tidy(question) } }), draft.reset)
          }
          onReset={draft.reset}
        />
      </div>
    </Card>
  );
}

/** Both automatic texts with the question, as a caller whose name is not known reads them. */
function previewsOf({ acknowledgement, businessName }: PlaybookBody, question: Question) {
  const asked = tidy(question);
  return [
    { caption: "While you are open", template: acknowledgement.template },
    { caption: "After hours", template: acknowledgement.afterHoursTemplate },
  ].map(({ caption, template }) => {
    const rendered = renderTemplate(template, { business: businessName, callerName: null });
    return { caption, text: withQuestion(rendered.ok ? rendered.text : template, asked) };
  });
}

function whatIsMissing({ enabled, choices }: Question, promises: readonly string[], least: number): string | null {
  if (!enabled) return null;
  if (choices.length < least) return `Offer at least ${least} answers.`;
  if (choices.some(({ label }) => label.trim() === "")) return "Write each answer, or remove it.";
  return promises.length > 0 ? "Change the words that are marked." : null;
}

function tidy(question: Question): Question {
  return {
    ...question,
    choices: question.choices.map((choice) => ({
      ...choice,
      label: choice.label.trim(),
      words: choice.words.map((word) => word.trim()).filter((word) => word !== ""),
    })),
  };
}
