import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

/** What the caller's Spanish words show of an earlier relation, or of none. */
export const SPANISH_PEOPLE: readonly VocabularyRule[] = [
  {
    rule: "es-says-customer",
    labels: ["lane:existing-customer"],
    phrases: [
      "soy|somos|sigo ..3 cliente|clienta|clientes|paciente|pacientes|inquilino|inquilina|miembro|huesped|asegurad*",
      "cliente|clienta|paciente de ..2 ustedes|anos|ahi|alli|tiempo|usted",
      "mi|nuestra|mis|nuestro ..1 cita|citas|factura|caso|orden|reservacion|poliza|aseguran*|tecnico|reclamo|expediente|contrato|tratamiento|membresia",
      "tengo|teniamos|tenia|tenemos ..1 cita|reservacion",
      "tengo|tenemos ..1 una cita|reservacion|habitacion|poliza ..3 con|para|el|hoy|manana|a|de",
      "ustedes|que|me|nos ..3 instalaron|arreglaron|vinieron|repararon|pusieron|compusieron|hicieron|atendieron|pintaron|cortaron|atendio|instalo|vendieron",
      "vinieron|vino ..5 ayer|lunes|martes|miercoles|jueves|viernes|semana|dia|pasado|pasada|muchacho*|tecnico|mi|a",
      "la otra|ultima vez ..3 vinieron|vino|fui|fuimos|que",
      "como siempre",
      "llevo|tengo ..3 anos ..4 ustedes|cliente|yendo|usted",
      "mi ..2 apartamento|departamento|unidad ..4 <number>",
      "siempre ..2 voy|vamos|uso|llamo|atiende*",
      "de ustedes una llamada",
      "devolviendo|regresando ..2 llamada",
      "me ..2 llamaron|marcaron|hablaron",
    ],
  },
  {
    rule: "es-says-new",
    labels: ["lane:new-lead"],
    phrases: [
      "cliente|clienta|paciente|pacientes|clientes|huesped nuevo|nueva|nuevos|nuevas",
      "nuevo|nueva|nuevos|nuevas cliente|clienta|paciente|clientes|pacientes",
      "primera vez",
      "nunca ..3 ido|estado|usado|llamado|venido|trabajado ..3 ustedes|ahi|alli|antes|usted",
      "me|nos ..3 recomend*",
      "me|nos ..2 dieron|dio|paso|pasaron ..3 numero|telefono|tarjeta|nombre",
      "recomendacion|recomendado|recomendada|referid*",
      "encontre|vi|encontramos|vimos|halle|mire|saque ..5 google|internet|facebook|anuncio|letrero|yelp|instagram|numero|troca|camioneta|cartel|linea",
      "vi|mire ..2 su|el ..2 anuncio|letrero|troca|numero|pagina",
      "acabo|acabamos|apenas ..3 mudar*|mude|mudamos|llegar ..3 area|ciudad|aqui",
      "aceptan|reciben ..2 pacientes|clientes nuevos|nuevas",
    ],
  },
];
