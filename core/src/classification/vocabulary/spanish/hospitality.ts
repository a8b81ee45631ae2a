import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { WANTS, WORKS } from "./word-groups.ts";

// Hotels, restaurants and salons. Authorities as in ../other-trades.ts and ../salon.ts.

export const SPANISH_HOSPITALITY: readonly VocabularyRule[] = [
  {
    rule: "es-stay-or-table-wanted",
    labels: ["intent:booking"],
    phrases: [
      "reserv*|apart* ..5 mesa|cuarto|habitacion|salon|para|personas|noche|noches",
      `${WANTS}|hay|tienen|tendran|tendra|tiene ..4 mesa|cuarto|cuartos|habitacion|habitaciones|suite|salon|lugar`,
      "mesa|habitacion|cuarto para",
      "para ..3 personas|invitados|comensales",
      "hacer|celebrar|festejar|rentar|organizar ..5 quince|fiesta|boda|cumpleanos|bautizo|evento|posada|graduacion|salon|aniversario|baby",
      "somos <number>",
      "banquete|catering|fiesta|quinceanera|bautizo|evento ..5 salon|cotiz*|personas|para|privado",
    ],
  },
  {
    rule: "es-guest-in-house",
    labels: ["intent:support", "lane:existing-customer"],
    weight: 3,
    phrases: [
      "habitacion|cuarto ..1 <number>",
      "estoy|estamos ..3 habitacion|cuarto|hospedad*|huesped*",
      "dej*|olvid*|quedo|quedaron ..6 habitacion|cuarto|mesa|restaurante|hotel|bano",
      "objetos perdidos",
      "wifi|internet ..4 no|clave|contrasena",
      "toallas|almohada*|cobija*|sabanas",
      "mi|nuestra ..1 reservacion|reserva ..4 no|aparece|perdida|encuentran",
      "no ..3 aparece|encuentran|sale ..4 reservacion|reserva",
      "salir|salida ..2 tarde",
    ],
  },
  {
    rule: "es-guest-without-room",
    labels: ["urgency:high", "intent:support"],
    worseWhenExposed: true,
    authority: "A guest without a room at night is alone outside, as guest-locked-out (other-trades.ts)",
    phrases: [
      "no ..3 aparece|encuentran|sale|hay|tienen ..3 reservacion|reserva|cuartos|cuarto|habitacion|habitaciones",
      "reservacion|reserva ..4 no ..2 aparece|sale|existe|encuentran",
      `llave|tarjeta|codigo ..4 no ..2 ${WORKS}|abre|deja`,
      "no ..2 puedo|podemos|deja ..2 entrar|abrir",
      "quede|quedamos ..2 afuera|fuera",
      "nadie ..4 recepcion|lobby|puerta",
      "no ..3 podemos|puedo|deja|dejan|pudimos ..1 dormir|descansar",
    ],
  },
  {
    rule: "es-food-illness",
    labels: ["urgency:high", "intent:complaint"],
    authority: "As food-illness (other-trades.ts)",
    phrases: [
      "intoxica* ..5 comida|comer|cenar|restaurante",
      "enferm*|malos|mal|vomit*|diarrea ..7 comer|comimos|comida|cenar|cenamos|comi",
      "comer|comimos|comida|cenar|cenamos|comi ..7 enferm*|vomit*|diarrea|malos",
      "pelo|cabello|cucaracha|vidrio|plastico|mosca|gusano ..4 comida|plato|sopa|ensalada|taco*|caldo",
    ],
  },
];

export const SPANISH_SALON: readonly VocabularyRule[] = [
  {
    rule: "es-reaction-to-treatment",
    labels: ["urgency:high", "intent:complaint", "lane:existing-customer"],
    worseWhenExposed: true,
    authority: "As reaction-to-treatment (salon.ts)",
    phrases: [
      "carne viva",
      "quemaron|quemo|cortaron|lastimaron ..4 ceja|cejas|piel|cara|cuero|cabeza|oreja|dedo|una|labio|bigote",
      "depil*|cera|laser ..6 quem*|ardor|arde|roja|rojo|sangr*",
      "reaccion|alergi*|alergica ..2 alergica|tinte|cera|producto|quimico",
      "arde|ardiendo|ardor|quema|quemo|quemada|quemado|queman|quemaron|pica|ampolla*|ronchas|irrit* ..4 cabeza|cuero|piel|cara|ojos|cejas|frente|oreja*|axila*",
      "cabeza|cuero|piel|cara|ojos|cejas|frente ..4 arde|ardiendo|quemada|quemado|quemo|ampolla*|hinch*|roja|irritad*|pelando|picazon",
      "ampolla|ampollas",
      "pelo|cabello ..4 cae|cayendo|caer|quiebra|quebrando|mechones|trozos",
      "cayendo|cae|caer ..2 pelo|cabello",
    ],
  },
  {
    rule: "es-event-today",
    labels: ["urgency:high", "intent:booking"],
    authority: "The day of the event cannot be moved",
    phrases: [
      "boda|evento|fiesta|graduacion|quinceanera|prom|sesion|entrevista ..3 hoy|manana|noche|tarde|ahorita",
      "hoy|manana|noche ..4 boda|evento|fiesta|graduacion|quinceanera|prom|entrevista",
      "me caso hoy|manana",
    ],
  },
  {
    rule: "es-treatment-wanted",
    labels: ["intent:booking"],
    phrases: [
      "corte|cortar*|tinte|tenir*|mechas|rayitos|luces|keratina|permanente|extensiones|trenzas|alaciado|peinado|peinar*|maquillaje|manicure|manicura|pedicura|masaje|depilacion|depilar*|cera|cejas|pestanas|unas|acrilicas|barba|fade|decolor*",
      `${WANTS} ..5 pelo|cabello|unas|cejas|pestanas`,
      "pintar*|pintado ..3 pelo|cabello|unas|canas",
    ],
  },
  {
    rule: "es-unhappy-with-treatment",
    labels: ["intent:complaint", "lane:existing-customer"],
    weight: 3,
    phrases: [
      "cortaron|cortaste|corto|hicieron|pusieron|pintaron ..3 mas|mal|fatal|chueco|feo|disparejo",
      "quede|quedo fatal|horrible|fea|feo|horrorosa|trasquilada",
      "no ..2 gusto|gusta ..5 corte|color|pelo|cabello|unas|quedo|como",
      "pelo|cabello|color|corte|unas|tinte ..4 naranja|verde|disparejo|horrible|feo|mal|manchado|arruin*|chueco|trasquil*|diferente|levantaron|cayeron|despegaron",
      "quedo|quedaron|dejaron|dejo ..4 naranja|verde|disparej*|trasquil*|horrible|feo|mal|amarillo|muy",
      "arruin*",
    ],
  },
];
