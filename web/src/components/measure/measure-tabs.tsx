import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { paths } from "#paths.ts";
import styles from "./measure.module.css";
import { useMeasureSearch } from "./measure-search.ts";

const tabs = [
  { to: paths.leaks, label: "Leaks" },
  { to: paths.figures, label: "Figures" },
  { to: paths.whatIf, label: "What if" },
  { to: paths.cost, label: "Cost" },
  { to: paths.scorecard, label: "Scorecard" },
  { to: paths.pilot, label: "Pilot" },
  { to: paths.weekly, label: "Weekly review" },
] as const;

/** Between the screens of Measure. The range and filters go along. */
export function MeasureTabs() {
  const search = useMeasureSearch();
  const row = useRef<HTMLElement>(null);
  // On a phone not all of them fit: whoever comes to the last one sees that it is on.
  useEffect(() => {
    const tab = row.current?.querySelector("[aria-current]");
    if (row.current === null || !tab) return;
    // As far as it has to be, with a piece of the next one.
    row.current.scrollLeft += tab.getBoundingClientRect().right - row.current.getBoundingClientRect().right + 40;
  }, []);
  return (
    <nav ref={row} className={styles.tabs} aria-label="Measure">
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} search={search} activeOptions={{ includeSearch: false }} className={styles.tab}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
