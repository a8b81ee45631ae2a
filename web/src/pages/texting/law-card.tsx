import { Card } from "#ui/card.tsx";
import styles from "./texting.module.css";

const fixed: readonly (readonly [title: string, words: string])[] = [
  [
    "STOP counts at once",
    "STOP and every other wording that asks for no more texts, by text or voicemail, ends all texts from all your numbers in the same moment. It never runs out. START opts in again.",
  ],
  [
    "One text for a missed call",
    "Within ten minutes, to the number that called, once for the matter. None where the number is withheld, has opted out, is a landline, or the phone network says that it is faked.",
  ],
  [
    "The hours of the reader",
    "An area code is only a hint, so a text that informs waits until it is lawful in every time zone and state where the reader could be. Answers to somebody's own call or text go at any hour.",
  ],
  [
    "Advertising",
    "Needs written consent, the hours of the reader's state, and a comparison with the Do-Not-Call list. One advertising word makes an advertisement of any automatic text.",
  ],
  [
    "Who writes, and how to end it",
    "The first automatic text to somebody, and the first after 30 days, names your business and says how to opt out. Ringback adds it where a template forgets.",
  ],
  [
    "A registered number",
    "US carriers refuse texts from numbers whose registration is not approved, so Ringback does not try.",
  ],
  [
    "No fraud at your cost",
    "Texts stay in your country unless you allow another. Bursts to neighbouring numbers, premium and satellite phones are refused.",
  ],
];

/** What nobody can change here, in plain words. Not legal advice. */
export function LawCard() {
  return (
    <Card title="What the law and the carriers fix">
      <dl className={styles.law}>
        {fixed.map(([title, words]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>
        This is how we read the rules; it is no legal advice. Have counsel confirm them for your trade and your states.
      </p>
    </Card>
  );
}
