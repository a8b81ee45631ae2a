import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./settings.module.css";

/** Whether the automatic text asks, and who answers; the way to templates, question and teams. */
export function ConversationsCard() {
  const { question, teams } = useSuspenseQuery(read("getPlaybook")).data.playbook.conversation;
  const asks = question.enabled
    ? `The automatic text asks what they need, with ${question.choices.length} answers.`
    : "The automatic text asks nothing.";
  const answer =
    teams.length === 0 ? "Everybody answers everything." : `${teams.map(({ name }) => name).join(", ")} answer.`;
  return (
    <Card title="Conversations">
      <p className={styles.quiet}>
        {asks} {answer}
      </p>
      <Link to={paths.conversing} className={styles.link}>
        Reply templates, scripts, the question, teams
      </Link>
    </Card>
  );
}
