// What callers of the sample month say: on voicemail, and in texts they send back. Written for the rules classifier to
// read as a person would; the seed never tells it what to find.

/** What the caller is about; decides which outcomes are believable. */
export type Matter =
  | "emergency"
  | "booking"
  | "quote"
  | "complaint"
  | "status"
  | "vendor"
  | "spam"
  | "wrong-number"
  | "other";

export interface Saying {
  readonly matter: Matter;
  readonly text: string;
  /** Only said in the cold half of the year. */
  readonly isWintry?: boolean;
}

export const voicemails: readonly (Saying & { readonly weight: number })[] = [
  {
    matter: "booking",
    weight: 3,
    text: "Hi, I'd like to get someone out to look at our water heater, it's making a rumbling noise. Mornings are best for me. Thanks.",
  },
  {
    matter: "booking",
    weight: 3,
    text: "Hello, I want to schedule a furnace tune-up before it gets really cold. We're over on Wilson Avenue. Please give me a call back.",
    isWintry: true,
  },
  {
    matter: "booking",
    weight: 2,
    text: "Hey, the kitchen faucet needs to be replaced, I already bought the new one. Can you send somebody out this week or next?",
  },
  {
    matter: "booking",
    weight: 2,
    text: "Good morning, this is Karen Whitfield. Our toilet upstairs keeps running and I'd like to book a plumber to take a look at it.",
  },
  {
    matter: "booking",
    weight: 2,
    text: "Hi, my name is Andre Mills, I'd like to schedule somebody to put in a new sump pump, the old one is about fifteen years old. Please call me back.",
  },
  {
    matter: "booking",
    weight: 2,
    text: "Yeah hi, the shower drain is really slow and the store-bought stuff did nothing. I'd like to set up an appointment.",
  },
  {
    matter: "booking",
    weight: 1,
    text: "Hi there, we just moved in and the thermostat isn't talking to the furnace, I'd like to have a technician come by and look at it.",
  },
  {
    matter: "booking",
    weight: 1,
    text: "Hello, I'd like to schedule the annual boiler service for the two flat on Damen. Same as last year. Thank you.",
  },
  {
    matter: "booking",
    weight: 1,
    text: "Hola, necesito hacer una cita para que revisen el calentador, ya tiene quince años. Llámenme por favor, gracias.",
  },
  {
    matter: "booking",
    weight: 1,
    text: "Buenas tardes, quiero una cita para arreglar la llave de la cocina, está goteando. Mi nombre es Marisol Vega.",
  },
  {
    matter: "quote",
    weight: 2,
    text: "Hi, I wanted to get a quote to replace our furnace and maybe the air conditioner too. The house is about two thousand square feet.",
  },
  {
    matter: "quote",
    weight: 2,
    text: "Hello, could you give me an estimate for moving a gas line? We're putting the stove on the other wall.",
  },
  {
    matter: "quote",
    weight: 2,
    text: "Hey, how much would it cost to replace a fifty gallon water heater? Just looking for a ballpark. Thanks.",
  },
  {
    matter: "quote",
    weight: 1,
    text: "Hi, we're remodeling a bathroom and I'd like to get a quote for the plumbing rough-in. Please call me when you can.",
  },
  {
    matter: "quote",
    weight: 1,
    text: "Buenos días, quisiera una cotización para cambiar la tubería del baño. Gracias.",
  },
  {
    matter: "status",
    weight: 2,
    text: "Hi, just checking on the status of my repair, they said the part would be in this week. Could somebody call me?",
  },
  {
    matter: "status",
    weight: 1,
    text: "Hello, did the part come in yet for my furnace? I've been home all day. Thanks, bye.",
  },
  {
    matter: "status",
    weight: 1,
    text: "Hi, I need to reschedule my appointment on Thursday, something came up at work. Please call me back.",
  },
  {
    matter: "other",
    weight: 1,
    text: "Hi, I have a question about my invoice, I think I was charged twice for the service call.",
  },
  {
    matter: "other",
    weight: 1,
    text: "Hello, what are your hours on Saturday? I'd rather stop by than do this on the phone.",
  },
  {
    matter: "complaint",
    weight: 1,
    text: "This is the third time I've called about the leak under the sink and nobody called me back. I'm really frustrated.",
  },
  {
    matter: "complaint",
    weight: 1,
    text: "Your guy was here on Monday and the radiator is still not fixed. I'm not happy about this, please have a manager call me.",
    isWintry: true,
  },
  {
    matter: "emergency",
    weight: 1,
    text: "Hi, the furnace stopped working last night and it's freezing in here, we have a newborn. Please call as soon as you can.",
    isWintry: true,
  },
  {
    matter: "emergency",
    weight: 1,
    text: "Uh yeah, sewage is backing up into my tub in the basement, I need somebody out here right away.",
  },
  {
    matter: "vendor",
    weight: 2,
    text: "Hi, this is Walt with Great Lakes Supply calling about invoice 4431, your order is ready at will call.",
  },
  {
    matter: "vendor",
    weight: 1,
    text: "Hello, I'm calling from Local Boost, we help contractors like you get more leads and rank on the first page of Google.",
  },
  {
    matter: "spam",
    weight: 1,
    text: "We've been trying to reach you about your car's extended warranty. This is your final notice.",
  },
  { matter: "wrong-number", weight: 1, text: "Oh, sorry, I dialed the wrong number. Bye." },
];

/** When the water comes: storm days have their own calls. */
export const stormVoicemails: readonly Saying[] = [
  {
    matter: "emergency",
    text: "Hi, our basement is flooding right now, the sump pump quit with the storm. Please call me back.",
  },
  {
    matter: "emergency",
    text: "Water is coming through my dining room ceiling, I think it's from the bathroom upstairs. Please hurry.",
  },
  {
    matter: "emergency",
    text: "Hello, the pipe under the sink burst and there's water everywhere, I can't get it to shut off.",
  },
  {
    matter: "booking",
    text: "Hi, the power was out and now the sump pump won't start. It's dry so far but more rain is coming, can somebody take a look?",
  },
  {
    matter: "booking",
    text: "Hey, I'd like to schedule a battery backup for the sump pump after last night. Please give me a call.",
  },
];

export const textsBack: readonly Saying[] = [
  { matter: "booking", text: "Hi, need someone to look at a leaking faucet in the kitchen. Any day next week works." },
  { matter: "booking", text: "Looking to schedule a furnace tune up please", isWintry: true },
  { matter: "quote", text: "Can I get a quote for a tankless water heater?" },
  { matter: "booking", text: "Toilet keeps running. Can someone come take a look?" },
  { matter: "status", text: "Just checking on my appointment, is the technician still coming?" },
  { matter: "booking", text: "Garbage disposal is jammed, would like to book a visit. Thanks!" },
  { matter: "other", text: "I'll try you again later, thanks" },
];

/** Names the network shows for some callers nobody knows yet. */
export const networkNames = [
  "GARCIA ELENA",
  "HOFFMAN PETER",
  "NGUYEN TRAN",
  "OBRIEN MARY",
  "WASHINGTON D",
  "KIM SOO",
  "PATEL R",
  "SCHULTZ ANNA",
  "WIRELESS CALLER",
  "CHICAGO IL",
  "LOPEZ MARIA",
  "BAKER THOMAS",
  "JOHNSON L",
  "ZIELINSKI J",
  "FOSTER AMY",
  "IL CALL",
] as const;

/** How long these words take on the phone: about two and a half a second, and a little silence. */
export function spokenSeconds(text: string): number {
  return Math.max(4, Math.round(text.split(/\s+/).length / 2.5) + 2);
}
