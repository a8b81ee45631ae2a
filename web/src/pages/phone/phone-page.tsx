import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { paths } from "#paths.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";
import { CallerPhone } from "./caller-phone.tsx";
import { unusedNumber } from "./callers.ts";
import { ClockCard } from "./clock-card.tsx";
import styles from "./phone.module.css";
import type { PhoneSearch } from "./phone-search.ts";
import { TeamPhones } from "./team-phones.tsx";
import { TryCard } from "./try-card.tsx";
import { useSimulator } from "./use-simulator.ts";

const route = getRouteApi("/app/phone");

/** A phone on the screen that calls one's own business through the same doors as a real call. */
export function PhonePage() {
  const { data: installation } = useSuspenseQuery(read("installation"));
  if (!installation.simulator) {
    return (
      <Screen>
        <PageHead title="Simulated phone" />
        <EmptyState title="There is no simulated phone here">
          It belongs to demo and development installations. Here, call one of your real numbers.
        </EmptyState>
      </Screen>
    );
  }
  return <SimulatedPhones />;
}

function SimulatedPhones() {
  const simulator = useSimulator();
  const search = route.useSearch();
  const navigate = useNavigate();
  const [fresh] = useState(() =>
    unusedNumber(
      simulator.phones.map((phone) => phone.number),
      Math.random,
    ),
  );
  const set = (next: PhoneSearch) => void navigate({ to: paths.phone, search: next, replace: true });
  return (
    <Screen wide>
      <PageHead
        title="Simulated phone"
        aside={
          <a href={paths.today} target="ringback-today" className={styles.watch}>
            Watch on Today, beside this
          </a>
        }
        lead="Call your own business as a customer would. Everything behind it is real: the rules, the clocks, the texts."
      />
      <div className={styles.layout}>
        <CallerPhone
          simulator={simulator}
          caller={search.as ?? fresh}
          side={search.side ?? "phone"}
          onCaller={(as) => set({ ...search, as })}
          onSide={(side) => set({ as: search.as ?? fresh, ...(side === "messages" ? { side } : {}) })}
        />
        <div className={styles.beside}>
          <TeamPhones simulator={simulator} />
          <ClockCard />
          <TryCard />
        </div>
      </div>
    </Screen>
  );
}
