import { type FigureValue, figureDefinitions } from "./definitions.ts";

/**
 * From how many calls on a figure says something. Of twenty, one call more or less moves a share by five points and the
 * ninth tenth stands on two; a median settles sooner. Below it the figure is true and says little: it is shown with that
 * caution, never hidden. A count is what it is.
 */
export const enoughForShare = 20;
const enoughForMedian = 10;

/** Whether a figure was taken from enough to say something. */
export function isEnough(figureId: string, { whole }: Pick<FigureValue, "whole">): boolean {
  const unit = figureDefinitions.find(({ id }) => id === figureId)?.unit;
  if (unit === "count") return true;
  return (whole ?? 0) >= (figureId.endsWith(".median") ? enoughForMedian : enoughForShare);
}

/** Whether so many calls are enough for their share missed to say something. */
export function isEnoughForShare(whole: number): boolean {
  return whole >= enoughForShare;
}
