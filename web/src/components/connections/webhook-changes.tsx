import styles from "./connections.module.css";
import { settingWords } from "./webhook-words.ts";

interface Change {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What was changed at the provider: each setting with its value before and after. */
export function WebhookChanges({ title, changes }: { readonly title: string; readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className={styles.note}>Nothing had to be changed: it was set already.</p>;
  return (
    <table className={styles.changes}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Before</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.setting}>
            <th scope="row">
              {settingWords(change.setting)}
              <small>{change.setting}</small>
            </th>
            <td data-label="Before">
              <Value value={change.before} />
            </td>
            <td data-label="Now">
              <Value value={change.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value }: { readonly value: string | null }) {
  if (value === null || value === "") return <span className={styles.empty}>empty</span>;
  return <code>{value}</code>;
}
