import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { LeavingCard } from "./leaving-card.tsx";
import styles from "./listening.module.css";
import { ServiceCard } from "./service-card.tsx";
import { UsageCard } from "./usage-card.tsx";

const kinds = ["speech", "language-model"] as const;

/** What may leave, and the two services. An owner's matter: they cost money and see what callers say. */
export function Services() {
  const refusal = useOwnerRefusal();
  const query = useQuery({ ...read("listAiServices"), enabled: refusal === null });
  if (refusal !== null)
    return (
      <Card title="Services">
        <p className={styles.quiet}>Only an owner of the business sees and sets up its services.</p>
      </Card>
    );
  if (query.isError)
    return <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />;
  if (query.data === undefined) return <Skeleton height={300} radius={12} />;
  const { sendsContent, services, vendors, usage } = query.data;
  return (
    <>
      <LeavingCard sendsContent={sendsContent} />
      {kinds.map((kind) => (
        <ServiceCard
          key={kind}
          kind={kind}
          vendors={vendors}
          service={services.find((service) => service.kind === kind)}
        />
      ))}
      <UsageCard usage={usage} />
    </>
  );
}
