import { needsCallback } from "@ringback/core/conversations/needs-callback.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import { lockMatterToJudge, type MatterToJudge } from "#db/stores/judgement-facts.ts";
import { awaitsAnswer, isAskedNothing, wasWarned } from "#db/stores/texter.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { controlKeyword, type InboundText } from "./inbound-text.ts";
import { openTextedCallback } from "./open-texted-callback.ts";

/** What had to be asked before a text can be handled. */
interface AskedAboutText {
  /** The callback of its matter, locked. */
  readonly matter: MatterToJudge | null;
  /** It says words of danger, and they were told before whom to dial. */
  readonly wasWarned: boolean;
  /** It reads as an answer, and a question of ours waits for one. */
  readonly isAnswer: boolean;
  /** It says YES, and nothing but texts from us can be meant (S10). */
  readonly wantsTexts: boolean;
}

export interface PlacedText extends AskedAboutText {
  readonly episode: Surroundings["episode"];
  /** Of who was entered with it. */
  readonly contactId: string | null;
  /** Nobody has to read or answer it: a keyword, a word of thanks, a colleague. */
  readonly quiet: boolean;
}

/** A text of a number, with its matter. */
export type TextToHandle = InboundText & PlacedText & { readonly number: string };

/**
 * The matter of a text: the open one, a new one, or none. The callback is locked before anything is written: whoever closes
 * it holds that lock, and a text that joined a matter just closed would have nobody to answer it. One round trip.
 */
export async function placeText(ctx: Context, tx: Transaction, inbound: InboundText): Promise<PlacedText> {
  const { around, number, text, past } = inbound;
  const quiet = inbound.staffId !== null || controlKeyword(inbound) !== null;
  if (around.episode?.callback_id) {
    const asked = await askAboutText(tx, inbound, { id: around.episode.id, callbackId: around.episode.callback_id });
    if (asked.matter !== null && asked.matter.stored.callback.state !== "closed")
      return { episode: around.episode, contactId: null, quiet, ...asked };
  }
  const hasMedia = inbound.mediaCount > 0;
  const opens =
    number !== null &&
    !quiet &&
    !around.is_own_number &&
    !onlyStops(inbound) &&
    needsCallback({ text, hasMedia, knowsUs: past.knowsUs, names: past.names });
  if (!opens) return { episode: null, contactId: null, quiet: true, ...(await askAboutText(tx, inbound, null)) };
  const { episodeId, callbackId, contactId } = openTextedCallback(ctx, tx, { ...inbound, number });
  const episode = {
    id: episodeId,
    callback_id: callbackId,
    callback_state: "open",
    owner_id: null,
    last_call_at: tx.now.toString(),
  };
  const asked = await askAboutText(tx, inbound, { id: episodeId, callbackId });
  return { episode, contactId, quiet: false, ...asked };
}

/** Sent together; where nothing has to be asked, nothing is sent. */
async function askAboutText(
  tx: Transaction,
  { id, number, keyword, danger, answer, around, playbook }: InboundText,
  episode: { readonly id: string; readonly callbackId: string } | null,
): Promise<AskedAboutText> {
  const mayWantTexts = keyword === "yes" && around.opted_out && playbook.texting.yesOptsIn;
  const [matter, warned, isAnswer, wantsTexts] = await Promise.all([
    episode === null ? null : lockMatterToJudge(tx, { callbackId: episode.callbackId }),
    danger !== null && number !== null && wasWarned(tx, { number, episodeId: episode?.id ?? null }),
    answer !== null && episode !== null && awaitsAnswer(tx, episode.id, id),
    mayWantTexts && number !== null && isAskedNothing(tx, number, id),
  ]);
  return { matter, wasWarned: warned, isAnswer, wantsTexts };
}

/** A wish for no more texts that is not part of a longer story asks for nothing else. */
function onlyStops({ stopWish, text }: InboundText): boolean {
  return stopWish !== null && text.trim().split(/\s+/).length <= 8;
}
