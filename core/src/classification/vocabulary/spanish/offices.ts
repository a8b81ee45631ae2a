import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { WANTS } from "./word-groups.ts";

// Law, insurance, finance and agencies. Authorities as in ../legal.ts and ../other-trades.ts.
const RIGHT = "A right or freedom that is lost within hours, as in legal.ts";

export const SPANISH_LEGAL: readonly VocabularyRule[] = [
  {
    rule: "es-in-custody-now",
    labels: ["urgency:emergency", "intent:booking"],
    authority: RIGHT,
    phrases: [
      "arrest*",
      "detuv*|detenid*|detienen|deteniendo|apresaron|preso|presa|esposaron",
      "agarraron|agarro|levantaron|llevaron|llevo|llevaba|llevan|llevar* ..6 policia|migra|ice|inmigracion|migracion|carcel|estacion|preso|sheriff|chota|agentes",
      "policia|migra|ice|inmigracion|migracion|sheriff|chota|agentes|fbi|detectives ..5 agarr*|llevo|llevaron|llevaban|llevando|detuv*|puerta|afuera|aqui|tocando|casa|interrog*|preguntas|registr*|trabajo",
      "en ..3 carcel|custodia|separos|bote|tambo|celda|jail",
      "encerrado|encerraron ..4 carcel|condado|inmigracion",
      "centro ..2 detencion",
      "migra|redada",
      "orden ..2 arresto|aprehension|cateo|captura|registro",
      "deport* ..5 hoy|manana|horas|ya",
      "interrogando|interrogar|interrogarlo|declarar",
      "me|se ..4 quit*|llev* ..3 hijos|hijo|hija|ninos|nina|nino",
    ],
  },
  {
    rule: "es-court-or-lockout-now",
    labels: ["urgency:emergency", "intent:booking"],
    authority: RIGHT,
    phrases: [
      "corte|audiencia|juicio|juez|tribunal|deposicion|comparec* ..6 hoy|manana|horas|hora|rato|tarde",
      "hoy|manana|horas ..7 corte|audiencia|juicio|juez|tribunal|comparec*|deposicion",
      "desaloj*|evict*|evicc* ..5 hoy|manana|ya|horas|puerta|ahorita",
      "hoy|manana ..5 desaloj*|sacar|sacan|sacarme|sacarnos",
      "sheriff|policia|aguacil|alguacil ..5 sacar*|sacando|desaloj*",
      "vence|vencen|plazo|limite|ultimo dia ..5 hoy|manana|horas",
      "hoy|manana ..4 vence|vencen|plazo|ultimo",
      "embarg*|foreclos*|remat* ..4 hoy|manana",
    ],
  },
  {
    rule: "es-legal-clock-running",
    labels: ["urgency:high", "intent:booking"],
    authority: RIGHT,
    phrases: [
      "lleg*|entreg*|dieron|dejaron|recibi|recibimos|mandaron|pegaron|sirvieron ..6 demanda|papeles|citatorio|notificacion|aviso|carta|corte|desalojo|desahucio|divorcio",
      "me|nos|lo|la ..2 demand*|estan demandando",
      "desaloj*|desahuci*|eviccion|eviction|eviccion",
      "orden ..2 restriccion|proteccion|alejamiento",
      "citatorio|citacion|emplazamiento",
      "dui|manejar tomado|borracho|ebri*",
      "corte|audiencia ..3 <day>|semana|fecha|dia",
      "deport*",
      "foreclosure|embarg*",
      "warrant",
      "fecha|plazo ..2 limite",
      "vence|vencen|vencer|vencio|expira ..6 permiso|visa|daca|plazo|papeles|tps|asilo",
      "permiso|visa|daca|plazo|tps|asilo ..4 vence|vencio|vencer|expira",
    ],
  },
  {
    rule: "es-legal-matter",
    labels: ["intent:booking"],
    phrases: [
      `${WANTS} ..5 abogado|abogada|licenciado|licenciada|asesoria|representacion`,
      "divorcio|divorciarme|custodia|adopcion|testamento|herencia|bancarrota|quiebra|manutencion",
      "accidente|choque|chocaron|choco|lesion|lastime|lastimo|lesionado",
      "resbale|cai ..5 tienda|trabajo|piso",
      "me ..2 despidieron|corrieron|deben|pagan|pagaron",
      "inmigracion|migracion|green card|residencia|ciudadania|asilo|visa|daca|papeles|mica|naturaliz*|permiso",
      "ticket|multa|infraccion",
      "tengo ..2 caso",
      "demandar",
      "hablar ..3 abogado|abogada|licenciado|licenciada",
      "compensacion ..2 trabajador*",
    ],
  },
  {
    rule: "es-case-status",
    labels: ["intent:job-status", "lane:existing-customer"],
    weight: 3,
    phrases: [
      "mi|nuestro|el|del caso ..8 va|avanz*|saber|noticia*|nuevo|algo|resp*|paso|fecha",
      "va|saber|noticias|paso|avanz*|sabe|nuevo ..6 mi|nuestro|del caso",
      "mi abogado|abogada|licenciado|licenciada",
      "cheque|acuerdo ..4 llego|cuando|listo|caso",
      "contesto|respondio|aprobo|aprobaron|llego ..4 inmigracion|corte|seguro|aseguran*|juez|permiso|uscis",
    ],
  },
  {
    rule: "es-legal-advice",
    labels: ["advice:legal"],
    phrases: [
      "tengo ..3 caso ..1 o|si",
      "puedo|podemos|debo|debemos|deberia|pueden|puede ..4 demandar*|firmar|apelar|declarar|correr|correrme|sacar|sacarme|sacarnos|deportar*|despedir*|evict*|salir|viajar|negarme",
      "es ..1 legal|ilegal",
      "cuales ..2 derechos|opciones",
      "tengo derecho",
      "mis derechos",
      "cuanto ..3 carcel|caso",
      "que ..4 digo|decir|firmo|firmar|hago ..5 policia|corte|juez|migra|papeles|demanda|carta",
      "me ..2 deportar|pueden deportar",
      "tengo que ..2 pagar|firmar|declarar|ir|salir",
    ],
  },
];

