import type { EvidenceLabel } from "#classification/assessment.ts";
import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { BROKE, CAR, FLOWS, HELPLESS, WORKS } from "./word-groups.ts";

// Authorities as in ../home-services.ts.
const SAME = "As the English wording of the same fault (home-services.ts)";

const PIPE =
  "tubo|tubos|tuberia|tuberias|cano|canos|caneria|canerias|pipa|pipas|pipe|pipes|manguera|tinaco|cisterna|hidrante|valvula|toma|linea";
const BURST =
  "revent*|rebent*|explot*|exploto|estallo|trono|quebro|quebrado|quebraron|rompi*|roto|rota|rotos|rotas|partio|partido|rajo|zafo|safo|zafado|desprendio|botando";
const OVERHEAD =
  "techo|plafon|cielo|foco|focos|lampara|lamparas|luz|luces|abanico|ventilador|pared|paredes|candil|drywall|sheetrock|panel";
const HEAT = "calefaccion|calefactor|calefactores|calenton|heater|heat|caldera|furnace|hiter|jiter|radiador|radiadores";
const WATER_HEATER = "boiler|boyler|calentador|heater|calenton|termo|tanque";
const COOLING = "aire|ac|clima|minisplit|split|acondicionado|conditioner|refrigeracion|conditioning";
const TOILET = "inodoro|excusado|escusado|taza|toilet|poceta|retrete|sanitario|bano|wc|watercloset";
const HOUSE_PARTS =
  "casa|piso|suelo|cuartos|cuarto|sotano|cocina|bano|sala|garage|garaje|oficina|negocio|local|tienda|apartamento|pasillo|lobby|departamento|recamara|basement|closet|alfombra|carpeta|restaurante";

/**
 * What breaks in a building. To a contractor it is a booking; to a landlord or a hotel it is a request of somebody who
 * already lives there, and `ordinary` says so.
 */
