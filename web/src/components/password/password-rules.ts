/** A rule a password must meet, and whether it does. */
export interface PasswordRule {
  readonly words: string;
  readonly met: boolean;
}

/** Length alone makes guessing costly; rules on kinds of characters only make people write passwords down (NIST SP 800-63B). */
export const passwordMinLength = 12;

/** Twelve characters and more that stand at the top of every guesser's list. The server knows more of them. */
const common = new Set([
  "passwordpassword",
  "password1234",
  "password12345",
  "password123456",
  "1234567890123",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiopasdf",
  "letmeinletmein",
  "welcomewelcome",
  "administrator",
  "changemechangeme",
  "iloveyouiloveyou",
  "correcthorsebatterystaple",
]);

/** Checks a password while it is typed. `about` is what others know of the person: name, e-mail, the business. */
export function passwordRules(password: string, about: readonly string[] = []): readonly PasswordRule[] {
  const plain = password.toLowerCase().replace(/\s+/g, "");
  const known = about
    .flatMap((each) => each.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4 && word !== "example");
  const leftOver = known.reduce((rest, word) => rest.replaceAll(word, ""), plain);
  return [
    { words: `At least ${passwordMinLength} characters`, met: [...password].length >= passwordMinLength },
    {
      words: "Not a common or repeated one",
      met: password !== "" && !common.has(plain) && !isRepetition(plain) && !isSequence(plain),
    },
    {
      words: "Not just your name or e-mail",
      met: password !== "" && (leftOver === plain || letterCount(leftOver) >= 4),
    },
  ];
}

/** True when every rule is met. */
export function passwordIsGood(password: string, about: readonly string[] = []): boolean {
  return passwordRules(password, about).every((rule) => rule.met);
}

function letterCount(text: string): number {
  return text.replace(/[^\p{L}]/gu, "").length;
}

function isRepetition(text: string): boolean {
  return /^(.{1,8})\1+$/.test(text);
}

function isSequence(text: string): boolean {
  return ["01234567890123456789012345", "abcdefghijklmnopqrstuvwxyz", "98765432109876543210"].some((run) =>
    run.includes(text),
  );
}
