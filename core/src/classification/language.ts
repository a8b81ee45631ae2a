import type { Language } from "./assessment.ts";
import type { Word } from "./words.ts";

// The commonest words of a language, folded, and the words of telephone messages. A word that two languages share stands
// in both lists and decides nothing between them.
const COMMON_WORDS: readonly (readonly [Language, ReadonlySet<string>])[] = [
  [
    "en",
    list(
      "the a and to of is in it i you we my for on have this that with are was can need your please call me not be at hi hello hey name its im dont just would do does did will has had our they them there theyre weve ive id ill from about but or if so when what where how who why which up out off back get got want like know think see come came going go make been an as by he she his her us some any all no yes yeah ok okay thanks thank sorry today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening number number phone calling called text appointment schedule cancel water heater leak leaking house kitchen bathroom door car insurance bill pay payment price quote much many someone somebody something right now still really very um uh well anyone could should isnt doesnt didnt cant wont thats theres whats stop help emergency wrong still again after before looking trying",
    ),
  ],
  [
    "es",
    list(
      "el la de que y en un una unos unas los las por para con no se mi mis su sus es hola gracias favor tengo tiene tienen tenemos necesito necesita necesitamos me te le les nos lo llamo llama llamar llamen llameme llamenme esta estan estoy estamos puede pueden puedo podria cuando donde como cuanto cuanta quien quiero quisiera queria soy somos era fue porque pero si ya muy mas menos hay numero casa cita agua bien buenas buenos tardes dias noches dia hoy manana ayer ahora ahorita lunes martes miercoles jueves viernes sabado domingo semana este esto eso esa ese aqui alla ahi otra otro todo toda todos nada nadie algo alguien del al desde hasta sin sobre ustedes usted yo ella ellos hace hacer hizo voy va vamos van ver saber decir dice digo mande manden oiga oye mire pues bueno nomas ni tambien despues antes luego mucho mucha poco senor senora senorita disculpe perdon hijo hija ninos mama papa esposo esposa hermano amigo carro dinero pagar trabajo problema ayuda ayudar urge urgente emergencia gente cosa vez veces tampoco cual cuales quedo queda sale salio viene vienen vino vengan se me equivocado precio",
    ),
  ],
  [
    "fr",
    list(
      "le la les de des du et un une je vous nous il elle on est sont pour dans que qui pas mon ma mes votre avec sur bonjour bonsoir salut merci suis ai avez jai cest besoin appeler appelle rappeler rappelez rendez voudrais svp sil plait eau maison au aux ce cette ca mais ou plus tres fuite demain aujourdhui chez probleme numero oui non pouvez",
    ),
  ],
  [
    "pt",
    list(
      "o a os as de do da dos das e que um uma para com nao eu voce voces por meu minha seu sua estou esta ola oi obrigado obrigada preciso ligar tenho tem muito sou foi mas mais no na em pelo aqui casa agua bom boa tarde noite dia amanha hoje gostaria queria quero favor ligue aceita consulta horario tambem isso ele ela nosso nossa problema vazamento agora",
    ),
  ],
  [
    "ht",
    list(
      "mwen ou li nou yo pou nan ki se gen pa ap te ak map bezwen rele tanpri mesi bonjou bonswa kay dlo pitit yon sa moun lan la kote kijan kounye pale kreyol ka vle fe vin demen jodi ede mwa telefon dokte randevou alo silvouple anpil toujou anndan",
    ),
  ],
  [
    "de",
    list(
      "der die das und ich ist nicht ein eine einen zu mit auf wir sie bitte habe haben mein meine fur danke hallo guten tag brauche den dem von es im bei uns haus wasser morgen heute termin rufen zuruck kann konnen wie sind war aber auch noch",
    ),
  ],
  [
    "it",
    list(
      "il la lo gli di e che un una per con non sono mi ho ciao grazie buongiorno buonasera vorrei mio mia bisogno chiamare questo questa della del nel casa acqua domani oggi appuntamento siamo abbiamo potete favore prego anche perche sta",
    ),
  ],
  [
    "tl",
    list(
      "ang ng sa po opo ako ko mo na ba pwede puwede salamat yung naman lang kasi hindi magandang umaga hapon gabi kayo namin may mga si ni ay kung para bukas ngayon kailangan tawag tawagan bahay tubig wala meron din rin po ito iyon natin tulong mag nga sana gusto paki pakitawagan",
    ),
  ],
  [
    "vi",
    list(
      "toi muon khong cua ban anh chi em xin chao cam on duoc nha cho la va co mot nuoc hen lich ngay mai hom nay goi lai giup bi nhe vui long dien thoai so roi cho bao gio toi dang can den khi nguoi con",
    ),
  ],
  [
    "pl",
    list(
      "nie jest prosze dzien dobry mam czy potrzebuje dziekuje na do sie ze jak to moj moja w z i dom wody jutro dzisiaj umowic wizyte zadzwonic oddzwonic chcialbym chcialabym tak ale",
    ),
  ],
];

