// Small Spanish words that decide whether a danger is meant: read by `why-not-meant.ts`. Folded: "sí" and "si" are one.

/** Deny what follows them, through words of `NEGATED_THROUGH` only. */
export const NEGATORS = "no ni sin tampoco nunca jamas nadie nada ninguno ningun ninguna cero";

/** May stand between a Spanish negation and what it denies: "no es una fuga", "ni me duele el pecho". */
export const NEGATED_THROUGH =
  "es era fue sea hay habia haya hubo huele olia siento siente sentimos tengo tiene tenemos tenia tenga veo ve vemos esta estan este estaba parece creo pienso que de a el la los las un una unos unas ningun ninguna ninguno nada me le te nos les lo quiero piense piensen piensa crea crean muy tan mucho mucha tipo clase como por todavia aun ya llamando llamo sido han ha he signo signos rastro olor ni ruido para mi su tu algun alguna cosa tanto realmente exactamente precisamente";

/** Only after these may the impersonal "se" be passed; before a verb of the senses "no se" is "no sé", I do not know. */
export const NOT_AFTER_SE = "huele hay es esta estan siento tengo";

/** End the reach of a negation. */
export const BUT = "pero sino aunque solo nomas porque";

/** "el año pasado", "la semana pasada". */
export const PAST_PERIODS =
  "invierno verano otono primavera ano anos mes meses semana temporada lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre navidad noche vez veces ocasion";
export const PASSED = "pasado pasada pasados pasadas anterior anteriores antepasado antepasada";
/** "hace dos años", not "desde hace dos años" and not "hace dos horas". */
export const LONG_UNITS = "ano anos mes meses semanas semana decada decadas";
/** It goes on, or it has come back. */
export const NOW =
  "todavia sigue siguen ahora ahorita otra hoy aun nuevamente volvio vuelve volvieron regreso actualmente desde empezo peor";
export const STILL = "todavia sigue siguen aun";

/** Whose trouble is told, before "tuvo", "le pasó", "se le": somebody else's. */
export const OTHERS =
  "vecino vecina vecinos amigo amiga primo prima compadre comadre companero companera cunado cunada conocido";
export const OTHERS_HAD = "tuvo tuvieron paso pasaron ocurrio";

/** The danger ended: "ya se quitó", "ya paró", "ya lo cerramos". */
export const OVER =
  "quito paro cerro cerre cerramos cerraron apago apague apagamos apagaron arreglo arreglaron controlo controlamos controlaron detuvo termino acabo solucion soluciono fue calmo calmado cerrada controlado controlada";

/** Verb forms of what has not happened: "si llegara a", "si hubiera". */
export const UNREAL =
  "algun alguna madrugada llegara llegase llega hubiera hubiese hubieran tuviera tuviese tuviera tuvieramos fuera fuese pasara pasase ocurriera sucediera rompiera inundara oliera saliera quedara sintiera viera viniera empezara dejara llegare reventara";
/** Words before "si" that make it "whether" or "as if" of a danger that may be there: "no sé si", "como si". */
export const REAL_IF_BEFORE =
  "se saber ver revisar checar verificar como segura seguro sabemos sabe hago hacer duda veo dudo";
/** Words after which a "si" is "sí", yes: "hola sí huele a gas". */
export const YES_AFTER =
  "hola bueno buenas buenos tardes dias noches pues este ay mire oiga oye aja eh em si dias alo mira perdon pero ya eso aunque";
/** May stand between "si" and the danger. */
export const IF_THROUGH =
  "a haber hay hubo huele pasa se me nos le te un una unos algun alguna madrugada alguien algo de el la los las mi mis su tengo tenemos tiene ocurre sucede en por ejemplo dia noche caso huele siento veo un mas adelante futuro que empiece empiecen vaya vuelva llegue pase salir haber tener entrar pasar inundar romper";
/** Before a danger that is to be prevented, not reported. */
export const PREVENTING = "evitar prevenir evitarlo prevencion prevenirme evitando previniendo";
