import type { Figure, FiguresAnswer } from "@ringback/contract/figures.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { beganWithin, fairTrend } from "@ringback/core/measurement/figures/fair-trend.ts";
import { type FigureUnit, figureWords, type Trend } from "@ringback/core/measurement/figures/figure-words.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import type { Definition } from "./definition-tip.tsx";
import { type MeasureSearch, useMeasureSearch } from "./measure-search.ts";

/** A figure with its words and meaning. */
export interface ReadFigure {
  readonly figure: Figure;
  readonly definition: Definition & { readonly unit: FigureUnit; readonly better: "more" | "less" | "neither" };
  readonly words: string;
  readonly trend: Trend | null;
}

export interface Figures {
  readonly answer: FiguresAnswer;
  /** Throws on a name that no definition has: a mistyped name is a mistake of ours. */
  readonly of: (id: string) => ReadFigure;
  readonly all: readonly ReadFigure[];
  /** The period compared with, where the books began only within or after it: counts are not compared then. */
  readonly partialBefore: DayRange | null;
}

/** The figures of the address, with the last ones kept on the screen while others are read. */
export function useFigures(over: Partial<MeasureSearch> = {}) {
  const search = { ...useMeasureSearch(), ...over };
  const definitions = useQuery({ ...read("figureDefinitions"), staleTime: Number.POSITIVE_INFINITY });
  const query = useQuery({ ...read("figures", { query: search }), placeholderData: keepPreviousData });
  const figures =
    query.data === undefined || definitions.data === undefined
      ? null
      : readFigures(query.data, definitions.data.definitions);
  return {
    figures,
    error: query.error ?? definitions.error,
    isStale: query.isPlaceholderData,
    retry: () => void Promise.all([query.refetch(), definitions.refetch()]),
  };
}

function readFigures(answer: FiguresAnswer, definitions: readonly ReadFigure["definition"][]): Figures {
  const meanings = new Map(definitions.map((definition) => [definition.id, definition]));
  const isPartial = beganWithin(answer.before, answer.firstDay);
  const all = answer.figures.flatMap((figure): ReadFigure[] => {
    const definition = meanings.get(figure.id);
    if (definition === undefined) return [];
    const trend = fairTrend(figure, definition, isPartial);
    return [{ figure, definition, words: figureWords(figure.value, definition.unit), trend }];
  });
  const byId = new Map(all.map((one) => [one.definition.id, one]));
  return {
    answer,
    all,
    partialBefore: isPartial ? answer.before : null,
    of: (id) => {
      const found = byId.get(id);
      if (found === undefined) throw new Error(`There is no figure ${id}.`);
      return found;
    },
  };
}
