import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { WANTS } from "./word-groups.ts";

// Clinics, dentists and vets. Authorities as in ../healthcare.ts.
const SAME = "As the English wording of the same sign (healthcare.ts)";
const emergency = ["urgency:emergency", "intent:booking"] as const;
const high = ["urgency:high", "intent:booking"] as const;

const TOOTH = "diente|dientes|muela|muelas|colmillo";
const ANIMAL =
  "perro|perra|perrito|perrita|cachorro|cachorra|cachorrito|gato|gata|gatito|gatita|mascota|conejo|conejito|chihuahua|labrador|pitbull|pastor|bulldog|yorkie|poodle|husky";
const SWOLLEN = "hinch*|inflam*|inchad*|inchada|inflado|inflada";

export const SPANISH_HEALTH: readonly VocabularyRule[] = [
  {
    rule: "es-knocked-out-tooth",
    labels: emergency,
    authority: SAME,
    phrases: [
      `tumb*|tumbaron|arranc*|salio|volo|saco|botaron|boto ..4 ${TOOTH}`,
      `${TOOTH} ..4 tumb*|arranc*|volo|salio|boto`,
      `cayo|callo|cayeron ..3 ${TOOTH} ..8 golpe*|pego|pelota|bici*|jugando|caida|raiz|entero|completo|leche|mano|tropez*`,
      `golpe*|pego|pelotazo|caida|bici*|jugando|tropezo|cayo ..8 cayo|perdio|callo ..3 ${TOOTH}`,
      "diente ..4 en ..3 leche|mano|servilleta",
      "con todo ..1 raiz",
      "mandibula|quijada ..4 quebr*|romp*|rota|fractur*|zafo|zafad*|disloc*|trabo|trabad*",
      "quebro|rompio|fracturo|zafo ..2 mandibula|quijada",
    ],
  },
  {
    rule: "es-spreading-swelling",
    labels: emergency,
    authority: SAME,
    phrases: [
      `cara|cuello|ojo|ojos|garganta|cachete|mejilla|mandibula|lengua|labios|labio|quijada ..5 ${SWOLLEN}`,
      `${SWOLLEN} ..5 cara|cuello|ojo|ojos|garganta|cachete|mejilla|mandibula|lengua|labios|labio|quijada|cachetes`,
      "no ..2 puede|puedo ..1 tragar|abrir",
      "cuesta ..2 tragar",
      "absceso|postemilla|pus ..8 fiebre|calentura|hinch*",
    ],
  },
  {
    rule: "es-head-injury",
    labels: emergency,
    authority: SAME,
    script: "911",
    phrases: [
      "cabeza ..8 vomit*|mareado|mareada|sueno|dormido|dormida|confundid*|desorientad*",
      "golpe*|pego|cayo ..4 cabeza ..8 vomit*|mare*|sueno|dormid*|confundid*|llora",
    ],
  },
  {
    rule: "es-baby-fever",
    labels: emergency,
    authority: SAME,
    phrases: [
      "bebe|recien|nacido|nacida|bebita|bebito ..8 fiebre|calentura|temperatura",
      "fiebre|calentura ..7 bebe|recien|bebita|bebito",
      "semanas|mes|meses ..7 fiebre|calentura|temperatura",
      "bebe|nina|nino ..5 flacid*|aguad*|decaid*",
    ],
  },
  {
    rule: "es-labour",
    labels: emergency,
    authority: "American College of Obstetricians and Gynecologists: when to call at once",
    phrases: [
      "rompio|revento ..2 fuente",
      "embarazada ..8 sangr*|contracciones|no|dolor*",
      "sangr* ..6 embarazada|embarazo",
      "embarazo|embarazada|meses ..5 sangr*|manch*",
      "contracciones ..3 cada|seguidas|fuertes",
      "no ..3 mueve ..2 bebe",
      "no ..2 siento ..3 bebe",
    ],
  },
  {
    rule: "es-severe-pain-or-fever",
    labels: high,
    authority: SAME,
    phrases: [
      "mucho|muchisimo|tanto|demasiado|un|fuerte|horrible|terrible|bastante ..1 dolor*",
      "dolor|dolores ..5 fuerte|fuertes|fuertisimo|terrible|insoportable|horrible|intenso|matando|aguanto|aguanta|espantoso",
      "duele ..2 mucho|muchisimo|bastante|demasiado|horrible|feo|bien",
      "no ..2 aguanto|aguanta|aguantando|soporto|soporta",
      "no ..3 deja|dejado|pude|puedo|podido|he ..2 dormir|dormido|comer",
      "fiebre|calentura ..4 alta|dias|39|40|38|102|103|104|baja",
      "mucha|tiene|traigo|trae|tengo|con ..1 fiebre|calentura",
      "infeccion|infectad*|absceso|postemilla|pus",
      "vomit*",
      "deshidrat*",
      "diarrea ..5 sangre|dias",
      "sangre ..4 orina|popo|excremento|heces|pipi|encia*",
      "sangra|sangran|sangro|sangrando|sangrado|sangraba|sangre",
      "quebr*|romp*|fractur*|torci*|doblo|zafo|torcio|lastim* ..4 brazo|pierna|muneca|tobillo|pie|dedo|hueso|mano|rodilla|pata",
      "ronchas|urticaria|alergia",
      "reaccion alergica",
      "alergica|reaccion ..4 medicina|antibiotico|comida|vacuna|anestesia",
      "acabo|acabaron|termino|quede|sin ..4 insulina|inhalador|nitroglicerina",
      "se abrio|abrieron ..3 herida|puntos|puntadas|puntada",
    ],
  },
  {
    rule: "es-broken-dental-work",
    labels: high,
    authority: SAME,
    phrases: [
      `quebr*|romp*|parti*|despostill*|astill*|rajo ..4 ${TOOTH}|corona|empaste|relleno|amalgama|puente|dentadura|placa|bracket|frenos`,
      `${TOOTH}|corona|empaste|relleno|amalgama|puente|dentadura|placa|bracket|carilla ..4 quebr*|rompi*|parti*|rota|roto|cayo|callo|safo|zafo|salio|suelta|floja|flojo|despego|tumbo`,
      `cayo|callo|salio|zafo|despego|safo ..4 corona|empaste|relleno|amalgama|puente|bracket|carilla`,
      `dolor|duele|duelen ..3 ${TOOTH}`,
      `${TOOTH} ..4 duele|duelen|doliendo|molest*|matando`,
      "alambre ..4 picando|pica|enterr*|lastim*|salio",
    ],
  },
  {
    rule: "es-animal-in-danger",
    labels: emergency,
    authority: SAME,
    phrases: [
      `${ANIMAL} ..6 comio|trago|comido|tragado|comiendo|lamio|mordio ..7 chocolate|uvas|uva|pasas|xilitol|chicle|veneno|raticida|pastillas|pastilla|anticongelante|cebolla*|calcetin|marihuana|mota|pila|bateria|hueso|huesos|juguete|hilo|estambre|ibuprofeno|tylenol|sapo|lirio|lirios|medicina|planta|hongo*|algo|elote|pelota|aguja`,
      "comio|trago|comieron|comido ..6 chocolate|uvas|xilitol|veneno|raticida|anticongelante|calcetin|marihuana|ibuprofeno|lirio|elote|sapo|cebolla*",
      "atropell*",
      `${ANIMAL} ..5 no ..3 levant*|par*|camina*|mueve|moverse|orin*`,
      "no ..3 orinar|orina|pipi|mear",
      "queriendo|intenta|intentando|tratando|quiere ..3 orinar|pipi|mear ..6 no|nada",
      "panza|barriga|estomago|vientre ..4 inflad*|hinchad*|dura|duro|inflamad*|globo",
      "hinchad*|inflad* ..3 panza|barriga|estomago",
      "mordio|mordida|pico|picadura ..4 vibora|culebra|serpiente|cascabel|alacran|viuda",
      `mordio|mordieron|ataco|atacaron|agarro|agarraron ..4 perro|perros|coyote|pitbull|otro`,
      "encias ..3 blancas|palidas|moradas|azules",
      `${ANIMAL} ..6 tembl*|babea*|convuls*|arrastr*|tambale*|collapso|colapso`,
      "pujando|cachorr*|gatit* ..8 no ..2 sale|salen|nace|nacen",
      "no ..2 sale|salen|nace ..2 cachorr*|gatit*|cria*",
      "horas ..3 pujando|parto",
      "pariendo|parir|parto ..8 no|horas|atorado|atorados|sale|muerto|sangre",
      "golpe de calor",
    ],
  },
  {
    rule: "es-symptom-to-see",
    labels: ["intent:booking"],
    phrases: [
      "duele|duelen|dolor|dolores|doliendo|molestia|ardor|comezon",
      "tos|gripe|gripa|catarro|resfriado|garganta|calentura|fiebre|mareos|mareada|mareado|sarpullido|salpullido|diarrea|enfermo|enferma|malo",
    ],
  },
  {
    rule: "es-treatment-wanted-clinic",
    labels: ["intent:booking"],
    phrases: [
      `${WANTS}|toca|hacer|para|una|por ..4 limpieza|chequeo|checkup|revision|vacuna|vacunas|vacunar*|esteriliz*|castrar|endodoncia|corona|frenos|brackets|blanqueamiento|dentadura|fisico|examen|papanicolau|mamografia|ultrasonido|analisis|laboratorio|desparasit*|control`,
      "caries|picada|picado",
      "muela|muelas del juicio",
      "limpieza dental|bucal|dientes",
      "ir|volver|regresar|pasar|toca ..2 a|la ..2 revision|consulta|chequeo|control|limpieza",
      "cojea|cojeando|renguea*|rasca|rascando|garrapatas|pulgas",
      `sacar|sacarme|sacarse|extraer ..3 ${TOOTH}`,
      `me|le ..2 toca ..3 cita|vacuna*|revision|limpieza|control`,
    ],
  },
  {
    rule: "es-refill-or-records",
    labels: ["intent:support", "lane:existing-customer"],
    weight: 3,
    phrases: [
      "resurt*|resurtan|refill|refil|rellen* ..3 receta|medicina|prescripcion|pastillas|medicamento",
      "receta|recetas|prescripcion|refill|refil|resurtido",
      "acabo|acabaron|acabando|termino|terminaron ..4 pastillas|medicina|medicamento|medicinas",
      "records|expediente|historial|radiografias|placas|rayos ..5 copia|mand*|envi*|necesito|pas*|transfer*|otro",
      "copia|mand*|envi*|pas*|transfer*|necesito ..5 records|expediente|historial|radiografias|rayos|placas|vacunas",
      "referencia|referido|referral ..4 especialista|para|doctor|con",
      "justificante|nota|carta|comprobante|papel ..4 trabajo|escuela|doctor|medica|medico",
      "puede|puedo|podemos|ya|cuando ..3 comer|ejercicio|banarme|banarse|fumar|manejar|lavarme|cepillarme|mojar*|nadar",
      "me|nos ..3 sacaron|pusieron|operaron|hicieron ..6 normal|sigue|cuando|puedo|cuidado*|molest*",
    ],
  },
  {
    rule: "es-clinical-advice",
    labels: ["advice:clinical"],
    phrases: [
      "puedo|puede|debo|debe|deberia ..3 tomar|tomarme|tomarse|dar|darle|comer|dejar|suspender|ponerle|ponerme|mezclar|usar",
      "que|cuanto|cuanta|cuantas|cuantos ..3 tomar|tomo|doy|dar|darle|puedo|puede ..3 tylenol|ibuprofeno|pastilla*|medicina|dosis|dolor|fiebre|aspirina|antibiotico",
      "dosis",
      "que ..2 tomo|puedo|doy|pongo|hago ..4 dolor|fiebre|infeccion|hinch*|muela|calentura|tos",
      "es normal",
      "efectos secundarios",
      "recet* ..4 antibiotico*|algo",
      "antibiotico*",
      "cree* ..4 infeccion|infectad*|quebrad*|grave|roto",
      "significa* ..4 resultado*|examen|analisis",
    ],
  },
];
