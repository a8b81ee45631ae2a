/** Every URL of the web app. `$name` is a parameter, given through the router's `params`. */
export const paths = {
  home: "/",
  signIn: "/sign-in",
  welcome: "/welcome",
  setup: "/setup",
  invitation: "/invitation/$token",
  today: "/today",
  callback: "/today/$callbackId",
  inbox: "/inbox",
  conversation: "/inbox/$conversationId",
  review: "/review",
  corrections: "/review/corrections",
  calls: "/calls",
  call: "/calls/$callId",
  ledger: "/ledger",
  imports: "/imports",
  import: "/imports/$importId",
  contacts: "/contacts",
  contact: "/contacts/$contactId",
  contactDuplicates: "/contacts/duplicates",
  contactImports: "/contacts/bring",
  contactImport: "/contacts/bring/$importId",
  team: "/team",
  numbers: "/numbers",
  phone: "/phone",
  settings: "/settings",
  listening: "/settings/listening",
  texting: "/settings/texting",
  notices: "/settings/notifications",
} as const;

/** As `owner` in the address of Today: everybody's, where "mine" would be shown otherwise (to a technician on a phone). */
export const anyone = "anyone";
