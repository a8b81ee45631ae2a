/**
 * The JSON object in a model's answer: prose, fences and thinking around it are left aside. Of several the last one that is
 * whole and has one of `keys` counts, as models repeat what they read before they answer. Of one that was cut, what was
 * whole before the cut is kept: the last, unfinished element of a list is dropped, never completed. Null when there is none.
 */
export function findJson(text: string, keys: readonly string[]): Readonly<Record<string, unknown>> | null {
  const answer = text.replaceAll(/<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/gi, "");
  let best: Readonly<Record<string, unknown>> | null = null;
  let from = answer.indexOf("{");
  for (let tried = 0; from !== -1 && tried < TRIES_MAX; tried += 1) {
    const { end, repaired } = scan(answer, from);
    const value = parseObject(end === null ? repaired : answer.slice(from, end));
    const fits = value !== null && keys.some((key) => Object.hasOwn(value, key));
    if (fits) best = value;
    // Inside an object that could be read nothing is looked for; one that is none may hold one ("{see: {…}}").
    from = answer.indexOf("{", end !== null && value !== null ? end : from + 1);
    if (end === null && fits) break;
  }
  return best;
}

const TRIES_MAX = 50;
/** Our answers are three deep; a deeper one is an attack on whoever reads it. */
const DEPTH_MAX = 12;

type Scanned = {
  /** After the closing brace; null when there is none. */
  readonly end: number | null;
  /** What stood before the cut, closed; empty when nothing was whole. */
  readonly repaired: string;
};

/** Walks one object, aware of strings, and remembers the last place before which everything was whole. */
function scan(text: string, from: number): Scanned {
  const open: string[] = [];
  let inString = false;
  let whole: { readonly at: number; readonly open: string } | null = null;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (inString) {
      if (sign === "\\") at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === "{" || sign === "[") {
      open.push(sign === "{" ? "}" : "]");
      if (open.length > DEPTH_MAX) return { end: null, repaired: "" };
      // An empty list is whole, and so is an object before its first property.
      if (sign === "[" && open.length === 2) whole = { at: at + 1, open: open.join("") };
    } else if (sign === "}" || sign === "]") {
      if (open.pop() !== sign) return { end: null, repaired: "" };
      if (open.length === 0) return { end: at + 1, repaired: "" };
      if (open.length <= 2) whole = { at: at + 1, open: open.join("") };
    }
  }
  if (whole === null) return { end: null, repaired: "" };
  return { end: null, repaired: text.slice(from, whole.at) + [...whole.open].reverse().join("") };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
