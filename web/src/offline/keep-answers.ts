/** What is kept is shown for a day and then deleted: after that it helps nobody and is only personal data lying around. */
export const keptForMs = 24 * 60 * 60_000;
const casesMax = 60;

export interface KeptAnswer {
  /** The cache's key: business (or installation), route, request. */
  readonly key: readonly unknown[];
  readonly data: unknown;
  /** When it was read, by this device's clock. */
  readonly atMs: number;
}

/** What is kept of one person in one business. */
export interface Kept {
  readonly atMs: number;
  /** How far the server's clock stood ahead of this device's. */
  readonly clockOffsetMs: number;
  readonly answers: readonly KeptAnswer[];
}

interface Moment {
  readonly accountId: string;
  readonly nowMs: number;
  readonly clockOffsetMs: number;
}

/**
 * Chooses what stays: who one is, Today without a search, and the cases seen last, of this business only. Cases that
 * the memory has let go since are taken over from what was kept before.
 */
export function keepAnswers(before: Kept | undefined, answers: readonly KeptAnswer[], moment: Moment): Kept {
  const { accountId, nowMs, clockOffsetMs } = moment;
  const byKey = new Map<string, KeptAnswer>();
  for (const answer of [...(before?.answers ?? []), ...answers]) {
    const id = JSON.stringify(answer.key);
    const other = byKey.get(id);
    if (other === undefined || other.atMs <= answer.atMs) byKey.set(id, answer);
  }
  const fresh = [...byKey.values()]
    .filter(({ key, atMs }) => (key[0] === accountId || key[0] === "installation") && nowMs - atMs < keptForMs)
    .sort((one, other) => other.atMs - one.atMs);
  const of = (name: string) => fresh.filter(({ key }) => key[1] === name);
  return {
    atMs: nowMs,
    clockOffsetMs,
    answers: [
      ...of("me"),
      ...of("installation"),
      ...of("today")
        .filter(({ key }) => !JSON.stringify(key).includes('"search"'))
        .map(firstPage),
      ...of("getCallback").slice(0, casesMax),
    ],
  };
}

/** Of a long list the first page; whoever has hundreds of callbacks to make does not make them in a dead spot. */
function firstPage(answer: KeptAnswer): KeptAnswer {
  const { data } = answer;
  if (typeof data !== "object" || data === null || !("pages" in data) || !("pageParams" in data)) return answer;
  const { pages, pageParams } = data;
  if (!Array.isArray(pages) || !Array.isArray(pageParams)) return answer;
  return { ...answer, data: { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) } };
}
