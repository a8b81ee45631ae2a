/** An entry's details as lines of name and value. Nested values keep their shape as JSON; empty ones are left out. */
export function detailWords(detail: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    if (value === null || value === undefined || value === "") return [];
    const name = key
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replaceAll(/[-_.]+/g, " ")
      .toLowerCase();
    return [[name, typeof value === "string" ? value : JSON.stringify(value)] as const];
  });
}
