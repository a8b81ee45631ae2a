import type { EvidenceLabel } from "./assessment.ts";

/** Which fixed script a danger to life calls for (docs/rules.md E1). */
export type DangerScript = "911" | "988" | "gas";

/**
 * Some wordings and what they show. The files of `vocabulary/` are lists of these, to be read and corrected by people
 * who know the trade; the notation of the phrases is explained in `phrase.ts`.
 */
export type VocabularyRule = {
  readonly rule: string;
  readonly labels: readonly EvidenceLabel[];
  readonly phrases: readonly string[];
  /**
   * How much it says about an intent; a message's rules are added up. 1 a hint, 2 (default) enough when nothing else is
   * said, 3 a wish said in ordinary words, 4 a wish that can hardly mean anything else, 5 goes before other wishes.
   */
  readonly weight?: 1 | 2 | 3 | 4 | 5;
  /** Who says that this is a danger; required for every danger by a test. */
  readonly authority?: string;
  readonly script?: DangerScript;
  /** Ends by itself ("the smell is gone", "it stopped"): then high, no longer an emergency. */
  readonly mayBeOver?: boolean;
  /**
   * Goes on after the day it began (an injury, an illness, served papers): "yesterday" and "last week" do not make it past,
   * only no longer an emergency.
   */
  readonly lasts?: boolean;
  /** No more than high when the words show that it is caught ("a bucket under it") or small ("just a drip"). */
  readonly mayBeContained?: boolean;
  /** Becomes an emergency when a vulnerable person is also mentioned; the cold or heat alone does not do it. */
  readonly worseWhenVulnerable?: boolean;
  /** Becomes an emergency when a vulnerable person or exposure to cold or heat is also mentioned. */
  readonly worseWhenExposed?: boolean;
  /** Only the caller's own word for it; not believed from a sales call or a robocall. */
  readonly selfDeclared?: boolean;
  /** No emergency in the hot season (no heat). */
  readonly coldSeasonOnly?: boolean;
};
