import type { ConnectForm } from "#providers/telephony/provider.ts";

/** What a person is asked who connects Twilio. */
export const connectForm: ConnectForm = {
  title: "Twilio",
  about: "Ringback answers the number, texts from it and reads Twilio's call log.",
  fields: [
    {
      name: "externalAccountId",
      label: "Account SID",
      kind: "text",
      keep: "externalAccountId",
      required: true,
      help: "In the Twilio console, under Account Info.",
      example: "AC…",
      pattern: "^[A-Za-z0-9_-]{2,64}$",
    },
    {
      name: "secret",
      label: "Auth token",
      kind: "text",
      keep: "secret",
      required: true,
      help: "Beside the account SID. The primary one: Twilio signs its webhooks with it.",
      example: "",
    },
    {
      name: "messagingServiceSid",
      label: "Messaging service",
      kind: "text",
      keep: "setting",
      required: false,
      help: "For texts from US local numbers: the service of your registered A2P campaign, with your numbers in its sender pool and set to defer to the sender's webhook.",
      example: "MG…",
      pattern: "^MG[A-Za-z0-9]{2,62}$",
    },
    {
      name: "apiBaseUrl",
      label: "API base URL",
      kind: "url",
      keep: "apiBaseUrl",
      required: false,
      help: "Only for a peer that speaks like Twilio.",
      example: "https://api.twilio.com",
      fallback: "https://api.twilio.com",
    },
  ],
  steps: [
    "Choose the number that your customers dial.",
    "Press Install: Ringback writes its addresses to the number and keeps the old ones for undo.",
    "Call the number once and see the call appear.",
  ],
  buyUrl: "https://console.twilio.com/us1/develop/phone-numbers/manage/search",
};
