import { Skeleton } from "@mantine/core";
import type { ReplyTemplate } from "@ringback/contract/conversations.ts";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { intentNames } from "@ringback/core/ownership/rule-words.ts";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { offerUndo } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./conversing.module.css";
import { Nothing } from "./nothing.tsx";
import { TemplateDialog, templateChanges } from "./template-dialog.tsx";

/** Answers kept for everybody: they stand under "Templates" wherever somebody writes a text. */
export function TemplatesCard() {
  const { role } = useAccount();
  const query = useQuery(read("listReplyTemplates"));
  const [edited, setEdited] = useState<ReplyTemplate | "new" | null>(null);
  const bringBack = useAct("addReplyTemplate", { changes: templateChanges });
  const remove = useAct("removeReplyTemplate", { changes: templateChanges });
  const refusal = role === "owner" || role === "coordinator" ? null : "Owners and coordinators keep templates.";
  const drop = ({ id, ...words }: ReplyTemplate) =>
    remove.mutate(
      { params: { id } },
      { onSuccess: () => offerUndo(`“${words.title}” removed`, () => bringBack.mutate({ body: words })) },
    );
  const add = (
    <Button size="small" icon={<IconPlus size={16} />} refusal={refusal} onClick={() => setEdited("new")}>
      Add a template
    </Button>
  );
  const templates = query.data?.templates ?? [];
  return (
    <Card title="Reply templates" {...(templates.length > 0 ? { aside: add } : {})}>
      {query.isPending && <Skeleton height={90} radius={10} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isSuccess && templates.length === 0 && (
        <Nothing title="No templates yet" action={add}>
          What do you type every day? “Which model is it, and since when?” or “Please send us a picture of the label.”
          Keep it once, and everybody has it under Templates when they write a text.
        </Nothing>
      )}
      {templates.length > 0 && (
        <ul className={styles.templates}>
          {templates.map((template) => (
            <li key={template.id}>
              <div className={styles.grow}>
                <strong>{template.title}</strong>
                <p>{template.body}</p>
                {template.intent !== null && (
                  <span className={styles.quiet}>
                    First for: {sentenceCase(intentNames[template.intent] ?? template.intent)}
                  </span>
                )}
              </div>
              {refusal === null && (
                <>
                  <IconButton
                    label={`Change “${template.title}”`}
                    icon={<IconPencil size={16} />}
                    onClick={() => setEdited(template)}
                  />
                  <IconButton
                    label={`Remove “${template.title}”`}
                    icon={<IconTrash size={16} />}
                    onClick={() => drop(template)}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited !== null && (
        <TemplateDialog template={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Card>
  );
}
