/**
 * Wordings of a wish not to be contacted any more, in the notation of `phrase.ts`. Any wording a reasonable person would
 * understand counts (47 CFR 64.1200(a)(10)-(11)). Sure opts out; unsure stops automatic texts and asks a person.
 */
export type Wish = {
  readonly rule: string;
  readonly certainty: "sure" | "unsure";
  readonly phrases: readonly string[];
  /** Means the wish only where nothing goes on after it ("take me off", "don't call me"; not "don't call me before nine"). */
  readonly atEnd?: boolean;
  /** Means the wish only where a sentence begins ("go away", not "the pain won't go away"). */
  readonly atBegin?: boolean;
  /** Sure only in a text message, where it answers one of ours; unsure, or nothing, when spoken. */
  readonly smsOnly?: boolean;
  /** Its own words deny, so a denial before it does not turn it round. */
  readonly denies?: boolean;
};

const CONTACTING =
  "texting|calling|messaging|contacting|emailing|bothering|bugging|harassing|spamming|pestering|hounding|ringing|phoning|dialing|robocalling|annoying|stalking|soliciting|txting|textin|callin|mailing";
const CONTACT =
  "text|call|contact|message|email|bother|ring|phone|txt|msg|bug|disturb|solicit|dm|reach|write|harass|spam|pester|dial|ping";
const MESSAGES =
  "texts|messages|calls|text|msgs|txts|robocalls|messaging|sms|emails|spam|notifications|alerts|reminders|solicitations|promos|promotions|ads|communication|communications|contact|marketing|phonecalls|voicemails";
const LISTS =
  "list|lists|database|system|records|roster|directory|contacts|txts|texts|messages|calls|distribution|rolodex|mailing|campaign|thread|marketing";
const NUMBER = "number|name|phone|info|information|cell|contact|contacts|email|data|digits|numbers";
const AGAIN = "again|anymore|ever|more|further|henceforth";

