import type { ConnectForm } from "#providers/telephony/provider.ts";

/** What a person is asked who connects SignalWire. */
export const connectForm: ConnectForm = {
  title: "SignalWire",
  about: "Ringback answers the number, texts from it and reads SignalWire's call log.",
  fields: [
    {
      name: "apiBaseUrl",
      label: "Space URL",
      kind: "url",
      keep: "apiBaseUrl",
      required: true,
      help: "The address of your space, as in the browser when you are signed in.",
      example: "https://yourspace.signalwire.com",
    },
    {
      name: "externalAccountId",
      label: "Project ID",
      kind: "text",
      keep: "externalAccountId",
      required: true,
      help: "Under API in your space.",
      example: "00000000-0000-0000-0000-000000000000",
      pattern: "^[A-Za-z0-9_-]{2,64}$",
    },
    {
      name: "secret",
      label: "API token",
      kind: "text",
      keep: "secret",
      required: true,
      help: "Under API in your space; it needs voice, messaging and numbers.",
      example: "PT…",
    },
    {
      name: "signingKey",
      label: "Signing key",
      kind: "text",
      keep: "credential",
      required: true,
      help: "Under API in your space. SignalWire signs its webhooks with it, not with the token.",
      example: "PSK_…",
    },
  ],
  steps: [
    "Choose the number that your customers dial.",
    "Press Install: Ringback writes its addresses to the number and keeps the old ones for undo.",
    "Call the number once and see the call appear.",
  ],
  buyUrl: "https://signalwire.com/signin",
};
