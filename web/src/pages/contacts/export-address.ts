import { chosenAccount } from "#api/chosen-account.ts";

/** Where all contacts can be had as a file. */
export function exportAddress(): string {
  const account = chosenAccount();
  return `/api/v1/contacts/export.csv${account === null ? "" : `?account=${account}`}`;
}
