import { Skeleton } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./contact-words.module.css";
import { SetupForm } from "./setup-form.tsx";

/** The business's own words for its contacts: tiers from the lowest to the highest, and fields of its own. */
export function ContactWordsPage() {
  const navigate = useNavigate();
  const query = useQuery(read("getContactSetup"));
  const refusal = useOwnerRefusal();
  return (
    <Screen>
      <div className={styles.back}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconArrowLeft size={16} />}
          onClick={() => void navigate({ to: paths.settings })}
        >
          Settings
        </Button>
      </div>
      <PageHead
        title="Tiers and own fields"
        lead="What you call your better customers, and what you want to know of each contact besides name, number and address."
      />
      <div className={styles.stack}>
        {query.isPending && <Skeleton height={320} radius={12} />}
        {query.isError && query.data === undefined && (
          <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
        )}
        {query.data !== undefined && (
          <SetupForm saved={{ tiers: query.data.tiers, fields: query.data.fields }} refusal={refusal} />
        )}
      </div>
    </Screen>
  );
}