export const WISHES: readonly Wish[] = [
  {
    rule: "stop-contacting",
    certainty: "sure",
    phrases: [
      `stop|quit|cease|halt|discontinue|desist ..3 ${CONTACTING}`,
      `stop|quit|cease|halt|discontinue|end ..4 ${MESSAGES}`,
      "stop|quit|cease sending|blowing|hitting|reaching|leaving|writing|trying ..2 me|us|my|these|this|messages|texts|stuff|to|out|things|anything|so",
      "stop all",
      `turn|shut|switch ..1 off ..3 ${MESSAGES}`,
      `turn|shut|switch ..4 ${MESSAGES} off`,
      `disable|deactivate|suppress|mute|block ..3 ${MESSAGES}`,
      `enough with|of ..3 ${MESSAGES}`,
      "stop it with ..3 texts|messages|calls",
      `${MESSAGES} ..4 to stop|end|quit|cease`,
      `make ..3 ${MESSAGES} ..1 stop|end`,
      `${MESSAGES} must|should|need|needs|gotta|has|have ..1 stop|end|cease`,
      `you|yall ..8 calls|called|calling|texts|texted|texting|messages|messaging ..8 want|need ..1 it|this|that to stop|end`,
      "cease ..2 communication|communications|contact|correspondence",
      "i|ive|we|weve|already ..1 said|told|asked|texted|replied|typed ..3 stop",
      `keep|keeps|kept ${CONTACTING} ..8 make ..1 it|this|them|that stop`,
      "say|saying|sent stop",
    ],
  },
  {
    rule: "no-more-messages",
    certainty: "sure",
    denies: true,
    phrases: [
      `no|zero more|further|additional ..2 ${MESSAGES}|texting|calling|messaging|soliciting|contacting`,
      "no soliciting|solicitation|solicitors",
      `dont|never|not ..2 ${CONTACT} ..4 ${AGAIN}`,
      "dont|never|not ..2 send|leave ..5 again|anymore|ever|more",
      `dont|not|never ..3 want|wish|care|like ..6 ${MESSAGES}|contacted|texted|called|solicited|emailed|messaged|bothered|disturbed`,
      "dont|not|no need ..4 texts|messages|reminders|notifications",
      "no longer ..2 want|wish|need ..6 texts|messages|calls|reminders|notifications|contacted|contact",
      `dont|not|no longer|never ..3 want|wish|care ..3 hear ..2 from|about you|yall|your|this|these`,
      "dont|not want ..1 hear from ..3 you|yall|company|business|people|guys",
      "dont|not|never send ..1 me|us ..2 anything|stuff|messages|texts|this|these|more|emails|crap",
      "dont|not want you|yall ..3 texting|calling|contacting|text|call|contact|message|messaging|emailing|bothering",
      `rather|prefer|ask|request not ..4 ${MESSAGES}|contacted|texted|called`,
      "rather|prefer you ..1 didnt|dont|not text|call|contact|message",
      "dont|not contact ..1 me|us|this",
      "not be contacted|texted|called",
      "unwanted text|texts|messages|calls",
      "no permission|consent|right|business to call|text|contact|message|dial",
    ],
  },
  {
    rule: "do-not-contact",
    certainty: "sure",
    denies: true,
    atEnd: true,
    phrases: [
      "dont|never contact",
      "dont|not|never text|message|txt|msg|email|spam|bother|harass|bug ..1 me|us|this|here|it",
      "dont|not|never text|message|txt|call this|my number|phone|line|cell",
      "dont|not|never call|phone|ring me|us|here",
      "dont|not reach out ..1 me|us",
      "dont ever|you text|call|message|contact|dare ..1 me|us|this",
      "dont send ..4 texts|messages|sms|anything|stuff",
    ],
  },
  {
    rule: "remove-from-list",
    certainty: "sure",
    phrases: [
      `take|remove|delete|get|drop|scratch|cross|strike|pull|erase|wipe|clear|scrub|purge|removing|taking|deleting ..1 me|us ..2 off|from|out|of ..4 ${LISTS}`,
      `take|remove|delete|get|drop|scratch|cross|strike|pull|erase|wipe|clear|scrub|purge ..1 my|this|our|that ..1 ${NUMBER} ..4 off|from|out|of ..4 ${LISTS}`,
      `want|like|be|get|getting|wanna ..2 off|removed|taken|deleted ..2 of|from|off|your|this|the ..3 ${LISTS}`,
      `want|like|need ..2 my|this|our ..1 ${NUMBER} ..2 removed|deleted|taken|erased|off`,
      "delete|lose|forget|erase|burn|trash|scrub|purge|wipe my|this|the|our ..1 number|digits|contact|phone|info|information|email",
      "lose|delete|erase|forget ..2 number",
      "delete|erase|remove|purge my|our ..1 info|information|data|contact",
      "forget you ..2 number",
      "unsub|unsubscribe|unsubscribing|unsubscribed|unsubcribe|unsuscribe|unsubsribe",
      "opt ..2 out",
      "opting ..1 out",
      "optout|optouts",
      "dont call list|registry",
      "dnc ..1 list|registry",
      "no call list",
      "no contact list",
      "revoke|revoking|withdraw|withdrawing|rescind|rescinding|pull|retract ..4 consent|permission|authorization",
      `cancel ..2 ${MESSAGES}|texting`,
      `sign|signed ..1 off ..2 ${MESSAGES}|list`,
    ],
  },
  {
    rule: "remove-me",
    certainty: "sure",
    atEnd: true,
    phrases: [
      "take|get|remove|pull|drop me|us off|out",
      "remove|delete|unlist me|us",
      "take|get|remove|pull|drop my|this|our|the number ..1 off|out",
      "remove|delete my|this number",
      "take me off ..1 of this|here|it",
    ],
  },
  {
    rule: "leave-me-alone",
    certainty: "sure",
    phrases: [
      "leave me|us|my alone|be",
      "leave me the ..2 alone",
      "im|am|be|going|gonna|will blocking|block ..1 you|this|yall|your|number",
      "youre|you|number ..3 blocked",
      "consider ..2 blocked",
    ],
  },
  {
    rule: "go-away",
    certainty: "sure",
    atBegin: true,
    atEnd: true,
    phrases: [
      "go away",
      "get lost",
      "buzz|piss|bug|back|fuck|f|screw off",
      "fuck you",
      "gtfo|foff",
      "stop ..1 bro|dude|man|please|now|already|it|this|thx|thanks|asap|immediately|plz|pls|texting|stop",
      "just|ok|okay|omg|pls|plz|please|seriously|yo|ugh|um|no|hey|again|nope ..2 stop ..1 it|this|now|already|please?",
    ],
    smsOnly: true,
  },
  {
    rule: "reaches-the-wrong-person",
    certainty: "sure",
    phrases: [
      "you|youve|yall|guys ..3 have|has ..2 wrong number|person|phone",
      "you|youve|yall|guys ..3 got|reached|texting|texted|calling|called|dialed|messaging ..2 wrong number|person|phone",
      "you|youve have|got|calling|texting|dialing|reached ..1 wrong number|person",
    ],
  },
  {
    rule: "deje-de-contactarme",
    certainty: "sure",
    phrases: [
      "deje|dejen|deja|dejar|dejaran ..2 de ..2 llam*|mand*|envi*|escrib*|texte*|molest*|contact*|marc*|mensaj*|insist*|habl*",
      "pare|paren|parar|para|basta de ..1 llam*|mand*|envi*|escrib*|texte*|molest*|contact*|marc*|mensaj*|insist*|habl*",
      "basta|alto|cero ..1 de? ..1 mensajes|llamadas|textos",
      "dejen|deje|dejeme|dejenme|dejame ..1 en paz|tranquilo|tranquila",
      "quite|quiten|quiteme|quitenme|quitame|borre|borren|borreme|borrenme|saque|saqueme|saquenme|sacame|elimine|eliminen|elimineme|eliminenme|remueva|remuevan|remuevame|tacheme ..4 lista|listas|base|sistema|registro|contactos",
      "borre|borren|borra|borrar|elimine|eliminen|eliminar|pierda|olvide|olviden mi|este ..1 numero|telefono|informacion|datos",
      "dar*|denme|deme ..2 de ..1 baja",
      "cancele|cancelen|cancelar|suspendan|detengan|detener|parar ..2 mensajes|textos|llamadas|notificaciones",
      "desuscrib*|dessuscrib*",
      "borr*|quit*|elimin*|sac*|saqu* ..3 de ..1 su|sus|la|esa|ese|tu ..1 sistema|lista|base|registro|registros|telefono",
      "arretez de ..2 appeler|ecrire|envoyer|texter",
      "ne ..1 mappelez|appelez plus",
      "pare|parem de ..2 ligar|enviar|mandar",
    ],
  },
  {
    rule: "no-me-contacte",
    certainty: "sure",
    denies: true,
    phrases: [
      "no ..2 llame|llamen|mande|manden|mandes|escriba|escriban|envie|envien|contacten|contacte|moleste|molesten|marque|marquen|texteen|textee|insistan|llames|molestes ..4 mas|nunca|jamas",
      "ya no ..2 llame|llamen|mande|manden|mandes|escriba|escriban|envie|envien|contacten|contacte|moleste|molesten|marque|marquen|texteen|textee|llames|hablen",
      "no ..1 vuelva|vuelvan|vuelvas a ..2 llam*|marc*|escrib*|mand*|envi*|contact*|molest*|textear*|hablar*",
      "no ..2 mas mensajes|llamadas|textos",
      "no|ya quiero|deseo|quisiera ..4 mensajes|llamadas|textos|llamen|llame|manden|escriban|contacten|marquen|molesten|hablen|marcar",
      "no autorizo ..4 llam*|mensaj*|contact*",
      "no quiero|kiero|deseo|quisiera|kisiera ..3 recibir ..3 promos|promociones|mensajes|llamadas|textos|ofertas|publicidad|anuncios|calls|texts",
      "no quiero|kiero|deseo ..2 your|calls|texts|messages",
      "no ..3 ande|anden|este|esten|estar|siga|sigan|seguir ..1 habl*|llam*|molest*|escrib*|mand*|envi*|texte*|marc*|insist*|contact*",
      "quite|quiteme|quitenme|borre|borreme|borrenme|saque|saqueme|saquenme|elimineme|eliminenme de ahi|aqui|eso|alli|ahi",
      "nunca ..2 llame|llamen|manden|escriban|contacten",
    ],
  },
  {
    rule: "no-me-contacte-fin",
    certainty: "sure",
    denies: true,
    atEnd: true,
    phrases: [
      "no me|nos manden|mande|escriban|escriba|envien|texteen|contacten|contacte|molesten|moleste ..2 mensajes|textos|nada?",
    ],
  },
  {
    rule: "may-not-want-texts",
    certainty: "unsure",
    denies: true,
    phrases: [
      "dont|not|never text|message|txt ..1 me|us|this",
      "dont call ..1 me|us|this ..1 number? back?",
      "not|isnt interested",
      "please stop ..1 it|this|now?",
      "who|whos is? this",
      "how did you get ..2 my number|name|info",
      "where did you get ..2 my number|name|info",
      "no texts|texting|messages",
      "this ..2 landline",
      "is this spam|a scam",
      "report|reporting|reported ..3 spam|harassment|fcc|ftc",
      "this is ..1 harassment|spam",
      "never|didnt|dont ..2 sign|signed|agree|agreed|gave|give|consent|subscribed|subscribe|opted|remember ..4 up|this|these|permission|consent|texts|messages|signing",
      "wrong person|guy|lady|girl|dude",
      "wrong number",
      "no me ..2 interesa",
      "numero equivocado",
      "persona equivocada",
      "quien es|eres|habla",
      "you ..1 wont|never|keep|dont ..1 stop ..1 calling|texting|messaging|bothering",
      "keep texting|calling|messaging|bothering ..1 me|us",
      "no need to text|message|follow|reach ..3 anymore|again|more",
    ],
  },
];

