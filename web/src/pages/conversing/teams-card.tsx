import { MultiSelect, TextInput } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { conversationLimits } from "@ringback/core/conversations/conversation-rules.ts";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./conversing.module.css";
import { intentChoices } from "./intent-choices.ts";
import { Nothing } from "./nothing.tsx";

type Teams = PlaybookBody["conversation"]["teams"];
type Team = Teams[number];

/** Which conversations stand under which team's name: by the number they used, else by what they want. */
export function TeamsCard() {
  const { playbook, save, busy, error, refusal } = usePlaybook("The teams were saved");
  const { data } = useSuspenseQuery(read("listConnections"));
  const draft = useDraft<Teams>(playbook.conversation.teams);
  const teams = draft.value;
  const change = (at: number, part: Partial<Team>) =>
    draft.set(teams.map((team, index) => (index === at ? { ...team, ...part } : team)));
  const lines = data.numbers.map(({ id, label }) => ({ value: id, label }));
  const add = (
    <Button
      size="small"
      icon={<IconPlus size={16} />}
      refusal={refusal ?? (teams.length >= conversationLimits.teamsMax ? "That is as many as fit." : null)}
      onClick={() =>
        draft.set([...teams, { id: crypto.randomUUID().slice(0, 18), name: "", numberIds: [], intents: [] }])
      }
    >
      Add a team
    </Button>
  );
  return (
    <Card title="Teams">
      {teams.length === 0 ? (
        <Nothing title="Everybody answers everything" action={add}>
          Where sales and service answer different people, make a team of each: by the number that was called, or by
          what callers want. Conversations can then be looked at one team at a time.
        </Nothing>
      ) : (
        <>
          <p className={styles.quiet}>
            The number decides before what they want, and the team that stands first before the next. Whoever owns the
            callback still owes the answer; everybody sees every conversation.
          </p>
          <ol className={styles.teams} aria-label="Teams">
            {teams.map((team, index) => (
              <li key={team.id}>
                <div className={styles.team}>
                  <TextInput
                    label="Name"
                    placeholder="Sales"
                    maxLength={40}
                    value={team.name}
                    onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
                  />
                  <MultiSelect
                    label="Numbers"
                    placeholder={team.numberIds.length === 0 ? "None" : ""}
                    data={lines}
                    searchable={lines.length > 8}
                    value={[...team.numberIds]}
                    onChange={(numberIds) => change(index, { numberIds })}
                  />
                  <MultiSelect
                    label="Callers who want"
                    placeholder={team.intents.length === 0 ? "Nothing in particular" : ""}
                    data={intentChoices}
                    searchable
                    value={[...team.intents]}
                    onChange={(chosen) =>
                      change(index, { intents: INTENTS.filter((intent) => chosen.includes(intent)) })
                    }
                  />
                </div>
                <IconButton
                  label={`Remove ${team.name.trim() === "" ? `team ${index + 1}` : team.name}`}
                  icon={<IconTrash size={16} />}
                  onClick={() => draft.set(teams.filter((_, at) => at !== index))}
                />
              </li>
            ))}
          </ol>
          {add}
        </>
      )}
      {(teams.length > 0 || draft.changed) && (
        <div className={styles.save}>
          <SaveBar
            changed={draft.changed}
            busy={busy}
            error={error}
            refusal={refusal ?? whatIsMissing(teams)}
            onSave={() => save((now) => ({ ...now, conversation: { ...now.conversation, teams } }), draft.reset)}
            onReset={draft.reset}
          />
        </div>
      )}
    </Card>
  );
}

function whatIsMissing(teams: Teams): string | null {
  if (teams.some(({ name }) => name.trim() === "")) return "Name each team, or remove it.";
  const empty = teams.find(({ numberIds, intents }) => numberIds.length + intents.length === 0);
  return empty === undefined
    ? null
    : `Say which conversations are ${empty.name.trim()}'s: a number, or what callers want.`;
}
