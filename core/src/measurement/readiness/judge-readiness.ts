// Whether a pilot can be run at all: three things without which its verdict would mean nothing (requirements S1-51 to S1-53).

export type ReadinessCheckName = "logs" | "dispositions" | "consent";

export interface ReadinessCheck {
  readonly check: ReadinessCheckName;
  readonly title: string;
  readonly ready: boolean;
  /** What was found. */
  readonly words: string;
  /** How to fix it; null when it is ready. */
  readonly fix: string | null;
  /** The screen where that is done. */
  readonly fixAt: "imports" | "numbers" | "team" | "texting";
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly ReadinessCheck[];
}

export interface ReadinessFacts {
  /** Real phone systems that are connected. `logReadAt`: when its own log was last read without an error; null: never. */
  readonly systems: readonly {
    readonly label: string;
    readonly keepsLog: boolean;
    readonly logReadAt: Temporal.Instant | null;
    readonly logError: string | null;
  }[];
  /** Call logs that were imported. */
  readonly logsImported: number;
  /** Who has what no rule settles; null: nobody was named. */
  readonly fallback: { readonly name: string; readonly mayClose: boolean; readonly gone: boolean } | null;
  /** Outcomes a callback can be closed with. */
  readonly dispositions: number;
  readonly textsOn: boolean;
  /** Numbers that callers are texted from. */
  readonly textingNumbers: readonly {
    readonly label: string;
    /** Registered for texting as the carriers ask, or exempt. */
    readonly registered: boolean;
    /** Texts to it reach Ringback, so that a STOP is heard. */
    readonly hears: boolean;
  }[];
}

export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const checks = [logs(facts), dispositions(facts), consent(facts)];
  return { ready: checks.every(({ ready }) => ready), checks };
}

function logs({ systems, logsImported }: ReadinessFacts): ReadinessCheck {
  const about = { check: "logs", title: "The phone log can be read", fixAt: "imports" } as const;
  const read = systems.find(({ logReadAt, logError }) => logReadAt !== null && logError === null);
  if (read !== undefined)
    return { ...about, ready: true, words: `${read.label}'s own log is read and compared.`, fix: null };
  if (logsImported > 0) {
    const words = `${logsImported === 1 ? "One phone log was" : `${logsImported} phone logs were`} brought in.`;
    return { ...about, ready: true, words, fix: null };
  }
  const broken = systems.find(({ logError }) => logError !== null);
  if (broken !== undefined)
    return {
      ...about,
      fixAt: "numbers",
      ready: false,
      words: `${broken.label}'s log could not be read: ${broken.logError}.`,
      fix: "Repair the connection, or bring in a log that your phone system exports.",
    };
  const waiting = systems.find(({ keepsLog }) => keepsLog);
  return {
    ...about,
    ready: false,
    words:
      waiting === undefined
        ? "No phone system whose log can be read is connected, and no log was brought in."
        : `${waiting.label}'s log has not been read yet.`,
    fix: "Bring in a log that your phone system exports: without it nobody can check what was counted.",
  };
}

function dispositions({ fallback, dispositions }: ReadinessFacts): ReadinessCheck {
  const about = { check: "dispositions", title: "Somebody owns the outcome", fixAt: "team" } as const;
  const fix = "Name a person who has every callback that no rule settles, and who closes it with an outcome.";
  if (fallback === null) return { ...about, ready: false, words: "Nobody has what no rule settles.", fix };
  if (fallback.gone) return { ...about, ready: false, words: `${fallback.name} has left the team.`, fix };
  if (!fallback.mayClose)
    return { ...about, ready: false, words: `${fallback.name} may look on, but not close a callback.`, fix };
  if (dispositions === 0)
    return {
      ...about,
      ready: false,
      words: "There is no outcome to close a callback with.",
      fix: "Write down the outcomes.",
    };
  const words = `${fallback.name} has what no rule settles; ${dispositions} outcomes can be chosen.`;
  return { ...about, ready: true, words, fix: null };
}

function consent({ textsOn, textingNumbers }: ReadinessFacts): ReadinessCheck {
  const about = { check: "consent", title: "Consent to texts can be shown", fixAt: "texting" } as const;
  if (!textsOn)
    return {
      ...about,
      ready: true,
      words: "Texts are off: nobody is texted, so nobody has to have agreed.",
      fix: null,
    };
  if (textingNumbers.length === 0)
    return {
      ...about,
      ready: false,
      words: "Texts are on, but no number can send one.",
      fix: "Connect a number that texts, or switch texts off.",
    };
  const deaf = textingNumbers.find(({ hears }) => !hears);
  if (deaf !== undefined)
    return {
      ...about,
      fixAt: "numbers",
      ready: false,
      words: `Answers to ${deaf.label} do not reach Ringback, so a STOP would not be heard.`,
      fix: "Have the phone system send that number's texts here.",
    };
  const unregistered = textingNumbers.find(({ registered }) => !registered);
  if (unregistered !== undefined)
    return {
      ...about,
      fixAt: "numbers",
      ready: false,
      words: `${unregistered.label} is not registered for texting.`,
      fix: "Register it with your provider and note that it is approved, or switch texts off.",
    };
  const words =
    "Every text is decided by what the caller agreed to, kept with its proof; a STOP is heard on every number.";
  return { ...about, ready: true, words, fix: null };
}
