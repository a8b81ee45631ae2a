import type { ConnectForm } from "#providers/telephony/provider.ts";
import { countries } from "./notice.ts";

/** What a person is asked who connects anything that can send a signed request. */
export const connectForm: ConnectForm = {
  title: "Any other system (webhook)",
  about: "Your phone system, n8n, Zapier or a script tells Ringback of each call by a signed request.",
  fields: [
    {
      name: "externalAccountId",
      label: "Name of the system",
      kind: "text",
      keep: "externalAccountId",
      required: true,
      help: "A short name without spaces. The same name again renews the secret and keeps the address.",
      example: "front-desk",
      pattern: "^[A-Za-z0-9._-]{1,64}$",
    },
    {
      name: "country",
      label: "Country of short numbers",
      kind: "text",
      keep: "setting",
      required: false,
      help: `Numbers without a country code are read as of it: ${countries.join(", ")}.`,
      example: "US",
      fallback: "US",
      pattern: `^(${countries.join("|")})$`,
    },
    {
      name: "secret",
      label: "Signing secret",
      kind: "text",
      keep: "secret",
      required: false,
      help: "Leave empty: Ringback makes one and shows it once. Only for a sender that brings its own.",
      example: "whsec_…",
      pattern: "^whsec_[A-Za-z0-9+/]{32,}={0,2}$",
    },
  ],
  steps: [
    "Copy the address and the secret into the system that knows of your calls.",
    "Send the test event: the connection turns healthy when it arrives.",
    "Let the system send an event when a call comes in and when it ends. One event at the end is enough.",
  ],
};
