import type { JsonObject } from "#providers/telephony/twiml-family/rest.ts";

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** A field as text; numbers count. */
export function textAt(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export function objectAt(json: JsonObject, name: string): JsonObject | null {
  const value = json[name];
  return isObject(value) ? value : null;
}

/** The objects of a list; whatever else stands in it is left out. */
export function objectsAt(json: JsonObject, name: string): readonly JsonObject[] {
  const value = json[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}