export function spanishBuildings(ordinary: readonly EvidenceLabel[]): readonly VocabularyRule[] {
  const emergency: readonly EvidenceLabel[] = ["urgency:emergency", ...ordinary];
  const high: readonly EvidenceLabel[] = ["urgency:high", ...ordinary];
  return [
    {
      rule: "es-burst-pipe",
      labels: emergency,
      authority: SAME,
      mayBeOver: true,
      phrases: [
        `${PIPE} ..4 ${BURST}`,
        `${BURST} ..5 ${PIPE}`,
        "revent*|rebent* ..5 boiler|calentador|agua",
        "fuga|fugas ..2 grande|grandisima|enorme|fuerte|grandota",
      ],
    },
    {
      rule: "es-water-pouring",
      labels: emergency,
      authority: SAME,
      mayBeOver: true,
      phrases: [
        "centimetros|pulgadas|pies|pie|metro ..2 agua",
        "sotano|basement|cocina|casa|sala|cuarto ..5 agua ..3 hasta|tobillo*|rodilla*",
        "encharc*|inundand*",
        "agua ..4 va|viene|llega|llego|anda|baja|corre|sale ..4 sala|cuarto|cuartos|pasillo|puerta|calle|recamara|vecino*|comedor|escalera*|banqueta|cocina",
        "chorre*|botando|tirando|escurr*|saliendo|brinca*|derram* ..3 todos|todas|todo ..2 lados|partes|lado",
        "cae|cayendo|escurr*|chorre*|gotea*|goteando|sale|saliendo ..4 foco|focos|lampara|lamparas|luces|abanico|ventilador|candil|enchufe|panel|breakers",
        "no ..3 como|donde ..3 apagar*|cerrar*|cortar*|parar*|cierra|apaga",
        "vino|viene|vinieron ..2 abajo|encima ..5 techo|pared|plafon|cielo",
        "pedazo|pedazos|cacho ..3 techo|plafon|cielo",
        "salio|sale|saliendo ..2 toda ..1 agua",
        `agua ..5 ${HOUSE_PARTS} ..3 lleno|llena|llenos|mojad*|empapad*`,
        "casa|sotano|cocina|bano|sala|cuarto ..3 llen* ..3 agua",
        "llen* ..3 de agua",
        "nadando|flotando",
        "inund*",
        `agua ..5 ${FLOWS} ..5 ${OVERHEAD}`,
        `${OVERHEAD} ..5 ${FLOWS} ..3 agua`,
        `${FLOWS} ..4 agua ..5 ${OVERHEAD}`,
        `agua ..3 por ..2 ${OVERHEAD}|puerta|ventana|escalera*|toda|todo|todos|todas`,
        "foco|focos|lampara|lamparas|luces|abanico|ventilador|enchufe|panel ..5 escurr*|chorre*|gotea*|agua|gotas",
        `agua ..4 todo|toda|todos|todas ..2 partes|lado|lados|${HOUSE_PARTS}`,
        "agua ..4 tobillo*|rodilla*",
        "agua ..3 subiendo|sube|encharc*",
        "agua ..3 chorros|chorro|cascada|borbotones|fuente|cantaros|llave",
        `sale|saliendo|tira|tirando|bota|botando|brota|brotando|entra|entrando|metiendo|mete|metio|cae|cayendo ..2 mucha|muchisima|bastante|tanta ..1 agua`,
        "esta|estan|anda ..3 saliendo|metiendo|entrando|cayendo|brotando|tirando|botando ..3 agua",
        "metio|meti*|entro|entra|entrando ..3 agua ..5 casa|sotano|cocina|cuarto|sala|garage|negocio|apartamento|bano|techo",
        "agua ..3 metio|metiendo|entrando|entro|saliendo|cayendo|salio ..5 casa|sotano|cuarto|sala|negocio|apartamento|piso|debajo|pared|techo",
        "saliendo ..2 agua",
        "agua ..2 saliendo|sale|brota* ..3 debajo|abajo",
        "no ..4 cerrar|parar|apagar|cortar|cerrarle|detener ..3 agua|paso",
        "agua ..3 no ..2 para|cierra|deja|cerrar|quiere",
        "no ..3 donde ..3 cierra|apaga|corta ..2 agua|llave",
        "chorro ..1 agua",
        `charco|charcos|alberca|lago ..3 grand*|enorme|${HOUSE_PARTS}`,
        "cae|cayendo|llueve|lloviendo|chorrea*|escurre* ..3 techo|adentro|dentro ..2 casa?",
        `techo|plafon ..5 colaps*|hundi*|hundiendo|derrumb*|desprendi*|desprendiendo|abomb*|inflad*|pandead*|vino|viene|panza|cayendo|cayo|caer`,
        "cayo|cayendo|vino|callo ..3 techo|plafon",
        "agua ..5 vecin* ..2 arriba",
      ],
    },
    {
      rule: "es-sewage",
      labels: emergency,
      authority: SAME,
      phrases: [
        "aguas|agua ..1 negras|negra|residual*|drenaje|caca|popo",
        "popo|caca|excremento|heces|mierda|desechos ..6 saliendo|sale|salen|subiendo|regres*|tina|regadera|piso|flotando",
        "saliendo|sale|regres*|subiendo|brota*|devuelv* ..4 popo|caca|excremento|heces|mierda|porqueria",
        "regadera|tina|ducha|coladera|lavabo|fregadero|sink|tub|piso ..4 sale|salen|saliendo|sube|subiendo|brota*|regres*|devuelve ..7 bano|excusado|inodoro|toilet|papel|sucia|sucio|negra|negro|mugre|apest*|drenaje|caca|popo",
        "sale|salen|saliendo|sube|subiendo|brota*|regres* ..7 papel|sucia|negra|excusado|inodoro|toilet|drenaje ..6 regadera|tina|ducha|coladera|lavabo|piso",
        "regadera|tina|ducha|coladera|piso ..8 agua ..3 papel|sucia|negra|apest*",
        "excusado|inodoro|taza|toilet|bano|sink|fregadero|lavadora ..6 sale|sube|regresa|brota ..4 regadera|tina|ducha|coladera|piso|lavabo",
        `${TOILET}|drenaje|desague|fosa|septico|septica|alcantarilla|coladera|tina|regadera|registro|cloaca ..5 desbord*|rebos*|rebals*|derram*|regres*|devolvi*|devuelv*|rebas*|tirando|botando|brota*`,
        "se ..3 desbord*|rebos*|rebals* ..4 drenaje|inodoro|excusado|escusado|taza|toilet|bano|fosa|septico|tina|alcantarilla",
        "se ..1 regres* ..3 drenaje|aguas|agua",
      ],
    },
    {
      rule: "es-no-heat",
      labels: emergency,
      authority: SAME,
      coldSeasonOnly: true,
      phrases: [
        `${HEAT} ..3 dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar`,
        `dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar ..3 ${HEAT}`,
        "sin ..1 calefaccion|heat|heater|calefactor|calenton",
        `no ..2 hay|tengo|tenemos|tienen|${WORKS} ..3 ${HEAT}`,
        `${HEAT} ..5 no|tampoco ..3 ${WORKS}|sale|encender|prender`,
        `${HEAT} ..4 ${BROKE}`,
        `se ..3 ${BROKE} ..3 ${HEAT}`,
        "nos ..2 congelando|helando|congelamos",
        "congelando|helando|muriendo ..4 casa|aqui|apartamento|frio",
        "casa|apartamento|cuarto|departamento ..3 helad*|congelad*|hielo|congelador|refrigerador",
        `${HEAT} ..4 aire frio|friito`,
      ],
    },
    {
      rule: "es-struck-or-open-building",
      labels: emergency,
      authority: SAME,
      phrases: [
        `arbol|rama|ramas|palo|carro|troca|camioneta|poste ..5 cayo|callo|caido|pego|choco|estrello|metio|vino|encima ..5 techo|casa|garage|garaje|cable*|cochera|porche|negocio|cuarto|sala|ventana|tejado`,
        "cayo|callo|estrello|choco ..4 arbol|rama|palo|carro|poste ..6 techo|casa|garage|garaje|cable*|cochera|porche|cuarto|encima|arriba|tejado",
        "ve ..2 cielo",
        "hoyo|agujero|hueco|oyo|boquete ..4 techo|tejado|roof",
        "volo|llevo|arranco|levanto ..4 el|del techo|tejado",
        "pared|muro|barda ..4 derrumb*|colaps*|cayo|cayendo",
      ],
    },
    {
      rule: "es-locked-out",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        "quede|quedamos|quedo|quedaron|estoy|estamos|dejaron|deje ..3 afuera|fuera|encerrad*",
        "quede|quedamos|quedo ..3 sin llaves|llave",
        "cerro|cerraron|cerre ..3 puerta ..5 llave*|dentro|adentro|afuera",
        `llaves|llave ..6 dentro|adentro ..3 ${CAR}|casa|apartamento|cajuela|negocio|oficina|cuarto`,
        "llaves|llave ..4 dentro|adentro",
        `deje|dejo|quedaron|olvid* ..4 llaves|llave`,
        "perdi|perdimos|perdio|extravi*|robaron ..3 llaves|llave",
        "no ..1 puedo|podemos|puede ..1 entrar|abrir ..4 casa|apartamento|carro|departamento|puerta|coche|negocio|cuarto|habitacion|unidad",
        "llave|llaves ..3 quebro|rompio|partio|atoro ..4 puerta|chapa|cerradura|dentro|adentro",
        "quebro|rompio|partio|atoro ..2 llave ..4 puerta|chapa|cerradura|dentro|adentro|switch",
      ],
    },
    {
      rule: "es-locked-out-in-danger",
      labels: emergency,
      authority: "Locked out with a child or an animal, in heat or cold, as locked-out (home-services.ts)",
      phrases: [
        `quede|quedamos|quedo|estoy|estamos|dejaron ..4 afuera|fuera ..8 ${HELPLESS}|frio|calor|lloviendo|nevando|nieve|lluvia|helando|estufa`,
        `${HELPLESS} ..8 afuera|fuera ..5 frio|calor|lloviendo|nevando|sol`,
        `quede|quedamos|estoy|estamos ..5 ${HELPLESS} ..3 afuera|fuera`,
        `afuera|fuera ..3 con ..3 ${HELPLESS}`,
      ],
    },
    {
      rule: "es-no-hot-water",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        "boiler|boyler|calentador ..3 dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar",
        "no|sin ..4 agua ..1 caliente",
        "agua ..3 no ..2 calienta|caliente",
        "agua ..2 caliente ..4 no|fria|acabo|dejo",
        "agua ..3 sale|saliendo|esta ..3 helada|heladita",
        "agua ..1 sale|saliendo ..2 fria",
        `${WATER_HEATER} ..5 no ..3 ${WORKS}`,
        `boiler|boyler|calentador ..4 ${BROKE}|gotea*|fuga|tira|tirando|apagado`,
        `no ..3 ${WORKS} ..3 boiler|boyler|calentador`,
        `se ..3 ${BROKE} ..3 boiler|boyler|calentador`,
      ],
    },
    {
      rule: "es-no-water",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        "sin ..1 agua",
        "no ..2 hay|tenemos|tengo|sale|llega|cae ..2 agua",
        "nos|me ..1 cortaron|quitaron ..2 agua",
        "se ..1 fue ..1 agua",
      ],
    },
    {
      rule: "es-no-power",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        "sin ..1 luz|electricidad|corriente|energia|power",
        "no ..2 hay|tenemos|tengo ..2 luz|electricidad|corriente|energia|power",
        "fue|cortaron|quito|quitaron ..2 luz|electricidad|corriente",
        "luz ..2 fue|va|vino",
        "breaker|breakers|pastilla|pastillas|fusible|fusibles|switch|braker ..4 bota*|brinca*|baja*|salta*|dispara*|quema*|brincando",
        "bota*|brinca*|salta*|dispara* ..3 breaker|breakers|pastilla|pastillas|fusible|braker",
        "media|mitad ..3 casa ..4 luz|electricidad|oscuras|power",
        "a oscuras",
      ],
    },
    {
      rule: "es-no-cooling",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        `${COOLING} ..3 dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar`,
        `dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar ..3 ${COOLING}`,
        "sin ..1 aire|ac|clima|aircon",
        `${COOLING} ..5 no ..3 ${WORKS}|sale|enfri*|avienta`,
        `no ..3 ${WORKS} ..3 ${COOLING}`,
        `${COOLING} ..4 ${BROKE}`,
        `se ..3 ${BROKE} ..3 ${COOLING}`,
        "no ..2 hay|tengo|tenemos ..1 aire|ac|clima",
        "aire|ac|clima ..4 caliente|tibio",
        "echa|echando|avienta|aventando|sale|saliendo|tira|tirando|bota|botando|sopla|soplando ..2 aire ..1 caliente|tibio",
      ],
    },
    {
      rule: "es-leak",
      labels: high,
      worseWhenExposed: true,
      authority: SAME,
      phrases: [
        "fuga|fugas|goter*|gotea*|goteo",
        "escurr*|escurriendo ..2 agua",
        "agua ..3 escurr*|gotea*|fuga|filtr*",
        "tira|tirando|bota|botando|saca|sacando|sale|chorrea* ..2 agua|aguita",
        "liqueando|liquea|likeando|likea",
        "tuberia*|tubo*|cano*|pipas|pipes ..3 congel*",
        "congel* ..3 tuberia*|tubo*|pipas|pipes",
        "filtra*|filtracion|filtraciones",
      ],
    },
    {
      rule: "es-toilet-or-main-drain",
      labels: high,
      authority: SAME,
      phrases: [
        "sin ..1 bano|inodoro|excusado|estufa|refrigerador|refri|cocina",
        `${TOILET} ..5 tapado|tapo|tapa|tapados|atasc*|atranc*|atascado`,
        `tapo|tapado|atasco|atranco ..3 ${TOILET}`,
        `${TOILET} ..3 no ..2 baja|jala|descarga|traga|sirve|funciona|flush*`,
        "unico bano|inodoro|excusado|toilet",
        "solo|nomas|solamente ..3 un ..1 bano|inodoro|excusado|toilet",
        "drenaje|linea ..2 principal",
        "drenaje|drenajes|drenes ..5 tapado|tapados|tapo|regres*",
        "todos|todo ..2 drenajes|desagues|drenaje ..3 tapad*|tapo",
      ],
    },
    {
      rule: "es-cannot-secure-home",
      labels: high,
      authority: SAME,
      phrases: [
        "puerta|cerradura|chapa|ventana|porton|garage|garaje|candado|reja ..4 no ..3 cierra|cerrar|cierran|traba|asegura|echar|cierre",
        "no ..3 cierra|cerrar|asegurar ..3 puerta|chapa|cerradura|ventana|porton|garage|garaje",
        "rompieron|quebraron|forzaron|tumbaron|rompio|quebro ..3 vidrio|vidrios|ventana|puerta|cerradura|chapa|candado",
        "vidrio|ventana|chapa|cerradura|puerta ..3 rot*|quebrad*|forzad*|destroz*|tumbad*|patead*",
      ],
    },
    {
      rule: "es-fridge-failing",
      labels: high,
      authority: SAME,
      phrases: [
        "refri|refrigerador|refrigeradora|nevera|freezer|congelador|fridge ..3 dejo de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar",
        `refri|refrigerador|refrigeradora|nevera|freezer|congelador|hielera|cooler|fridge ..5 no ..3 ${WORKS}|hiela|congela`,
        `refri|refrigerador|refrigeradora|nevera|freezer|congelador|fridge ..4 ${BROKE}|caliente`,
        `se ..3 ${BROKE} ..3 refri|refrigerador|refrigeradora|nevera|freezer|congelador`,
        "comida|carne ..4 echando|echar|echo|echado ..2 perder",
      ],
    },
    {
      rule: "es-something-does-not-work",
      labels: ordinary,
      phrases: [
        "dejo|dejaron|deja de ..1 funcionar|servir|prender|jalar|trabajar|enfriar|calentar|encender|helar|congelar|echar|sacar|salir|tirar|lavar|secar|abrir|cerrar|cargar|girar",
        `no ..2 ${WORKS}|cierra|abre|drena|baja|prenden|cierran|agarra|gira|seca|lava`,
        "descompu*|averiad*|tapado|tapada|tapados|atorado|atorada|atascad*|quebrado|quebrada|roto|rota|danado|danada|flojo|floja|zafado",
        "se ..2 rompio|quebro|descompuso|atoro|tapo|dano|cayo|zafo|trabo|solto|apaga",
        "ruido|ruidos|rechina*|zumba*|vibra*",
        "poca|baja|menos|mala presion",
        "ratas|ratones|raton|rata|cucarachas|cucaracha|termitas|comejen|hormigas|avispas|chinches|abejas|mapache|ardillas|zancudos|arana*|plaga|plagas|alacranes",
        "solo|nomas|mas prende|prenden|sale|funciona",
        "humedad|moho|goteras",
        "falla|fallando|fallas",
      ],
    },
    {
      rule: "es-trade-work",
      labels: ordinary,
      phrases: [
        "mantenimiento|tuneup|afinacion",
        "tejas|teja|canaletas|goteras|yarda|zacate|pasto|cesped|arbustos|podar|podada|cerca|barda|aislamiento|insulacion",
        "instal*|pon*|camb*|reemplaz*|quit*|repar* ..5 boiler|calentador|aire|llave|llaves|lavabo|inodoro|excusado|abanico|ventilador|lampara|techo|piso|ventana*|puerta*|chapa*|cerradura*|contacto*|tuberia|panel|medidor|regadera|lavaplatos|minisplit|termostato|heater|faucet|bomba",
        "remodela*|pintar|pintada|ampliacion|plomeria|destapar|destapen|fumigar|fumigacion",
        "copia|copias ..2 llave|llaves",
        "cambiar ..2 chapas|cerraduras|combinacion",
      ],
    },
  ];
}

