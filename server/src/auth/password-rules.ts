import { readFileSync } from "node:fs";

export type PasswordRefusal = "password-too-short" | "password-too-long" | "password-common" | "password-personal";

/** For the person at the form. */
export const passwordWords: Readonly<Record<PasswordRefusal, string>> = {
  "password-too-short": "Use at least 12 characters. A few words in a row are easy to remember.",
  "password-too-long": "Use at most 200 characters.",
  "password-common": "This is one of the passwords everybody tries first. Use another.",
  "password-personal": "Do not use your name or e-mail as the password.",
};

const shortest = 12;
const longest = 200;

/** One password a line, lower case, without what people append to reach a length. */
const common: ReadonlySet<string> = new Set(
  readFileSync(new URL("./common-passwords.txt", import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean),
);

/**
 * Why this may not be a password, or null. Length and a list of the commonest, no rules about kinds of characters
 * (NIST SP 800-63B §3.1.1.2, OWASP ASVS 5.0 §6.2).
 */
export function passwordRefusal(
  password: string,
  person: { readonly email: string; readonly name: string },
): PasswordRefusal | null {
  const plain = password.normalize("NFKC");
  if ([...plain].length < shortest) return "password-too-short";
  if ([...plain].length > longest) return "password-too-long";
  if (isCommon(plain.toLowerCase())) return "password-common";
  if (isPersonal(plain.toLowerCase(), person)) return "password-personal";
  return null;
}

/** The list's words also with digits and signs around them, written twice, or one character repeated. */
function isCommon(password: string): boolean {
  const core = password.replace(/^[^a-z]+|[^a-z]+$/g, "");
  if (common.has(password) || common.has(core)) return true;
  if (new Set(password).size <= 2) return true;
  const period = (password + password).indexOf(password, 1);
  return period < password.length && common.has(password.slice(0, period));
}

function isPersonal(password: string, { email, name }: { email: string; name: string }): boolean {
  const core = password.replace(/[^\p{L}\p{N}]/gu, "");
  const own = [email, email.split("@")[0] ?? "", name].map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  return own.some((text) => text !== "" && (core === text || core.replace(/\d+$/, "") === text));
}
