import { findPhrases, indexPhrases } from "./find-phrases.ts";
import { readWords } from "./words.ts";

export type Keyword = "stop" | "start" | "help" | "yes";

// The words that are an opt-out by themselves (47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel,
// unsubscribe) together with those of carriers and providers (STOPALL, OPTOUT; AWS: REMOVE, TD, ARRET) and of Spanish.
const STOP = new Set([
  "stop",
  "stopall",
  "stop all",
  "quit",
  "end",
  "revoke",
  "optout",
  "opt out",
  "cancel",
  "unsubscribe",
  "remove",
  "td",
  "arret",
  "para",
  "parar",
  "alto",
  "baja",
]);
const START = new Set(["start", "unstop"]);
const HELP = new Set(["help", "info", "ayuda"]);
const YES = new Set(["yes"]);

/**
 * Reads a text message that is nothing but a keyword: case, accents, punctuation, quotes, emoji and repetitions do not
 * matter ("“Stop.”", "STOP STOP 🛑"); any other word does ("please stop by"). Null when it is no keyword. What `yes` means depends
 * on the contact: it lifts an opt-out only when no yes/no question is pending (docs/rules.md S10).
 */
export function readKeyword(body: string): Keyword | null {
  // A keyword is short; a long text is none, and is not worth folding.
  if (body.length > 200) return null;
  const letters = body
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  const said = letters
    .replaceAll(/[^\p{L}\p{N}\s]/gu, "")
    .trim()
    .split(/\s+/);
  const words = new Set(said).size === 1 ? said.slice(0, 1) : said;
  const keyword = words.join(" ");
  if (STOP.has(keyword)) return "stop";
  if (START.has(keyword)) return "start";
  if (HELP.has(keyword)) return "help";
  return YES.has(keyword) ? "yes" : null;
}

export type OptOutWish = {
  readonly certainty: "sure" | "unsure";
  readonly start: number;
  readonly end: number;
  readonly rule: string;
};

