/** Every URL of the web app. `$name` is a parameter, given through the router's `params`. */
export const paths = {
  home: "/",
  signIn: "/sign-in",
  welcome: "/welcome",
  setup: "/setup",
  invitation: "/invitation/$token",
  today: "/today",
  callback: "/today/$callbackId",
  review: "/review",
  calls: "/calls",
  call: "/calls/$callId",
  ledger: "/ledger",
  team: "/team",
  numbers: "/numbers",
  phone: "/phone",
  settings: "/settings",
} as const;
