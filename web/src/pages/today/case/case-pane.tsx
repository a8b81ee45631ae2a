import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { read } from "#api/queries.ts";
import { CallbackChips } from "#components/callback-chips.tsx";
import { CallbackRing } from "#components/callback-ring.tsx";
import { callerWords, phoneWords } from "#components/phone-words.ts";
import { useDial } from "#components/use-dial.ts";
import { WaitingChip } from "#components/waiting-chip.tsx";
import { OthersChip } from "#pages/today/presence/others-chip.tsx";
import { useSayPresence } from "#pages/today/presence/use-presence.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ActionBar } from "./action-bar.tsx";
import { ActionRow } from "./action-row.tsx";
import { AlarmCard } from "./alarm-card.tsx";
import styles from "./case-pane.module.css";
import { CaseSkeleton } from "./case-skeleton.tsx";
import { HoldsCard } from "./holds-card.tsx";
import { KnownCard } from "./known-card.tsx";
import { LoopSteps } from "./loop-steps.tsx";
import { MessagesCard } from "./messages-card.tsx";
import { NextTry } from "./next-try.tsx";
import { SaidCards } from "./said-cards.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { useCaseActions } from "./use-case-actions.ts";
import { useCaseKeys } from "./use-case-keys.ts";

const LateCard = lazy(() => import("./late-card.tsx").then((module) => ({ default: module.LateCard })));
const ScriptCard = lazy(() => import("./script-card.tsx").then((module) => ({ default: module.ScriptCard })));
const NotesCard = lazy(() => import("./notes-card.tsx").then((module) => ({ default: module.NotesCard })));
const HistoryCard = lazy(() => import("./history-card.tsx").then((module) => ({ default: module.HistoryCard })));
const CaseDialogs = lazy(() => import("./case-dialogs.tsx").then((module) => ({ default: module.CaseDialogs })));

/** One case, whole: beside the list at a desk, a page of its own on a phone. */
export function CasePane() {
  const { callbackId } = useParams({ from: "/app/today/$callbackId" });
  const query = useQuery(read("getCallback", { params: { id: callbackId } }));
  if (query.data !== undefined) return <Case key={callbackId} story={query.data} />;
  if (query.isError) {
    return (
      <div className={styles.pane}>
        <BackToList />
        <h1 className="visually-hidden">Case</h1>
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      </div>
    );
  }
  return <CaseSkeleton />;
}

function Case({ story }: { readonly story: CallbackCase }) {
  const { do: dialog } = useSearch({ from: "/app/today" });
  const actions = useCaseActions(story);
  useCaseKeys(actions);
  useSayPresence(story.id, dialog !== undefined || actions.ringing !== null);
  const dial = useDial(story);
  return (
    <div className={styles.pane}>
      <title>{`${callerWords(story)} · Ringback`}</title>
      <BackToList />
      <header className={styles.head}>
        <CallbackRing callback={story} large />
        <div>
          <h1 className={styles.name}>{callerWords(story)}</h1>
          <p className={styles.relation}>{story.relation}</p>
        </div>
        {story.callerNumber !== null && dial !== null && (
          <div className={styles.number}>
            <a {...dial}>{phoneWords(story.callerNumber)}</a>
          </div>
        )}
      </header>
      <div className={styles.chips}>
        <WaitingChip callbackId={story.id} />
        <OthersChip callbackId={story.id} />
        <CallbackChips row={story} isCase />
      </div>
      <AlarmCard story={story} actions={actions} />
      <ActionRow story={story} actions={actions} />
      <NextTry story={story} actions={actions} />
      <LoopSteps steps={story.loop} />
      <HoldsCard story={story} />
      <Suspense fallback={null}>{story.lateness !== null && <LateCard story={story} />}</Suspense>
      <SaidCards story={story} onCorrect={() => actions.openDialog("correct")} />
      <Suspense fallback={null}>{story.state !== "closed" && <ScriptCard script={story.script} />}</Suspense>
      <KnownCard known={story.known} />
      <Suspense fallback={null}>
        <NotesCard story={story} />
      </Suspense>
      <MessagesCard story={story} actions={actions} isWriting={dialog === "text"} />
      <TimelineCard timeline={story.timeline} />
      <Suspense fallback={null}>
        <HistoryCard story={story} />
      </Suspense>
      <ActionBar story={story} actions={actions} />
      {dialog !== undefined && dialog !== "text" && (
        <Suspense fallback={null}>
          <CaseDialogs story={story} dialog={dialog} onClose={actions.closeDialog} />
        </Suspense>
      )}
    </div>
  );
}

function BackToList() {
  const navigate = useNavigate();
  return (
    <div className={styles.back}>
      <Button
        tone="quiet"
        size="small"
        icon={<IconArrowLeft size={16} />}
        onClick={() => void navigate({ to: paths.today, search: ({ do: _, ...rest }) => rest })}
      >
        Today
      </Button>
    </div>
  );
}
