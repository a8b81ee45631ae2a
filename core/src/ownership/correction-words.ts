/** Why a callback was moved to somebody else or was one too many, as in "moved away 7 of 31 times, mostly: wrong line". */
export function correctionWords(cause: string): string {
  return words[cause] ?? cause.replaceAll("-", " ");
}

const words: Readonly<Record<string, string>> = {
  "wrong-owner": "wrong person",
  "wrong-line": "wrong line of work",
  "knows-them": "somebody else knows them",
  language: "another language",
  "off-duty": "off duty",
  workload: "too much to do",
  other: "another reason",
  "closed-as-duplicate": "closed as a duplicate",
  "same-matter": "talked with already",
  joined: "joined to another callback",
};
