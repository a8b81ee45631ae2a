import { phoneWords } from "#components/phone-words.ts";
import styles from "./connections.module.css";

interface ForwardingCodesProps {
  /** The number of ours that unanswered calls are forwarded to, E.164. */
  readonly target: string | null;
}

/** Codes that many carriers use for conditional forwarding. They differ by carrier and plan, so they are a hint only. */
const codes = [
  {
    where: "US mobile, many carriers",
    on: (digits: string) => `*71${tenDigits(digits)}`,
    off: "*73",
  },
  {
    where: "GSM mobile (most of the world)",
    on: (digits: string) => `**61*+${digits}#`,
    off: "##61#",
  },
  {
    where: "US landline, many carriers",
    on: (digits: string) => `*92${tenDigits(digits)}`,
    off: "*93",
  },
] as const;

/** How to forward calls here only when nobody answers them elsewhere. */
export function ForwardingCodes({ target }: ForwardingCodesProps) {
  const digits = target === null ? "number" : target.replace(/^\+/, "");
  return (
    <div>
      <ol className={styles.steps}>
        <li>Keep your phone system as it is. People go on answering where they answer today.</li>
        <li>
          Set “forward when nobody answers” (and, if you like, “when busy”) to{" "}
          <strong>{target === null ? "one of the numbers connected above" : phoneWords(target)}</strong>. In a phone
          system it is a setting; from a plain phone it is a code that you dial once:
        </li>
      </ol>
      <table className={styles.codes}>
        <caption className="visually-hidden">Codes for forwarding when nobody answers</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Turn on</th>
            <th scope="col">Turn off</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code.where}>
              <th scope="row">{code.where}</th>
              <td>
                <code>{code.on(digits)}</code>
              </td>
              <td>
                <code>{code.off}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.ask}>
        Codes differ by carrier and plan, and some charge for it. <strong>Ask your carrier</strong> for “conditional
        call forwarding on no answer” before you rely on one, then try it with a call.
      </p>
    </div>
  );
}

/** Codes within North America take the number without its country code. */
function tenDigits(digits: string): string {
  return digits.replace(/^1(?=\d{10}$)/, "");
}