export const SPANISH_INSURANCE: readonly VocabularyRule[] = [
  {
    rule: "es-loss-just-happened",
    labels: ["urgency:high", "intent:support"],
    worseWhenExposed: true,
    authority: "As loss-just-happened (other-trades.ts)",
    phrases: [
      "acab*|ahorita|hoy|anoche|ayer|recien|apenas|tuve|tuvimos|tuvo|reportar|reporto ..5 accidente|choque|chocar*|chocaron|choque|choco|pegaron|golpearon",
      "me|nos ..2 chocaron|choco|pegaron|golpearon|robaron|robo",
      "choque ..3 carro|troca|camioneta|contra|freeway",
      "reportar|abrir|hacer|meter|poner|iniciar|levantar|someter ..3 reclamo|claim|siniestro|reporte|accidente|reclamacion",
      "granizo|tormenta|incendio|huracan|tornado ..5 techo|carro|casa|dano|danos|rompio",
      "dano|danos|danado ..5 granizo|tormenta|agua|incendio|viento|huracan|tornado",
      "robaron|robo|robado ..4 carro|troca|identidad|tarjeta|camioneta|cuenta|cartera",
      "grua",
      "fraude|hackearon|jaquearon|clonaron",
      "cargos|movimientos|retiros ..4 no|desconocid*",
      "no ..3 reconozco|hice|autorice ..4 cargo|cargos|compra|compras|retiro|movimiento*|transferencia",
      "arbol|rama ..5 cayo|callo ..5 carro|casa|techo|troca",
      "varad*",
    ],
  },
  {
    rule: "es-policy-service",
    labels: ["intent:support", "lane:existing-customer"],
    phrases: [
      "mi|nuestra|la|de ..1 poliza|cobertura|aseguran*|seguro",
      "mi|el ..1 agente|ajustador|asesor|reclamo|claim",
      "prueba|comprobante|tarjeta|tarjetas|carta|certificado|constancia ..2 seguro|aseguran*|poliza|insurance",
      "agregar|anadir|quitar|meter|sacar|poner|incluir|bajar|dar ..6 poliza|aseguran*|seguro|carro|troca|hijo|hija|esposa|chofer",
      "cambiar|actualizar ..3 direccion|banco|cuenta|beneficiari*|tarjeta",
      "copia ..4 taxes|declaracion|w2|poliza|impuestos",
      "mis|mi taxes|tax|declaracion|cuenta|retiro|inversiones",
    ],
  },
  {
    rule: "es-policy-wanted",
    labels: ["intent:quote", "lane:new-lead"],
    phrases: [
      `${WANTS} ..4 aseguran*|seguro|asegurar|poliza|cobertura|insurance`,
      "cambi* ..3 aseguran*|compania|seguro",
      "tienen|dan|venden|manejan ..3 aseguran*|seguro ..4 carro|casa|vida|negocio|medico|sin",
      "compre|compramos ..3 carro|casa|troca",
      "mas barat*|economic*",
    ],
  },
  {
    rule: "es-money-work-wanted",
    labels: ["intent:booking"],
    phrases: [
      "hacer|preparar|prepare|hagan|declarar|haga|someter|llenar ..3 taxes|impuestos|declaracion|income|tax|contabilidad",
      "taxes|impuestos ..5 atender|cita|hacer|preparar|ayuda*",
      "abrir ..3 cuenta|negocio|llc|corporacion",
      "contador|contadora|tenedor|asesor|asesoria|planear",
      "itin|amnistia|payroll|nomina",
      "prestamo|hipoteca|refinanciar|comprar casa",
    ],
  },
  {
    rule: "es-insurance-advice",
    labels: ["advice:insurance"],
    phrases: [
      "me|nos|lo|la|esta|estoy|estamos|estara ..2 cubre|cubren|cubrira|cubriria|cubiert*",
      "cubre|cubren|cubrira|paga ..5 aseguran*|seguro|poliza",
      "aseguran*|seguro|poliza ..4 cubre|cubren|cubrira|cubriria|paga|pagaria",
      "me|mi|la ..3 sube|subir|suben|subira ..4 aseguran*|seguro|prima|poliza|pago",
      "me conviene|conviene",
      "debo|deberia ..3 reportar|reclamar|invertir|vender|sacar|meter|cancelar",
      "cuanta|que cobertura ..4 necesito|conviene|debo",
    ],
  },
];