/** Words about buildings that only a landlord or an agent of homes hears. */
export const SPANISH_PROPERTY: readonly VocabularyRule[] = [
  {
    rule: "es-unsafe-building",
    labels: ["urgency:high", "intent:support"],
    authority: "Habitability laws, as unsafe-building (property.ts)",
    phrases: [
      `elevador|ascensor ..4 no ..2 ${WORKS}|sube|baja`,
      `elevador|ascensor ..3 ${BROKE}|descompuesto`,
      "barandal|pasamanos ..3 suelt*|floj*|cayo|rot*",
      "escalera|escaleras|escalon ..3 rot*|suelt*|quebr*|podrid*",
      "moho",
      "molde negro",
      "chinches",
      "no ..2 luz ..3 pasillo|escaleras|estacionamiento",
      "puerta|porton ..3 principal|entrada ..4 no|abierta|rota|descompuesta",
    ],
  },
  {
    rule: "es-tenant",
    labels: ["intent:support", "lane:existing-customer"],
    phrases: [
      "apartamento|departamento|apto|unidad|depa|traila|cuarto ..2 <number>",
      "vivo|rento|vivimos|rentamos ..4 apartamento|departamento|unidad|casa|traila|edificio|ahi",
      "soy|somos ..3 inquilin*|rento|arrendatari*",
      "de mantenimiento",
      "orden de trabajo|mantenimiento",
      "mi ..1 contrato|lease|lis|leas|casero|deposito",
      "vecino|vecinos|vecina ..6 ruido|musica|fiesta|bulla|ladra*|fuma*|volumen|estaciona*",
      "estacionamiento|parqueadero|parking ..5 ocup*|lugar|espacio|permiso|mi",
      "llave|control|tarjeta ..2 porton|buzon|correo|gimnasio|entrada",
      "renovar|renovacion ..3 contrato|lease",
      "me|nos|voy|vamos ..2 mudar*|mudo|mudamos|desocupar",
    ],
  },
  {
    rule: "es-viewing-wanted",
    labels: ["intent:booking", "lane:new-lead"],
    weight: 3,
    phrases: [
      "ver|verla|verlo|visitar|conocer|mirar ..3 casa|apartamento|departamento|propiedad|unidad|condominio|local|terreno|lote|depa|traila",
      "casa|apartamento|departamento|propiedad|condominio|local|terreno|traila|depa ..6 renta|venta|vende|rentan|disponible|anunci*|letrero|verla|verlo",
      "interesa|interesad*|interesaria ..5 casa|apartamento|departamento|propiedad|unidad|condominio|local|terreno|comprar|rentar",
      "quiero|queremos|quisiera|busco|buscando|buscamos|necesito|ando|andamos ..4 rentar|comprar|vender|alquilar ..3 casa|apartamento|departamento|propiedad|terreno|algo|mi|un|una",
      "busco|buscando|buscamos|ando|andamos ..3 casa|apartamento|departamento|cuarto|depa|vivienda",
      "tienen|hay|tiene ..4 apartamentos|departamentos|casas|unidades|disponible*|cuartos|recamaras",
      "sigue|todavia|aun ..3 disponible",
      "vender ..2 mi casa|propiedad|terreno",
      "aplicar|aplicacion|solicitud ..4 apartamento|renta|departamento|rentar",
    ],
  },
  {
    rule: "es-rent-question",
    labels: ["intent:billing", "lane:existing-customer"],
    weight: 1,
    phrases: [
      "mi|la renta",
      "pago|pagar|pague|deposite ..2 renta",
      "recargo|recargos",
      "pagar|pago ..2 renta ..4 tarde|portal|linea",
    ],
  },
];
