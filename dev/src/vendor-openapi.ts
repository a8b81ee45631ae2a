import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** A request as somebody makes it to the vendor's REST API. `path` is without the query. */
export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Iterable<readonly [string, string]>;
  readonly form?: Iterable<readonly [string, string]>;
}

type Schema = {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
};
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
}
interface Spec {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/**
 * What the vendor's own OpenAPI description (in @twilio/cli-core) finds wrong with a request: unknown path or method,
 * unknown, missing or repeated parameters, values of a wrong type, enum, pattern, length or format. Empty: nothing.
 */
export function validateTwilioRequest(request: VendorRequest): string[] {
  const { paths } = description();
  const found = Object.entries(paths).flatMap(([template, operations]) => {
    const parts = pathPattern(template).exec(request.path)?.groups;
    return parts === undefined ? [] : [{ operations, parts, literals: template.replace(/\{\w+\}/g, "").length }];
  });
  // Calls/{Sid}.json fits beside a longer literal path; the more literal one is meant.
  const best = found.sort((one, other) => other.literals - one.literals)[0];
  if (best === undefined) return [`unknown path ${request.path}`];
  const operation = best.operations[request.method.toLowerCase()];
  if (operation === undefined) return [`${request.method} is unknown for ${request.path}`];
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const form = operation.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  return [
    ...checkFields(Object.entries(best.parts), objectOf(inPath), "path"),
    ...checkFields(request.query ?? [], objectOf(inQuery), "query"),
    ...checkFields(request.form ?? [], form ?? {}, "form"),
  ];
}

let loaded: Spec | undefined;

function description(): Spec {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    const file = require.resolve("@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json");
    const parsed: Spec = JSON.parse(readFileSync(file, "utf8"));
    loaded = parsed;
  }
  return loaded;
}

function pathPattern(template: string): RegExp {
  const escaped = template.replace(/[.+*?^$()[\]|\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/]+?)")}$`);
}

function objectOf(parameters: readonly Parameter[]): Schema {
  return {
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
  };
}

function checkFields(fields: Iterable<readonly [string, string]>, schema: Schema, where: string): string[] {
  const values = Map.groupBy(fields, ([name]) => name);
  const problems: string[] = [];
  for (const name of schema.required ?? [])
    if (!values.has(name)) problems.push(`${where} parameter ${name} is missing`);
  for (const [name, entries] of values) {
    const expected = schema.properties?.[name];
    if (expected === undefined) {
      problems.push(`${where} parameter ${name} is unknown`);
      continue;
    }
    const resolved = resolve(expected);
    const isList = resolved.type === "array";
    if (!isList && entries.length > 1) problems.push(`${where} parameter ${name} is repeated`);
    const itemSchema = isList ? resolve(resolved.items ?? {}) : resolved;
    for (const [, text] of entries)
      problems.push(...checkValue(text, itemSchema).map((why) => `${where} parameter ${name} ${why}`));
  }
  return problems;
}

function resolve(schema: Schema): Schema {
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return name === undefined ? schema : (description().components.schemas[name] ?? {});
}

const phone = /^\+?[1-9]\d{2,14}$/;
const ajv = new Ajv({
  strict: false,
  formats: {
    // Query values may also be short codes, client: and sip: addresses ("endpoint").
    "phone-number": (text) => phone.test(text) || /^(client|sips?|whatsapp|messenger|rcs):/.test(text),
    endpoint: (text) => phone.test(text) || /^(client|sips?):/.test(text),
    "date-time": (text) => /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text),
    date: /^\d{4}-\d{2}-\d{2}$/,
    uri: (text) => URL.canParse(text),
    "http-method": /^(GET|POST|HEAD|PUT|PATCH|DELETE)$/,
    twiml: (text) => text.includes("<Response") && text.length <= 4000,
    "iso-country-code": /^[A-Z]{2}$/,
    int64: true,
  },
});
const validators = new WeakMap<Schema, ValidateFunction>();

/** Checks one form value; forms carry text, so numbers and booleans are decoded first. */
function checkValue(text: string, schema: Schema): string[] {
  const value = decode(text, schema.type);
  if (value === undefined) return [`must be ${schema.type}, not "${text}"`];
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.message ?? "is invalid"} (${text})`);
}

function decode(text: string, type: string | undefined): unknown {
  if (type === "integer") return /^-?\d+$/.test(text) ? Number(text) : undefined;
  if (type === "number") return text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  return text;
}