/** Letters that only one of the Latin-written languages has; three of them in a row of words leave no doubt. */
const OWN_LETTERS: readonly (readonly [Language, RegExp])[] = [
  ["vi", /[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỷỹỵ]/giu],
  ["pl", /[ąęłśźż]/giu],
  ["pt", /[ãõ]/giu],
  ["de", /ß/giu],
];
/** How many common words one of a language's own letters is worth. */
const OWN_LETTER_WORTH = 2;

const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["zh", /\p{Script=Han}/u],
  ["ko", /\p{Script=Hangul}/u],
  ["uk", /[іїєґ]/iu],
  ["ru", /\p{Script=Cyrillic}/u],
  ["ur", /[ٹڈڑںےہ]/u],
  ["fa", /[پچژگ]/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["hi", /\p{Script=Devanagari}/u],
  ["pa", /\p{Script=Gurmukhi}/u],
  ["bn", /\p{Script=Bengali}/u],
  ["th", /\p{Script=Thai}/u],
  ["am", /\p{Script=Ethiopic}/u],
  ["hy", /\p{Script=Armenian}/u],
  ["el", /\p{Script=Greek}/u],
];
/** Scripts that write without spaces: their signs are counted, not their words. */
const LETTER = /\p{L}/gu;

/** Below one common word in this many the words are of a language nobody here knows. */
const WORDS_PER_COMMON_WORD_MAX = 7;

/** The language of most of a text, by its script or its common words; "unknown" when too few of them say so. */
export function recogniseLanguage(text: string, words: readonly Word[]): Language {
  const sample = text.slice(0, 2000);
  if (/[^\u0000-\u024f\u1e00-\u1eff]/.test(sample)) {
    const script = mainScript(sample);
    if (script !== null) return script;
  }
  let best: Language = "unknown";
  let most = 0;
  for (const [language, common] of COMMON_WORDS) {
    let count = 0;
    for (const word of words) if (common.has(word.text)) count += 1;
    count += OWN_LETTER_WORTH * lettersOf(language, sample);
    // English and Spanish stand first and are what the rules read, so a tie is theirs.
    if (count > most) {
      best = language;
      most = count;
    }
  }
  return most >= 1 && most * WORDS_PER_COMMON_WORD_MAX >= words.length ? best : "unknown";
}

/** The language whose script writes more than half of the letters, or null. */
function mainScript(sample: string): Language | null {
  const letters = sample.match(LETTER) ?? [];
  const foreign = letters.filter((letter) => /[^\u0000-\u024f\u1e00-\u1eff]/.test(letter)).join("");
  // A Chinese or Japanese sign says as much as a word of letters.
  const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(foreign);
  if (foreign.length * (isDense ? 3 : 1) * 2 <= letters.length) return null;
  return SCRIPTS.find(([, script]) => script.test(foreign))?.[0] ?? null;
}

function lettersOf(language: Language, sample: string): number {
  const own = OWN_LETTERS.find(([name]) => name === language)?.[1];
  return own === undefined ? 0 : (sample.match(own) ?? []).length;
}

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
