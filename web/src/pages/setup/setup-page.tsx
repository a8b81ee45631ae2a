import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { chooseAccount, rememberedAccount, useChosenAccount } from "#api/chosen-account.ts";
import { useLive } from "#api/live.ts";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { BusinessStep } from "./business-step.tsx";
import { FinishStep } from "./finish-step.tsx";
import { HoursStep } from "./hours-step.tsx";
import { NumberStep } from "./number-step.tsx";
import { PeopleStep } from "./people-step.tsx";
import styles from "./setup.module.css";
import { SetupFrame } from "./setup-frame.tsx";
import { type StepKey, stepAfter, stepOf, steps } from "./steps.ts";
import { TextStep } from "./text-step.tsx";

const route = getRouteApi(paths.setup);

/** The set-up of a business: five minutes, in steps that save by themselves, to be left and taken up again at will. */
export function SetupPage() {
  const { data: me } = useSuspenseQuery(read("me"));
  const chosen = useChosenAccount();
  const navigate = useNavigate();
  const account = me.accounts.find((each) => each.id === (chosen ?? rememberedAccount())) ?? me.accounts[0] ?? null;
  useLive(account?.id ?? null);
  // The client names the chosen business with every request, and this page can be the first one opened.
  if (account !== null && chosen !== account.id) chooseAccount(account.id);

  const asked = stepOf(route.useSearch().step);
  const step: StepKey = account === null ? "business" : (asked ?? "business");
  const current = steps.find((each) => each.key === step) ?? steps[0];
  const heading = useRef<HTMLHeadingElement>(null);
  // A new step is a new page to someone who hears the screen.
  useEffect(() => {
    if (asked !== null) heading.current?.focus();
  }, [asked]);
  const onNext = () => void navigate({ to: paths.setup, search: { step: stepAfter(step) } });
  return (
    <SetupFrame account={account} step={step}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {titles[step]}
      </h1>
      <p className={styles.lead}>{current.lead}</p>
      {account === null ? (
        <BusinessStep key="new" account={null} onNext={onNext} />
      ) : (
        <Step key={account.id} step={step} account={account} onNext={onNext} />
      )}
    </SetupFrame>
  );
}

const titles: Readonly<Record<StepKey, string>> = {
  business: "Your business",
  hours: "When are you open?",
  people: "Who answers, and who backs up?",
  number: "Connect a number",
  text: "The text a missed caller gets",
  finish: "Ready",
};

interface StepProps {
  readonly step: StepKey;
  readonly account: NonNullable<Parameters<typeof BusinessStep>[0]["account"]>;
  readonly onNext: () => void;
}

function Step({ step, account, onNext }: StepProps) {
  if (step === "business") return <BusinessStep account={account} onNext={onNext} />;
  if (step === "hours") return <HoursStep onNext={onNext} />;
  if (step === "people") return <PeopleStep onNext={onNext} />;
  if (step === "number") return <NumberStep onNext={onNext} />;
  if (step === "text") return <TextStep onNext={onNext} />;
  return <FinishStep account={account} />;
}
