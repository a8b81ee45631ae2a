import { Skeleton } from "@mantine/core";
import type { CallSummary } from "@ringback/contract/calls.ts";
import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { lengthWords } from "@ringback/core/callbacks/clock-words.ts";
import { enteredWords } from "@ringback/core/calls/standing-words.ts";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { read } from "#api/queries.ts";
import { CallOutcome } from "#components/call-outcome.tsx";
import { callerWords, phoneWords } from "#components/phone-words.ts";
import { ReadingView } from "#components/reading/reading-view.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./call.module.css";
import { Ledger } from "./ledger.tsx";
import { WhoWasTried } from "./who-was-tried.tsx";

/** One call and its ledger: everything that is known of it, in the order it happened. */
export function CallPage() {
  const { callId } = useParams({ from: "/app/calls/$callId" });
  const navigate = useNavigate();
  const query = useQuery(read("getLedger", { params: { id: callId } }));
  const call = query.data?.call;
  return (
    <Screen>
      <div className={styles.back}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconArrowLeft size={16} />}
          onClick={() => void navigate({ to: paths.calls })}
        >
          Calls
        </Button>
      </div>
      <PageHead
        title={call === undefined ? "Call" : callerWords({ callerName: call.callerName, callerNumber: call.from })}
        {...(call === undefined
          ? {}
          : {
              aside: (
                <span className={styles.chips}>
                  {call.drill && <Chip>Drill</Chip>}
                  <CallOutcome call={call} />
                </span>
              ),
            })}
      />
      {query.isPending && <Skeleton height={420} radius={12} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.data !== undefined && (
        <>
          <Facts call={query.data.call} />
          {query.data.reading !== null && query.data.reading.source === "voicemail" && (
            <div className={styles.tried}>
              <Card title="What the caller said">
                <ReadingView reading={query.data.reading} />
              </Card>
            </div>
          )}
          <WhoWasTried tried={query.data.tried} queues={query.data.queues} />
          <Card title="From ring to outcome">
            <Ledger entries={query.data.entries} />
          </Card>
        </>
      )}
    </Screen>
  );
}

function Facts({ call }: { readonly call: CallSummary }) {
  return (
    <dl className={styles.facts}>
      <Fact name="Came in">
        <When at={call.arrivedAt} />
      </Fact>
      <Fact name="From">{call.from === null ? "Withheld" : phoneWords(call.from)}</Fact>
      <Fact name="To">{phoneWords(call.to)}</Fact>
      {call.missReason !== null && <Fact name="Why missed">{missLabel(call.missReason)}</Fact>}
      {call.rangSeconds !== null && <Fact name="Rang">{lengthWords(call.rangSeconds * 1000)}</Fact>}
      {call.waitedSeconds !== null && (
        <Fact name={call.outcome === "answered" ? "Waited for an answer" : "Waited"}>
          {lengthWords(call.waitedSeconds * 1000)}
          {call.answeredLate && ", answered late"}
        </Fact>
      )}
      <Fact name="How we heard of it">{enteredWords[call.entered]}</Fact>
      {call.detectedAfterMs !== null && call.outcome === "missed" && (
        <Fact name="Seen as missed after">{(call.detectedAfterMs / 1000).toFixed(1)} s</Fact>
      )}
      {call.callbackId !== null && (
        <Fact name="Callback">
          <Link to={paths.callback} params={{ callbackId: call.callbackId }}>
            Open the case
          </Link>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