// Any wording a reasonable person would understand counts (64.1200(a)(10)-(11)). Sure opts out; unsure stops automatic
// texts and asks a person. `means-something-else` is found first and covers what only looks like a wish.
const WISHES = indexPhrases([
  {
    rule: "stop-contacting",
    certainty: "sure" as const,
    phrases: [
      "stop|quit ..1 texting|calling|messaging|contacting|emailing|bothering|harassing|spamming ..1 me|us|my|this",
      "stop|quit|cease|end ..4 texts|messages|calls|robocalls|messaging|sms",
      "stop|quit sending ..2 me|us|these|this|messages|texts",
      "please stop texting|messaging|contacting",
      "stop texting",
      "cease and desist",
      "no more|further texts|messages|calls|contact|texting|messaging",
      "dont|never ..2 text|call|contact|message|email|bother ..3 again|anymore|ever|more",
      "not text|call|contact|message ..3 again|anymore|ever",
      "dont|not ..2 want|wish ..4 texts|messages|calls|contacted|texted|called",
      "dont|not want you ..3 texting|calling|contacting|text|contact|message",
      "leave me alone",
    ],
  },
  {
    rule: "remove-from-list",
    certainty: "sure" as const,
    phrases: [
      "take|remove|delete|get ..3 me|us|number|name|phone ..2 off|from|out ..4 list|lists|database|system|records|file",
      "take|remove me|us|this|my ..2 off|from",
      "take me off",
      "remove me",
      "delete|lose|remove my number|info|information",
      "unsubscribe",
      "opt ..2 out",
      "opting out",
      "optout",
      "dont call list",
      "revoke ..4 consent|permission",
      "withdraw ..3 consent|permission",
      "cancel ..2 texts|messages|subscription|alerts|notifications",
    ],
  },
  {
    rule: "reaches-the-wrong-person",
    certainty: "sure" as const,
    phrases: [
      "you ..3 have ..2 wrong number|person",
      "you ..3 got ..2 wrong number|person",
      "youve got ..1 wrong number|person",
      "wrong number",
    ],
  },
  {
    rule: "deje-de-contactarme",
    certainty: "sure" as const,
    phrases: [
      "deje|dejen|deja|dejar ..1 de ..1 llam*|mand*|envi*|escrib*|textear*|molest*",
      "ya no ..2 llame|llamen|mande|manden|mandes|escriba|escriban|escribas|envie|envien|contacten|marquen|hablen|texteen",
      "no ..2 llame|llamen|mande|manden|escriba|escriban|envie|envien|contacten|contacte|marquen|hablen|texteen|vuelvan ..4 mas|nunca|jamas",
      "no ..2 vuelva|vuelvan|vuelvas a ..1 llamar*|mandar*|escribir*|contactar*|marcar*|molestar*|textear*",
      "no ..2 mande|manden|envie|envien|escriba|escriban ..2 mensajes|textos|mensajitos|promociones|publicidad",
      "dej* ..2 de ..2 estar ..1 llam*|mand*|molest*|marc*",
      "paren|pare|basta|parenle|parele ..2 de ..2 llam*|mand*|mensajes|textos|molest*|marc*",
      "no ..3 autorizo ..4 llam*|mensaje*|contact*",
      "no quiero ..2 que ..2 llamen|llame|manden|mande|contacten|marquen|escriban|molesten|texteen",
      "no quiero|deseo ..2 recibir|saber ..3 mensajes|llamadas|textos|publicidad|promociones|ustedes",
      "no ..2 mas mensajes|llamadas|textos",
      "no quiero ..3 mensajes|llamadas|textos",
      "quit*|borr*|saque*|saquen*|sacar*|elimin* ..4 lista|listas|registro|registros|sistema|base",
      "borr*|elimin*|quit* mi numero|telefono|contacto",
      "cancel* ..2 suscripcion|mensajes|alertas|textos",
      "numero equivocado",
      "darme de baja",
      "arretez de ..2 appeler|ecrire|envoyer|texter",
      "ne ..1 mappelez|appelez plus",
    ],
  },
  {
    rule: "may-not-want-texts",
    certainty: "unsure" as const,
    phrases: [
      "dont|not text|message|contact ..1 me|us|this",
      "dont call ..1 me|us|this ..1 number?",
      "not interested",
      "stop it|this|please|now",
      "please stop",
      "who is this",
      "how did you get ..2 my number|name|info",
      "no texts|texting|messages",
      "this ..2 landline",
      "is this spam|a scam",
      "report ..3 spam",
      "no me ..2 interesa",
    ],
  },
]);

const NOT_A_WISH = indexPhrases([
  {
    phrases: [
      "please stop by|in|over|at",
      "stop by|in|over",
      "dont|not call ..3 before|after|until|till|between|yet|today|if|unless|early|late",
      "dont|not ..2 call back ..2 before|after|until",
      "dont|not hesitate",
      "i|ive|must|think|mustve|may|sorry ..5 wrong number",
      "me equivoque ..3 numero",
      "wrong number ..3 on|in|for ..3 invoice|file|account|bill",
      "wont|not|never|didnt|doesnt ..2 stop calling|texting",
      "he|she|they|ex|neighbor|husband|tenant|someone|collector ..5 stop calling|texting|harassing|contacting",
      "take me off ..3 hold|schedule",
      "remove|take me from|off ..2 schedule|appointment|calendar|waitlist",
      "stop|end ..2 calls ..2 from",
      "opt out of ..3 insurance|coverage",
      "unsubscribe ..3 button",
      "not interested in ..6 but",
    ],
  },
]);

/** Finds a wish not to be contacted in any wording, in a text, a voicemail or an e-mail; null when there is none. */
export function findOptOutWish(text: string): OptOutWish | null {
  const words = readWords(text);
  const wishes = findPhrases(WISHES, words);
  if (wishes.length === 0) return null;
  const others = findPhrases(NOT_A_WISH, words);
  const meant = wishes.filter((wish) => !others.some((other) => other.first < wish.last && wish.first < other.last));
  const wish = meant.find((one) => one.rule.certainty === "sure") ?? meant[0];
  return wish === undefined
    ? null
    : { certainty: wish.rule.certainty, start: wish.start, end: wish.end, rule: wish.rule.rule };
}
