/** Said when nothing of the business can be loaded. It carries the notice every voicemail needs (docs/rules.md R4). */
export const fallbackGreeting =
  "Sorry, nobody can take your call right now. If this is an emergency, hang up and dial 911. Please leave a message after the tone; it will be recorded and transcribed.";
