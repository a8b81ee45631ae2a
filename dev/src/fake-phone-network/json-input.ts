/** Input that cannot be used; the message says where and why. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}

/** An object from outside, read field by field. Unknown fields are refused, so that a misspelt one is not silently lost. */
export class JsonInput {
  readonly #fields: Map<string, unknown>;
  readonly #where: string;

  constructor(value: unknown, where: string, known: readonly string[]) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new BadInput(`${where} must be an object`);
    this.#fields = new Map(Object.entries(value));
    this.#where = where;
    const unknown = [...this.#fields.keys()].find((name) => !known.includes(name));
    if (unknown !== undefined) throw new BadInput(`${where}.${unknown} is not known; known are ${known.join(", ")}`);
  }

  /** A text that must be there. */
  text(name: string): string {
    const value = this.#fields.get(name);
    if (typeof value !== "string") throw new BadInput(`${this.#where}.${name} must be a text`);
    return value;
  }

  number(name: string): number {
    const value = this.#fields.get(name);
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new BadInput(`${this.#where}.${name} must be a number`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#fields.get(name);
    if (typeof value !== "boolean") throw new BadInput(`${this.#where}.${name} must be true or false`);
    return value;
  }

  /** One of some words. */
  word<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.#fields.get(name);
    const found = words.find((word) => word === value);
    if (found === undefined) throw new BadInput(`${this.#where}.${name} must be one of ${words.join(", ")}`);
    return found;
  }

  list<Item>(name: string, read: (item: unknown, where: string) => Item): Item[] {
    const value = this.#fields.get(name);
    if (!Array.isArray(value)) throw new BadInput(`${this.#where}.${name} must be a list`);
    return value.map((item, index) => read(item, `${this.#where}.${name}[${index}]`));
  }

  texts(name: string): string[] {
    return this.list(name, (item, where) => {
      if (typeof item !== "string") throw new BadInput(`${where} must be a text`);
      return item;
    });
  }

  has(name: string): boolean {
    return this.#fields.has(name) && this.#fields.get(name) !== null;
  }

  value(name: string): unknown {
    return this.#fields.get(name);
  }

  /** The named fields that are there, read by `read`, as an object to spread. */
  optional<Name extends string, Value>(name: Name, read: (name: Name) => Value): { [Key in Name]?: Value } {
    const found: { [Key in Name]?: Value } = {};
    if (this.has(name)) found[name] = read(name);
    return found;
  }
}

/** Parses a JSON body. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new BadInput("The body is not JSON");
  }
}
