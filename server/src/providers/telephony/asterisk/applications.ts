// Dialplan applications by what they mean for a caller (docs/rules.md T5.1).

const mailboxes = new Set(["voicemail", "minivmgreet", "minivmrecord", "record", "vmauthenticate"]);
const menus = new Set(["background", "waitexten", "read", "backgrounddetect", "directory", "readexten"]);
const connecting = new Set(["dial", "queue", "followme", "bridge", "parkedcall", "pickup", "pickupchan"]);

/** It takes a message: whatever answers with it is no person. */
export function isMailbox(application: string): boolean {
  return mailboxes.has(application.toLowerCase());
}

/** It waits for the caller to press a key. */
export function isMenu(application: string): boolean {
  return menus.has(application.toLowerCase());
}

/** It joins the caller to a phone. */
export function joinsPeople(application: string): boolean {
  return connecting.has(application.toLowerCase());
}