export const SPANISH_AGENCY: readonly VocabularyRule[] = [
  {
    rule: "es-client-system-down",
    labels: ["urgency:high", "intent:support", "lane:existing-customer"],
    authority: "As client-system-down (other-trades.ts)",
    phrases: [
      "pagina|sitio|servidor|correo|correos|email|sistema|red|tienda|web|checkout|carrito ..5 caid*|cayo|callo|abajo|no|jaque*|hacke*|offline|lent*|error|tumbad*",
      "hackearon|jaquearon|hackeo|hackead*|jaquead*|virus|ransomware",
      "se ..1 cayo|callo ..3 pagina|sitio|servidor|sistema|tienda|correo",
      "campana|anuncios ..4 gast*|parad*|pauso|apago|equivocad*|mal",
    ],
  },
  {
    rule: "es-client-work-wanted",
    labels: ["intent:booking", "lane:new-lead"],
    weight: 3,
    phrases: [
      `${WANTS} ..6 pagina|logo|logotipo|campana|marketing|mercadotecnia|publicidad|redes|branding|marca|consultoria|video|fotos|diseno|website|seo`,
      "hablar|platicar|reunirnos|junta|reunion|llamada ..4 proyecto|ideas|negocio|propuesta",
      `lanz*|abr* ..4 negocio|restaurante|tienda|marca|producto`,
    ],
  },
];
