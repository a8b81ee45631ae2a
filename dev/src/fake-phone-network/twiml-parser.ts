/** One element of a TwiML document. Text is the element's own text, entities resolved. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  readonly text: string;
}

/** A document Twilio would not run, with its error code (12100 parse, 11750 too large …). */
export class TwimlError extends Error {
  override readonly name = "TwimlError";
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Twilio refuses documents above 64 KB (error 11750). */
const documentBytesMax = 64 * 1024;
const depthMax = 20;

/**
 * Reads a TwiML document strictly: one `<Response>` root, balanced elements, quoted attributes, the five XML entities.
 * Throws {@link TwimlError} 12100 where Twilio would report "Document parse failure".
 */
export function parseTwiml(text: string): TwimlElement {
  if (Buffer.byteLength(text) > documentBytesMax) throw new TwimlError(11750, "TwiML response body too large");
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text))
    throw new TwimlError(12100, "Control character in the document");
  const reader = new Reader(text.replace(/^\uFEFF/, ""));
  const root = reader.document();
  if (root.name !== "Response") throw new TwimlError(12100, `The root must be <Response>, not <${root.name}>`);
  return root;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): TwimlElement {
    // libxml's rule, which Twilio follows: an XML declaration is only legal as the very first thing.
    this.#skipMisc(true);
    const root = this.#element(0);
    this.#skipMisc(false);
    if (this.#at < this.#text.length) this.#fail("Content after the root element");
    return root;
  }

  #element(depth: number): TwimlElement {
    if (depth > depthMax) this.#fail("Nested too deeply");
    const open = this.#match(/<([A-Za-z_][\w.:-]*)/y) ?? this.#fail("An element was expected");
    const name = open[1] ?? "";
    const attributes = this.#attributes(name);
    if (this.#match(/\s*\/>/y)) return { name, attributes, children: [], text: "" };
    if (!this.#match(/\s*>/y)) this.#fail(`<${name}> is not closed by >`);
    const children: TwimlElement[] = [];
    let text = "";
    for (;;) {
      const plain = this.#match(/[^<]+/y);
      if (plain) {
        text += this.#unescape(plain[0]);
        continue;
      }
      const data = this.#match(/<!\[CDATA\[([\s\S]*?)\]\]>/y);
      if (data) {
        text += data[1] ?? "";
        continue;
      }
      if (this.#match(/<!--[\s\S]*?-->/y)) continue;
      const close = this.#match(/<\/([\w.:-]+)\s*>/y);
      if (close) {
        if (close[1] !== name) this.#fail(`<${name}> is closed by </${close[1]}>`);
        return { name, attributes, children, text: text.trim() };
      }
      if (this.#at >= this.#text.length) this.#fail(`<${name}> is never closed`);
      children.push(this.#element(depth + 1));
    }
  }

  #attributes(element: string): Record<string, string> {
    const found: Record<string, string> = {};
    for (;;) {
      const attribute = this.#match(/\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y);
      if (!attribute) return found;
      const name = attribute[1] ?? "";
      if (Object.hasOwn(found, name)) this.#fail(`<${element}> has ${name} twice`);
      found[name] = this.#unescape(attribute[2] ?? attribute[3] ?? "");
    }
  }

  #skipMisc(start: boolean): void {
    if (start) this.#match(/<\?xml\s[^?]*\?>/y);
    while (this.#match(/\s+/y) || this.#match(/<!--[\s\S]*?-->/y));
  }

  #unescape(text: string): string {
    return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));|&/g, (whole, hex, decimal, word) => {
      if (hex !== undefined) return this.#character(Number.parseInt(hex, 16));
      if (decimal !== undefined) return this.#character(Number.parseInt(decimal, 10));
      return entities.get(word) ?? this.#fail(`Unknown entity ${whole}`);
    });
  }

  #character(code: number): string {
    const legal = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
    return legal ? String.fromCodePoint(code) : this.#fail(`Character ${code} is not allowed in XML`);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #fail(why: string): never {
    throw new TwimlError(12100, `Document parse failure: ${why} (at character ${this.#at})`);
  }
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);
