/**
 * Beginnings of words without which nothing is an emergency on a model's word alone, English and Spanish, folded. They
 * are no rules: they only say that a quote speaks of something that can do harm. What the rules know better (negation,
 * past, idiom) is asked of them.
 */
export const DANGER_BEGINNINGS: readonly string[] = (
  "gas fire flame burn smok spark electrocut shock explo carbon monoxide fume alarm flood gush pour burst spray soak " +
  "sewage collaps cav trap stuck lock freez frozen heatstroke blood bleed breath chok unconscious unrespons faint " +
  "seiz convuls stroke chest heart swallow poison overdos pill suicid kill die dying dead hurt injur attack stab gun " +
  "shot knife weapon intruder broke break threat abus assault rape blind vision swell swollen allerg anaphyl vomit " +
  "paraly numb fell fall fractur knock ate eaten toxic antifreeze rat bloat labor water leak drown baby infant oxygen " +
  "incendi fuego llama quem humo chispa electrocut explot monoxido alarma inund chorro revent derrumb atrap encerr " +
  "congel sangr respir ahog inconsc desmay convuls derrame pecho corazon trag envenen veneno sobredosis pastilla " +
  "suicid matar muer herid lastim atac apunal pistola arma cuchillo intrus amenaz golpe fractur hinch alerg vomit agua fuga bebe"
).split(" ");
