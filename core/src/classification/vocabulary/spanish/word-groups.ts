// Groups of words that many Spanish phrases share, in the notation of `phrase.ts` and folded (no accents, ñ is n).
// They stand for a concept; a word of Mexico, the Caribbean, Central and South America and the English word that callers
// in the United States mix in stand side by side.

/** Smells, whatever the form of the verb. */
export const SMELLS = "huel*|olor|olores|oliendo|oler|olemos|olia|olio|apest*|peste|tufo|jiede|hiede";

/** Water, smoke or gas on its way: comes out, falls, runs, drips, gets in. */
export const FLOWS =
  "sale|salen|saliendo|salio|saliendose|cae|caen|cayendo|cayo|escurr*|chorre*|brota*|mete|meten|metiendo|metio|entra|entran|entrando|filtr*|gotea*|tira|tirando|baja|bajando|corre|corriendo|derram*|bota|botando|viene|escap*";

/** Does not work, after a "no". */
export const WORKS =
  "funciona|funcionan|funcionando|sirve|sirven|sirviendo|prende|prenden|prendio|prender|jala|jalan|jalando|trabaja|trabajan|trabajando|arranca|enciende|encienden|camina|prender|funcionar|arrancar|jalar|servir|enfriar|calentar|trabajar|encender|abrir|cargar|anda|calienta|calientan|calentando|enfria|enfrian|enfriando|abre|carga|responde|queda|quedan|mantiene|descarga";

/** Has broken. */
export const BROKE =
  "descompu*|descompon*|dano|danado|danada|danaron|averi*|fallo|falla|fallando|murio|apago|apaga|quebro|quebrado|quebrada|rompio|roto|rota|paro|trono|fundio|malogr*";

/** Somebody wants something. */
export const WANTS =
  "quiero|kiero|nesesito|nececito|quisiera|quisieramos|queria|queriamos|queremos|quiere|necesito|necesitamos|necesitaba|necesitaria|necesita|necesitan|ocupo|ocupamos|ocupaba|ocupa|busco|buscando|buscamos|gustaria|interesa|ando|andamos|urge|quieren";

/** The caller asks whether they can. */
export const CAN = "puede|pueden|podria|podrian|podra|podran|puedes|podrias|podes|podemos|puedo|pudieran|pudiera";

/** The caller asks whether the business can. */
export const THEY_CAN = "puede|pueden|podria|podrian|podra|podran|puedes|podrias|podes|pudieran|pudiera";

/** An appointment, also as English is written in Spanish. */
export const APPOINTMENT =
  "cita|citas|consulta|appointment|appointments|apointment|apoinment|apointmen|turno|visita|sesion|valoracion";

/** Children, the old, and animals: whoever cannot help themselves when locked in. */
export const HELPLESS =
  "nino|nina|ninos|ninas|nene|nena|bebe|bebes|baby|hijo|hija|hijos|hijito|hijita|nieto|nieta|nietos|chiquito|chiquita|perro|perra|perrito|perrita|gato|gatito|abuela|abuelo|abuelita|abuelito|mascota|criatura|sobrino|sobrina";

/** Cars. */
export const CAR = "carro|coche|auto|troca|troka|camioneta|van|vehiculo|camion|mueble";

/** People whom one speaks of. */
export const PERSON =
  "mama|papa|esposo|esposa|marido|mujer|hermano|hermana|suegra|suegro|senor|senora|tio|tia|cunado|amigo|amiga|hijo|hija|nino|nina|bebe|abuela|abuelo|abuelita|abuelito|muchacho|muchacha|companero|trabajador|persona|novio|novia";

/** People who do the work of the trade. */
export const WORKER =
  "plomero|plomeros|fontanero|electricista|tecnico|tecnicos|rufero|ruferos|techador|techero|cerrajero|carpintero|pintor|jardinero|albanil|contratista|handyman|exterminador|fumigador|doctor|doctora|dentista|medico|veterinario|abogado|abogada|licenciado|licenciada|contador|contadora|estilista|agente|consultor|asesor|alguien|persona|gente";
