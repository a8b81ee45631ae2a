/** Every rule of the sending law by which a text may be blocked or held. docs/states/message.md says when each applies. */
export type OutboundRule =
  | "no-line"
  | "provider-cannot-text"
  | "acknowledgement-off"
  | "number-withheld"
  | "not-textable-number"
  | "landline"
  | "own-number"
  | "staff-number"
  | "country-not-allowed"
  | "opted-out"
  | "do-not-contact"
  | "do-not-call"
  | "caller-id-failed"
  | "not-registered"
  | "taken-by-a-person"
  | "no-consent"
  | "already-acknowledged"
  | "acknowledged-recently"
  | "talked-since"
  | "too-late-to-be-useful"
  | "daily-cap"
  | "marketing-cap"
  | "reply-cap"
  | "line-limit"
  | "neighbour-limit"
  | "spend-cap"
  | "would-promise"
  | "forbidden-content"
  | "foreign-link"
  | "marketing-off"
  | "no-lawful-hour"
  | "quiet-hours"
  | "outside-sending-hours";

/** Each rule in plain words, for the person who asks why nobody was texted. */
export const outboundRuleWords: Record<OutboundRule, string> = {
  "no-line": "the number the caller dialed is not connected",
  "provider-cannot-text": "the phone system of this number sends no texts",
  "acknowledgement-off": "automatic texts are switched off",
  "number-withheld": "the caller withheld the number",
  "not-textable-number": "this kind of number takes no texts",
  landline: "the line takes no texts",
  "own-number": "it is one of our own numbers",
  "staff-number": "it is a phone of the team",
  "country-not-allowed": "texts to this country are not allowed",
  "opted-out": "this person asked for no texts",
  "do-not-contact": "this contact is marked as not to be contacted",
  "do-not-call": "the number stands on a Do-Not-Call list",
  "caller-id-failed": "the network says the caller id is false",
  "not-registered": "the number is not registered for texting yet",
  "taken-by-a-person": "a person has taken over this conversation",
  "no-consent": "this person has not agreed to such texts",
  "already-acknowledged": "this caller already got the text for this matter",
  "acknowledged-recently": "this caller already got a text a short while ago",
  "talked-since": "somebody has talked with the caller since",
  "too-late-to-be-useful": "it would arrive too late to be useful",
  "daily-cap": "this person got as many automatic texts today as they may",
  "marketing-cap": "this person got as many advertising texts as they may",
  "reply-cap": "automation has answered as often as it may; now it is a person's turn",
  "line-limit": "too many texts went out from this number just now",
  "neighbour-limit": "too many texts went to neighbouring numbers in the last hour, as in a fraud",
  "spend-cap": "the day's budget for texts is spent",
  "would-promise": "the text would promise something",
  "forbidden-content": "carriers refuse texts with such words or shortened links",
  "foreign-link": "the text links to a site that is not the business's own",
  "marketing-off": "advertising texts are switched off",
  "no-lawful-hour": "there is no hour at which it may go to every place where this person could be",
  "quiet-hours": "the business chose to send no automatic texts at this hour",
  "outside-sending-hours": "it is outside the hours for such texts",
};

/** What would have to change for the text to go, in plain words; null where nothing would help. */
export const outboundRuleRemedies: Record<OutboundRule, string | null> = {
  "no-line": "Connect the number in Settings, Phone.",
  "provider-cannot-text": "Use a number of a phone system that can text.",
  "acknowledgement-off": "Switch automatic texts on in Settings, Rules.",
  "number-withheld": null,
  "not-textable-number": null,
  landline: "Ask for a mobile number when you call.",
  "own-number": null,
  "staff-number": null,
  "country-not-allowed": "Allow the country in Settings, Texting and consent.",
  "opted-out": "They have to text START themselves, or tell you so: then note it here with the reason.",
  "do-not-contact": "Change the contact, if the mark is wrong.",
  "do-not-call": null,
  "caller-id-failed": "Call back: whoever answers tells you whether it was them.",
  "not-registered": "Finish the registration in Settings, Phone.",
  "taken-by-a-person": "Hand the conversation back to automation.",
  "no-consent": "Ask them, and note their answer here.",
  "already-acknowledged": null,
  "acknowledged-recently": "The next call after the pause gets its own text.",
  "talked-since": null,
  "too-late-to-be-useful": "Write to them yourself.",
  "daily-cap": "Automation may text again tomorrow; you may now.",
  "marketing-cap": "Later, when the earlier ones are old enough.",
  "reply-cap": "Answer yourself.",
  "line-limit": "It passes by itself; look whether these calls are real.",
  "neighbour-limit": "It passes within the hour; look whether these calls are real.",
  "spend-cap": "Raise the day's budget in Settings, Texting and consent, or wait for tomorrow.",
  "would-promise": "Reword the template: no price, time, offer or outcome.",
  "forbidden-content": "Reword the text and link to your own site.",
  "foreign-link": "Add the site in Settings, Texting and consent, if it is yours.",
  "marketing-off": null,
  "no-lawful-hour": "Correct where this person is, if it is wrong.",
  "quiet-hours": "Change the quiet hours in Settings, Texting and consent.",
  "outside-sending-hours": "It goes by itself at the next lawful hour.",
};
