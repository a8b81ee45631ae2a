import { SegmentedControl } from "@mantine/core";
import type { ReviewedEmergencyBody, WeeklyReview } from "@ringback/contract/weekly.ts";
import { minuteWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link } from "@tanstack/react-router";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { usePhone } from "#ui/use-phone.ts";
import styles from "./weekly.module.css";

const verdicts = [
  { value: "in-time", label: "In time" },
  { value: "too-late", label: "Too late" },
  { value: "not-reached", label: "Never reached" },
  { value: "no-emergency", label: "Was none" },
] as const;
type Verdict = (typeof verdicts)[number]["value"];

interface EmergencyItemProps {
  readonly emergency: ReviewedEmergencyBody;
  readonly review: WeeklyReview;
}

/** An emergency that was missed: how fast it went, and what somebody says to that, looking back. */
export function EmergencyItem({ emergency, review }: EmergencyItemProps) {
  const { role } = useAccount();
  const onPhone = usePhone();
  const judge = useAct("judgeEmergency", { changes: ["weeklyReview", "weeklyEmergencies", "today"] });
  const { callbackId, verdict } = emergency;
  const isFixed = review.finished !== null || (role !== "owner" && role !== "coordinator");
  return (
    <li className={styles.item}>
      <div className={styles.itemMain}>
        <Link to={paths.callback} params={{ callbackId }} className={styles.who}>
          {callerWords(emergency)}
        </Link>
        <p className={styles.facts}>
          rang <When at={emergency.startedAt} /> · {speedWords(emergency)}
          {emergency.wasLate && <span className={styles.late}> · after the promise</span>}
        </p>
      </div>
      <SegmentedControl
        size={onPhone ? "md" : "xs"}
        orientation={onPhone ? "vertical" : "horizontal"}
        fullWidth={onPhone}
        aria-label={`What became of ${callerWords(emergency)}`}
        data={[...(verdict === null ? [{ value: "", label: "Not looked at", disabled: true }] : []), ...verdicts]}
        value={judge.isPending ? (judge.variables?.body.verdict ?? "") : (verdict ?? "")}
        disabled={isFixed}
        onChange={(value) =>
          judge.mutate({ params: { week: review.week.from, callbackId }, body: { verdict: value as Verdict } })
        }
      />
    </li>
  );
}

function speedWords({ triedAfterMinutes, talkedAfterMinutes }: ReviewedEmergencyBody): string {
  if (triedAfterMinutes === null && talkedAfterMinutes !== null)
    return `talked to after ${minuteWords(talkedAfterMinutes)}, before anybody tried`;
  const tried = triedAfterMinutes === null ? "never tried" : `first tried after ${minuteWords(triedAfterMinutes)}`;
  return talkedAfterMinutes === null
    ? `${tried}, not talked to`
    : `${tried}, talked to after ${minuteWords(talkedAfterMinutes)}`;
}
