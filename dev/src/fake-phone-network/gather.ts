import type { Leg, LegInput } from "./leg.ts";
import type { FormFields } from "./signature.ts";
import { readPrompt } from "./simple-verbs.ts";
import type { TwimlElement } from "./twiml-parser.ts";
import { actionRequest, answer, flagAttribute, numberAttribute, type Verb } from "./verb.ts";

/**
 * Listens for keys or speech while prompts play and for `timeout` seconds after. With nothing heard the action is not
 * requested and the document goes on, unless actionOnEmptyResult (docs/rules.md T1.7).
 */
export const gather: Verb = async ({ core }, { leg }, element) => {
  answer(leg);
  const ear = new Ear(element);
  leg.listen({ for: ear.takesSpeech ? "gather-speech" : "gather-keys", hear: (input) => ear.hear(input) });
  try {
    for (const child of element.children) {
      if (ear.started) break;
      const prompt = await readPrompt(core, leg, child);
      leg.check();
      if (prompt === undefined) continue;
      if (prompt.kind !== "pause") leg.hear(prompt.kind, prompt.text);
      await leg.sleepOr(prompt.ms, (wake) => {
        ear.onHeard = wake;
      });
    }
    await ear.finish(leg);
  } finally {
    leg.listen(undefined);
  }
  const fields = ear.fields();
  if (fields === undefined && !flagAttribute(element, "actionOnEmptyResult", false)) return { kind: "continue" };
  return { kind: "go", request: actionRequest(leg, element, "gather-action", fields ?? [["Digits", ""]]) };
};

class Ear {
  readonly takesSpeech: boolean;
  onHeard: () => void = () => {};
  readonly #takesKeys: boolean;
  readonly #finishOnKey: string;
  readonly #numDigits: number;
  readonly #timeoutMs: number;
  readonly #speechTimeoutMs: number;
  #digits = "";
  #words: string[] = [];
  #finished = false;
  #speakingMs = 0;

  constructor(element: TwimlElement) {
    const inputs = (element.attributes.input ?? "dtmf").split(/\s+/);
    this.takesSpeech = inputs.includes("speech");
    this.#takesKeys = inputs.includes("dtmf");
    this.#finishOnKey = element.attributes.finishOnKey ?? "#";
    this.#numDigits = numberAttribute(element, "numDigits", Number.MAX_SAFE_INTEGER, 1);
    this.#timeoutMs = numberAttribute(element, "timeout", 5, 1) * 1000;
    this.#speechTimeoutMs =
      element.attributes.speechTimeout === "auto"
        ? 1000
        : numberAttribute(element, "speechTimeout", this.#timeoutMs / 1000) * 1000;
  }

  get started(): boolean {
    return this.#finished || this.#digits !== "" || this.#words.length > 0;
  }

  hear(input: LegInput): void {
    if (this.#finished) return;
    if (input.kind === "speech") {
      if (!this.takesSpeech) return;
      this.#words.push(input.text);
      this.#speakingMs = input.durationMs;
    } else {
      if (!this.#takesKeys) return;
      for (const digit of input.digits) {
        if (this.#finishOnKey.includes(digit)) this.#finished = true;
        else this.#digits += digit;
        if (this.#digits.length >= this.#numDigits) this.#finished = true;
        if (this.#finished) break;
      }
    }
    this.onHeard();
  }

  /** Waits until enough was heard, or nothing more for the timeout. */
  async finish(leg: Leg): Promise<void> {
    while (!this.#finished) {
      const quietMs = this.#words.length > 0 ? this.#speakingMs + this.#speechTimeoutMs : this.#timeoutMs;
      this.#speakingMs = 0;
      const over = await leg.sleepOr(quietMs, (wake) => {
        this.onHeard = wake;
      });
      if (over === "slept") this.#finished = true;
    }
  }

  /** What goes to the action; undefined when nothing was heard. */
  fields(): FormFields | undefined {
    if (this.#digits !== "") return [["Digits", this.#digits]];
    if (this.#words.length === 0) return undefined;
    return [
      ["SpeechResult", this.#words.join(" ")],
      ["Confidence", "0.91"],
    ];
  }
}
