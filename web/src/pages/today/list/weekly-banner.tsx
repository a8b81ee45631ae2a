import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import styles from "./callback-list.module.css";

/** Last week's review, until it is finished: there is no other way to be rid of this line. */
export function WeeklyBanner() {
  const { data } = useQuery(read("weeklyReview", { query: {} }));
  const review = data?.review ?? null;
  if (review === null || review.finished !== null) return null;
  const { callers, emergencies } = review.left;
  return (
    <p className={styles.weekly}>
      {leftWords(callers, emergencies)}{" "}
      <Link to={paths.weekly} search={{ week: review.week.from }}>
        {callers + emergencies === 0 ? "Finish it" : "Go through it"}
      </Link>
    </p>
  );
}

/** `Last week has 2 callers without an answer and 1 emergency to look at.` */
function leftWords(callers: number, emergencies: number): string {
  const parts = [
    ...(callers === 0 ? [] : [`${callers} ${callers === 1 ? "caller" : "callers"} without an answer`]),
    ...(emergencies === 0 ? [] : [`${emergencies} ${emergencies === 1 ? "emergency" : "emergencies"} to look at`]),
  ];
  return parts.length === 0 ? "Last week's review has nothing left on it." : `Last week has ${parts.join(" and ")}.`;
}
