/** The caller id that phone networks send for a withheld number. */
export const withheldCallerId = "anonymous";

/** Around the demo's town, but none in which it has customers or numbers of its own. */
const areaCodes = ["262", "219", "574", "608", "414"];

/**
 * A number for a caller nobody knows, from the block that is reserved for fiction (555-0100 to 555-0199), and not among
 * those that are taken. `random` gives values from 0 up to 1.
 */
export function unusedNumber(taken: readonly string[], random: () => number): string {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const area = areaCodes[Math.floor(random() * areaCodes.length)] ?? "262";
    const number = `+1${area}555${String(100 + Math.floor(random() * 100)).padStart(4, "0")}`;
    if (!taken.includes(number)) return number;
  }
  return "+12625550199";
}

/** Things a caller may say, each to show something else. */
export const sampleWords: readonly { readonly label: string; readonly words: string }[] = [
  {
    label: "Emergency",
    words:
      "Hi, this is Alex Moreno. We've got no heat since last night and the baby's room is fifty degrees, please call me back.",
  },
  {
    label: "Complaint",
    words: "Your technician just left and it's still leaking. This is the second time, I want the manager.",
  },
  { label: "Price", words: "Hello, I wanted to get a price on a water softener sometime next month, no rush." },
  { label: "Unclear", words: "Yes hello, it's about the thing from last week." },
];