/** What only looks like a wish. Found first; a wish that touches one of these does not count. */
export const NO_WISHES: readonly string[] = [
  "stop by|in|over|at|off|sign|light|valve|drop",
  "stop|quit ..4 leak*|water|bleeding|drip*|running|smok*|noise|beeping|flood*|taking|using",
  "please stop by|in|over|at",
  "dont|not|never ..1 call|text|message|contact|email ..4 before|after|between|yet|unless|early|late|until|till|if|while|during|past|except",
  "dont|not|never ..1 call|text|message|contact ..3 today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekends|mornings|work",
  "dont|not|never ..2 call|text|message ..2 husband|wife|tenant|mom|dad|mother|father|son|daughter|office|landlord|him|her|them|old|other|at",
  "dont|not ..1 have|need ..1 to call|text|message|contact",
  "dont|not call back ..2 before|after",
  "didnt|dont|doesnt|wont|cant|couldnt|never|havent|hasnt|nobody ..3 call|text|contact|message|email|reach ..2 us|me ..1 back",
  "weve|ive|we|i|had|have|got|were|are|there|theres ..2 no more",
  "customers|clients|patients|guests|tenants|users|people|subscribers|members ..6 stop|unsubscribe|opt|unsubscribed",
  "unsubscribe ..2 from ..2 other|another|their|our|his|her",
  "said|told|asked|say ..3 stop at|for|by|in|taking|using|at|when|here|there|but",
  "removed|remove|unsubscribe|opt|stop|end ..7 press|reply|dial|visit",
  "why|did ..2 you ..1 stop",
  "dont|not hesitate",
  "dont|not forget to call|text|message",
  "i|ive|must|think|mustve|may|sorry|oops|probably ..5 wrong number|person",
  "i ..2 have|had|got|gave|wrote|put|left ..3 wrong number|person|phone",
  "me equivoque ..3 numero",
  "wrong number|person ..3 on|in|for ..3 invoice|file|account|bill|paperwork|form",
  "wont|not|never|didnt|doesnt|hasnt|havent ..1 stop|stopped ..1 calling|texting",
  "he|she|they|ex|neighbor|neighbors|husband|tenant|tenants|someone|somebody|collector|collectors|people|boss|guy|scammers|telemarketers|creditors|stalker|student|landlord|dealer|company|counsel|attorney|lawyer|adjuster|agency|court|him|her|them ..6 stop ..2 calling|texting|harassing|contacting|bothering|messaging|emailing",
  "stop|get|make|keep ..3 collectors|creditors|ex|telemarketers|him|her|neighbor|neighbors|tenant|scammers|spam|irs|robocalls ..4 calling|texting|harassing|contacting|bothering|from|on",
  "creditor|collection|collections|collectors|irs|creditors|harassing ..2 calls|texts|letters",
  "take me off ..4 hold|schedule|calendar|waitlist|mute|speaker",
  "remove|take|get|cancel ..3 from|off ..3 schedule|appointment|calendar|waitlist|waiting|lease|policy|deed|title|mortgage|loan|account|autopay|invoice|bill|insurance|guest|case",
  "stop|end ..2 calls ..2 from",
  "opt|opting ..1 out of ..4 insurance|coverage|arbitration|benefits|medical|dental|plan|collision|class|course|settlement|cleaning|warranty|program",
  "unsubscribe|opt ..2 button|link|rate|page|feature|form|footer|option",
  "press|reply|text|txt|dial ..4 to ..2 opt|unsubscribe|stop|end|quit|cancel|be",
  "reply|text|txt stop",
  "cease ..2 desist ..2 letter|order|notice",
  "got|received|send|sent|get|need|draft|write|served|serve ..4 cease",
  "revoke|withdraw|rescind ..4 consent|permission|authorization ..4 treatment|surgery|procedure|records|release|anesthesia|adoption",
  "not interested in ..6 but|just|only",
  "this is spam|scam|a? filter|folder|email",
  "landline ..6 not|down|dead|working",
  "spam folder|filter|email|emails|mail",
  "dont want ..6 miss",
  "leave me alone ..2 here|with|in",
  "wont|not|never|would leave me|us alone",
  "unwanted calls ..3 from",
  "is this spam|a",
  "no deje|dejen|dejes de",
  "no quiere|quieren|queria ..2 llame|llamen|mande|marque",
  "no ..2 llame|llamen|mande|manden|marque|marquen ..2 antes|despues|hasta|hoy|manana|temprano|tarde|noche|trabajo|casa",
  "nadie|no ..2 llamo|llamaron|contesta|contestan|contestaron",
  "text|texts|messages ..3 from my|a|the ..1 ex|landlord|tenant|neighbor",
  "who is this ..2 for|about|with",
];
