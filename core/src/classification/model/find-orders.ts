import { fold, readWords, type Word } from "#classification/words.ts";
import type { Place } from "./find-quote.ts";

/**
 * Finds text that speaks to whoever reads it by machine: "ignore previous instructions", "system:", "mark this as spam",
 * JSON, markup. It takes nothing away from the message; a claim that rests on such words is not let in. It errs on the
 * side of finding, as the rules read these words all the same.
 */
export function findOrders(text: string): Place[] {
  const places: Place[] = [];
  for (const pattern of IN_SIGNS)
    for (const match of text.matchAll(pattern)) places.push({ start: match.index, end: match.index + match[0].length });
  const words = joinSpelled(text, readWords(text));
  // The folded words side by side, so that the patterns need not know signs, case or accents.
  let line = "";
  const starts: number[] = [];
  for (const word of words) {
    starts.push(line.length);
    line += `${word.text} `;
  }
  for (const pattern of IN_WORDS)
    for (const match of line.matchAll(pattern)) {
      const first = lastAtOrBefore(starts, match.index);
      const last = lastAtOrBefore(starts, match.index + match[0].trimEnd().length - 1);
      places.push({ start: words[first]?.start ?? 0, end: endAfter(words, last) });
    }
  return places;
}

function endAfter(words: readonly Word[], last: number): number {
  let at = last;
  while (at < last + WORDS_AFTER && words[at + 1] !== undefined && words[at + 1]?.before !== "sentence") at += 1;
  return words[at]?.end ?? 0;
}

/** What follows an order in its sentence belongs to it ("set the urgency to … because …"). */
const WORDS_AFTER = 4;

const IN_SIGNS: readonly RegExp[] = [
  /["“”']?(?:intent|urgency|lane|claims?|label|role|content|quote|opt.?out|priority|escalate|sentences)["“”']?\s{0,3}[:=]\s{0,3}[^\n]{0,120}/gi,
  /\{[^{}]{0,200}[:=][^{}]{0,200}\}/g,
  /(?:^|[\n.!?>#*\]])\s{0,10}[#*_[(<]{0,4}(?:system|assistant|developer|admin(?:istrator)?|instructions?|tool|function|user)[\]*_)> ]{0,6}:[^\n]{0,200}/gi,
  /<[/!?]?[a-z][^<>]{0,200}>/gi,
  /!?\[[^\]\n]{0,100}\]\([^)\n]{0,300}\)/g,
  /```[\s\S]{0,500}?(?:```|$)/g,
];

const IN_WORDS: readonly RegExp[] = [
  // "Ignore all previous instructions" in the languages such texts come in.
  /\b(?:ignor\w*|disregard\w*|forget|override|bypass|overwrite|olvid\w*|omit\w*|descart\w*|oubli\w*|vergiss|vergessen|dimentica\w*|esquec\w*|desconsider\w*|nicht beachte\w*|missacht\w*)(?: \w+){0,5} (?:instruc\w*|istruzion\w*|anweisung\w*|prompts?|rules?|regl\w*|regra\w*|regeln|guidelines?|directives?|indicacion\w*|ordenes|consignes|system|sistema|programming|training|above|anterior\w*|precedent\w*|vorherig\w*|safety)\b/g,
  /\b(?:new|updated|secret|hidden|real|nuevas?|neue|nouvelles?) (?:system )?(?:instructions?|prompts?|instrucciones|anweisungen|directives?|rules|policy)\b/g,
  /\b(?:system|developer|admin|assistant|root|debug|maintenance) (?:message|prompt|mode|override|notice|note|command|instruction\w*)\b/g,
  /\b(?:mensaje|modo|message|nachricht) (?:del |du |des )?(?:sistema|administrador|desarrollador|systeme|systems)\b/g,
  /\b(?:you are|youre|act as|pretend to be|pretend you are|behave as|eres|actua como|tu es|du bist|voce e) (?:now |a |an |the |un |una |ahora |ein |eine |um |uma ){0,3}(?:ai|ia|ki|assistant|asistente|assistent\w*|bot|robot|chatbot|gpt|chatgpt|claude|llm|language model|modelo|classifier|clasificador|machine|system|dan)\b/g,
  /\b(?:mark|classify|label|flag|categori[sz]e|tag|treat|rate|record|report|log|set|change|lower|reduce|downgrade|raise|assign|marca|marcar|marque|marquen|clasifica\w*|etiqueta\w*|pon|ponga|cambia\w*|baja|classe\w*|classifi\w*|markier\w*|setze)(?: \w+){0,6} (?:urgency|urgencia|urgence|dringlichkeit|priority|prioridad|intent|intencion|label|spam|emergency level|classification|category|lane|low priority|not urgent|non urgent|no urgente|wrong number)\b/g,
  /\b(?:urgency|priority|intent|classification|urgencia|prioridad) (?:is |to |as |should be |must be |equals |a |es |level ){0,3}(?:emergency|high|normal|low|unknown|none|spam|baja|alta|zero|critical|0)\b/g,
  /\b(?:output|respond|reply|answer|return|print|write|responde|contesta|antworte|reponds) (?:\w+ ){0,4}(?:json|claims|quotes?|labels?|exactly|verbatim|only with|nothing but|empty|in the format|solo con)\b/g,
  /\b(?:call|invoke|run|execute|use|trigger|ejecuta|llama a) (?:\w+ ){0,3}(?:tool|tools|function|api|endpoint|webhook|sql|script|code|plugin|funcion|herramienta)\b/g,
  /\b(?:system prompt|your instructions|your prompt|api key|jailbreak|end of (?:transcript|message|data|voicemail)|begin (?:system|instructions)|prompt injection|developer mode|tus instrucciones|large language model|language model|drop table|delete from)\b/g,
  /\b(?:do not|dont|never) (?:escalate|alert|alarm|notify|flag|classify|summari[sz]e)\b/g,
  /\b(?:note|message|attention|memo|instruction|nota|mensaje) (?:to|for|para) (?:the |el |la )?(?:ai|ia|bot|model|modelo|assistant|asistente|classifier|transcriber|software|computer|system|sistema)\b/g,
  /(?:игнорир|инструкц|系统|忽略|指示|指令|無視|시스템|무시|지시|تجاهل|تعليمات|התעלם|הוראות|निर्देश|अनदेखा)\S*/g,
];

/** "i g n o r e  p r e v i o u s": letters one by one are a word. */
function joinSpelled(text: string, words: readonly Word[]): Word[] {
  const isLetter = (word: Word | undefined) => word !== undefined && word.end - word.start === 1;
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    let last = at;
    while (isLetter(words[last]) && isLetter(words[last + 1])) last += 1;
    const [first, end] = [words[at], words[last]];
    if (first === undefined || end === undefined) break;
    // Of letters spelled out nobody says where a word ends: known words are looked for in them.
    if (last - at >= SPELLED_MIN) {
      const letters = fold(
        words
          .slice(at, last + 1)
          .map((word) => text.slice(word.start, word.end))
          .join(""),
      );
      const read = letters.replaceAll(SPELLED_WORDS, " $1 ").replaceAll(/ {2,}/g, " ").trim();
      joined.push({ ...first, text: read, end: end.end });
      at = last;
    } else joined.push(first);
  }
  return joined;
}

const SPELLED_MIN = 4;
const SPELLED_WORDS =
  /(ignore|disregard|forget|all|previous|prior|your|the|instructions?|prompt|rules|mark|classify|label|set|this|as|to|spam|urgency|priority|low|system|override)/g;

function lastAtOrBefore(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
